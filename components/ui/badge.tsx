import type { ReactNode } from "react";
import { cx } from "./cx";

const tones = {
  neutral: "bg-raised text-ink-muted",
  accent: "bg-accent-soft text-accent",
  success: "bg-success-soft text-success",
  warning: "bg-warning-soft text-warning",
  danger: "bg-danger-soft text-danger",
};

export type BadgeTone = keyof typeof tones;
type Props = { tone?: BadgeTone; icon?: ReactNode; className?: string; children: ReactNode };

/** A word about something: a status, a tag. */
export function Badge({ tone = "neutral", icon, className, children }: Props) {
  return (
    <span
      className={cx(
        "inline-flex max-w-full items-center gap-1 rounded-md px-1.5 py-0.5 font-medium text-xs [&_svg]:size-3 [&_svg]:shrink-0",
        tones[tone],
        className,
      )}
    >
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}
