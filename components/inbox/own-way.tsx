import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

/**
 * Somebody's words in one line, cut off where they end in their own direction: the beginning is always what is seen.
 * For a grid or a flex box, where they stand on the side on which the page's lines begin.
 */
export function OwnWay({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <span dir="auto" className={cx("min-w-0 max-w-full justify-self-start truncate", className)}>
      {children}
    </span>
  );
}
