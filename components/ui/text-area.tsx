import { type Ref, type TextareaHTMLAttributes, useId } from "react";
import { controlClass, describedBy, Field, type FieldProps } from "./field";

type Props = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "aria-describedby" | "aria-invalid"> &
  FieldProps & { ref?: Ref<HTMLTextAreaElement> };

/** Grows with what is written, up to half of the screen. */
export function TextArea({ label, isLabelHidden, hint, problem, id, className, rows = 3, ...area }: Props) {
  const ownId = useId();
  const areaId = id ?? ownId;
  const frame = { label, isLabelHidden, hint, problem };
  return (
    <Field id={areaId} {...frame}>
      <textarea
        {...area}
        id={areaId}
        rows={rows}
        dir={area.dir ?? "auto"}
        aria-invalid={problem ? true : undefined}
        aria-describedby={describedBy(areaId, frame)}
        className={controlClass(
          Boolean(problem),
          `field-sizing-content max-h-[50dvh] resize-y ${className ?? ""}`,
        )}
      />
    </Field>
  );
}
