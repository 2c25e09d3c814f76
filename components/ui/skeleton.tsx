import { cx } from "./cx";

/**
 * The shape of what is coming. It takes its room at once, so that nothing moves, and is seen only after 200 ms, so
 * that what comes quickly does not flicker.
 */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx("block animate-skeleton rounded-md bg-raised", className)} />;
}
