import { type ReactNode, useId } from "react";

type Props = { title: string; hint?: string; children: ReactNode };

export function Section({ title, hint, children }: Props) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-8 gap-y-4 border-line border-t py-7 md:grid-cols-[13rem_1fr]"
    >
      <div>
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {hint && <p className="mt-1 text-pretty text-ink-muted text-sm">{hint}</p>}
      </div>
      <div className="grid min-w-0 content-start gap-5">{children}</div>
    </section>
  );
}
