import { type Ref, type TextareaHTMLAttributes, useId } from "react";
import { controlClass, describedBy, Field, type FieldProps } from "./field";

type Props = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "aria-describedby" | "aria-invalid"> &
  FieldProps & { ref?: Ref<HTMLTextAreaElement> };

/** A field that grows with its content does not look at its rows. */
const leastHeights: Record<number, string> = {
  2: "min-h-[calc(2lh+1.125rem)]",
  3: "min-h-[calc(3lh+1.125rem)]",
  4: "min-h-[calc(4lh+1.125rem)]",
  6: "min-h-[calc(6lh+1.125rem)]",
};

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
          `field-sizing-content max-h-[50dvh] resize-y ${leastHeights[rows] ?? ""} ${className ?? ""}`,
        )}
      />
    </Field>
  );
}
