import { cx } from "./cx";

const mostShown = 99;

/** How many are new; nothing for none. `label` says it in words. */
export function CountBadge({
  count,
  label,
  className,
}: {
  count: number;
  label: string;
  className?: string;
}) {
  if (count <= 0) return null;
  return (
    <span
      className={cx(
        "inline-grid h-5 min-w-5 place-items-center rounded-full bg-accent px-1.5 font-semibold text-[0.6875rem] text-on-accent tabular-nums",
        className,
      )}
    >
      <span aria-hidden>{count > mostShown ? `${mostShown}+` : count}</span>
      <span className="sr-only">{label}</span>
    </span>
  );
}
