import { cx } from "./cx";

/** Says nothing by itself: what is being waited for stands beside it, or in the name of the busy button. */
export function Spinner({ className }: { className?: string }) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 16 16"
      className={cx("size-4 shrink-0 animate-spin motion-reduce:animate-none", className)}
      fill="none"
      strokeWidth="2"
      strokeLinecap="round"
    >
      <circle cx="8" cy="8" r="6" stroke="currentColor" opacity="0.25" />
      <path d="M14 8a6 6 0 0 0-6-6" stroke="currentColor" />
    </svg>
  );
}
