import type { ButtonHTMLAttributes } from "react";

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: "primary" | "plain";
  /** Work is under way: the button keeps its focus and its name, and does not take another press. */
  isBusy?: boolean;
};

const looks = {
  primary: "border-transparent bg-accent text-on-accent hover:bg-accent-hover",
  plain: "border-line-strong bg-surface text-ink hover:bg-raised",
};

export function Button({ look = "primary", isBusy = false, className = "", onClick, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={isBusy || undefined}
      onClick={isBusy ? (event) => event.preventDefault() : onClick}
      className={`inline-flex min-h-11 items-center justify-center gap-2 rounded-lg border px-4 py-2 font-medium transition-colors duration-150 ${looks[look]} ${isBusy ? "cursor-progress opacity-70" : "cursor-pointer"} ${className}`}
    />
  );
}
