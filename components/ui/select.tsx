import { type Ref, type SelectHTMLAttributes, useId } from "react";
import { controlClass, describedBy, Field, type FieldProps, oneLineClass } from "./field";
import { ChevronDownIcon } from "./icons";

type Option = { value: string; label: string };
type Props = Omit<SelectHTMLAttributes<HTMLSelectElement>, "aria-describedby" | "aria-invalid" | "children"> &
  FieldProps & { options: readonly Option[]; ref?: Ref<HTMLSelectElement> };

/** The system's own list: it scrolls, searches and reads out as people are used to, and on a phone fills the screen. */
export function Select({ label, isLabelHidden, hint, problem, options, id, className, ...select }: Props) {
  const ownId = useId();
  const selectId = id ?? ownId;
  const frame = { label, isLabelHidden, hint, problem };
  return (
    <Field id={selectId} {...frame}>
      <div className="relative">
        <select
          {...select}
          id={selectId}
          aria-invalid={problem ? true : undefined}
          aria-describedby={describedBy(selectId, frame)}
          className={controlClass(
            Boolean(problem),
            `${oneLineClass} cursor-pointer appearance-none truncate pe-9 ${className ?? ""}`,
          )}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDownIcon className="pointer-events-none absolute inset-y-0 end-3 my-auto size-4 text-ink-muted" />
      </div>
    </Field>
  );
}
