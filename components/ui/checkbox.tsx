import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from "react";
import { cx } from "./cx";

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, "type" | "size"> & {
  label: string;
  isLabelHidden?: boolean;
  hint?: ReactNode;
  /** Some of what it stands for is chosen and some is not. */
  isMixed?: boolean;
  ref?: Ref<HTMLInputElement>;
};

export function Checkbox({
  label,
  isLabelHidden = false,
  hint,
  isMixed = false,
  id,
  className,
  ref,
  ...input
}: Props) {
  const ownId = useId();
  const inputId = id ?? ownId;
  const attach = (element: HTMLInputElement | null) => {
    if (element) element.indeterminate = isMixed;
    if (typeof ref === "function") return ref(element);
    if (ref) ref.current = element;
  };
  return (
    <span className={cx("inline-flex items-start gap-2", className)}>
      <input
        {...input}
        ref={attach}
        type="checkbox"
        id={inputId}
        aria-describedby={hint ? `${inputId}-hint` : undefined}
        className="mt-0.5 size-4 shrink-0 cursor-pointer accent-accent pointer-coarse:size-5"
      />
      <span className={isLabelHidden ? "sr-only" : "text-sm"}>
        <label
          htmlFor={inputId}
          className="relative cursor-pointer pointer-coarse:after:absolute pointer-coarse:after:-inset-y-2.5 pointer-coarse:after:-start-8 pointer-coarse:after:end-0"
        >
          {label}
        </label>
        {hint && (
          <span id={`${inputId}-hint`} className="block text-ink-muted">
            {hint}
          </span>
        )}
      </span>
    </span>
  );
}
