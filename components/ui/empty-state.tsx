import type { ReactNode } from "react";
import { cx } from "./cx";

type Props = {
  icon?: ReactNode;
  title: string;
  text?: ReactNode;
  /** What to do about it: a button or a link. */
  action?: ReactNode;
  className?: string;
  /** A page's own heading where nothing else is on it. */
  heading?: "h1" | "h2" | "p";
};

export function EmptyState({ icon, title, text, action, className, heading: Heading = "p" }: Props) {
  return (
    <div className={cx("grid justify-items-center gap-2 px-6 py-12 text-center", className)}>
      {icon && (
        <span
          aria-hidden
          className="mb-2 grid size-12 place-items-center rounded-full bg-raised text-ink-muted [&_svg]:size-6"
        >
          {icon}
        </span>
      )}
      <Heading className={cx("text-balance font-semibold", Heading === "h1" ? "text-xl" : "text-base")}>
        {title}
      </Heading>
      {text && <p className="max-w-sm text-pretty text-ink-muted text-sm">{text}</p>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
