import { type InputHTMLAttributes, type ReactNode, useId } from "react";

type Props = InputHTMLAttributes<HTMLInputElement> & {
  label: string;
  hint?: string;
  problem?: string;
  /** Stands inside the field at its end. */
  action?: ReactNode;
};

export function TextField({ label, hint, problem, action, id, ...input }: Props) {
  const ownId = useId();
  const inputId = id ?? ownId;
  const describedBy = [problem && `${inputId}-problem`, hint && `${inputId}-hint`].filter(Boolean).join(" ");
  return (
    <div className="grid gap-1.5">
      <label htmlFor={inputId} className="font-medium text-sm">
        {label}
      </label>
      <div className="relative">
        <input
          {...input}
          id={inputId}
          aria-invalid={problem ? true : undefined}
          aria-describedby={describedBy || undefined}
          className={`min-h-11 w-full rounded-lg border bg-surface px-3 py-2 text-base text-ink placeholder:text-ink-muted ${problem ? "border-danger" : "border-line-strong"} ${action ? "pe-20" : ""}`}
        />
        {action}
      </div>
      {problem && (
        <p id={`${inputId}-problem`} className="text-danger text-sm">
          {problem}
        </p>
      )}
      {hint && (
        <p id={`${inputId}-hint`} className="text-ink-muted text-sm">
          {hint}
        </p>
      )}
    </div>
  );
}
