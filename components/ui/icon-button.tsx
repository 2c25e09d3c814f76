import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { cx } from "./cx";

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children"> & {
  /** The button's name, which is also shown to whoever points at it. */
  label: string;
  icon: ReactNode;
  size?: "small" | "medium";
  look?: "quiet" | "primary" | "plain";
  /** Beside its name, such as the key that does the same. */
  shortcut?: string;
  hasTooltip?: boolean;
  ref?: Ref<HTMLButtonElement>;
};

const looks = {
  quiet: "text-ink-muted hover:bg-raised hover:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent",
  plain: "border border-line-strong bg-surface text-ink hover:bg-raised",
  primary: "bg-accent text-on-accent hover:bg-accent-hover",
};
const sizes = {
  small: "size-8 rounded-md pointer-coarse:size-10",
  medium: "size-9 rounded-lg pointer-coarse:size-11",
};

export function IconButton({
  label,
  icon,
  size = "medium",
  look = "quiet",
  shortcut,
  hasTooltip = true,
  className,
  ...rest
}: Props) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      data-tooltip={hasTooltip ? (shortcut ? `${label}\n${shortcut}` : label) : undefined}
      className={cx(
        "inline-grid shrink-0 cursor-pointer place-items-center transition-colors duration-150 disabled:cursor-not-allowed disabled:opacity-50 [&_svg]:size-[1.125rem]",
        looks[look],
        sizes[size],
        className,
      )}
    >
      {icon}
    </button>
  );
}
