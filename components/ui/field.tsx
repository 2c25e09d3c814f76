import type { ReactNode } from "react";
import { cx } from "./cx";

export type FieldProps = {
  label: string;
  /** The label is for assistive technology alone: what is seen says it already. */
  isLabelHidden?: boolean;
  hint?: ReactNode;
  problem?: string | null;
};

/** What is wrong comes before what is always said, in sight as in what is read out. */
export const describedBy = (id: string, { hint, problem }: Pick<FieldProps, "hint" | "problem">) =>
  [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(" ") || undefined;

/** What is one line high is as high as a finger needs. */
export const oneLineClass = "min-h-10 pointer-coarse:min-h-11";

export const controlClass = (hasProblem: boolean, className?: string) =>
  cx(
    "w-full rounded-lg border bg-surface px-3 py-2 text-base text-ink placeholder:text-ellipsis placeholder:text-ink-muted disabled:opacity-60 sm:text-sm",
    hasProblem ? "border-danger" : "border-line-strong",
    className,
  );

/** Label, control, what is wrong with it, and what to know about it. */
export function Field({
  id,
  label,
  isLabelHidden = false,
  hint,
  problem,
  children,
}: FieldProps & { id: string; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "font-medium text-sm"}>
        {label}
      </label>
      {children}
      {problem && (
        <p id={`${id}-problem`} className="text-danger text-sm">
          {problem}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-ink-muted text-sm">
          {hint}
        </p>
      )}
    </div>
  );
}
