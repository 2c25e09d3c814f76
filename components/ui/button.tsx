import type { ButtonHTMLAttributes, Ref } from "react";
import { cx } from "./cx";
import { Spinner } from "./spinner";

const looks = {
  primary: "border-transparent bg-accent text-on-accent hover:bg-accent-hover",
  plain: "border-line-strong bg-surface text-ink hover:bg-raised",
  quiet: "border-transparent text-ink hover:bg-raised",
  danger: "border-transparent bg-danger text-on-danger hover:bg-danger-hover",
};

/** A thumb needs more room than a mouse, so all but the largest grow where there is one. */
const sizes = {
  small: "min-h-8 rounded-md px-2.5 py-1 text-sm pointer-coarse:min-h-10",
  medium: "min-h-9 rounded-lg px-3.5 py-1.5 text-sm pointer-coarse:min-h-11",
  large: "min-h-11 rounded-lg px-4 py-2",
};

export type ButtonLook = keyof typeof looks;
export type ButtonSize = keyof typeof sizes;

/** For what looks like a button and is none, such as a link. */
export const buttonClass = (look: ButtonLook = "primary", size: ButtonSize = "medium", className?: string) =>
  cx(
    "inline-flex cursor-pointer select-none items-center justify-center gap-2 border text-center font-medium transition-colors duration-150 disabled:cursor-not-allowed disabled:opacity-50",
    looks[look],
    sizes[size],
    className,
  );

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: ButtonLook;
  size?: ButtonSize;
  /** Work is under way: the button keeps its focus and its name, and does not take another press. */
  isBusy?: boolean;
  ref?: Ref<HTMLButtonElement>;
};

export function Button({ look, size, isBusy = false, className, onClick, children, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
      onClick={isBusy ? (event) => event.preventDefault() : onClick}
      className={cx(buttonClass(look, size, className), isBusy && "relative cursor-progress")}
    >
      {isBusy && <Spinner className="absolute" />}
      {isBusy ? <span className="inline-flex items-center gap-2 opacity-30">{children}</span> : children}
    </button>
  );
}
