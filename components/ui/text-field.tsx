import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from "react";
import { cx } from "./cx";
import { controlClass, describedBy, Field, type FieldProps, oneLineClass } from "./field";

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, "aria-describedby" | "aria-invalid"> &
  FieldProps & {
    /** Stand inside the field at its start and at its end. */
    icon?: ReactNode;
    action?: ReactNode;
    ref?: Ref<HTMLInputElement>;
  };

export function TextField({
  label,
  isLabelHidden,
  hint,
  problem,
  icon,
  action,
  id,
  className,
  ...input
}: Props) {
  const ownId = useId();
  const inputId = id ?? ownId;
  const frame = { label, isLabelHidden, hint, problem };
  return (
    <Field id={inputId} {...frame}>
      <div className="relative">
        {icon && (
          <span className="pointer-events-none absolute inset-y-0 start-0 grid w-10 place-items-center text-ink-muted [&_svg]:size-4">
            {icon}
          </span>
        )}
        <input
          {...input}
          id={inputId}
          aria-invalid={problem ? true : undefined}
          aria-describedby={describedBy(inputId, frame)}
          className={controlClass(
            Boolean(problem),
            cx(oneLineClass, Boolean(icon) && "ps-10", Boolean(action) && "pe-20", className),
          )}
        />
        {action}
      </div>
    </Field>
  );
}
