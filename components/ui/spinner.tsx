import { cx } from "./cx";

/** Says nothing by itself: what is being waited for stands beside it, or in the name of the busy button. */
export function Spinner({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={cx(
        "inline-block size-4 shrink-0 animate-spin rounded-full border-2 border-current/25 border-t-current motion-reduce:animate-none",
        className,
      )}
    />
  );
}
