import { type ReactNode, useId } from "react";

export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-2.5 border-line border-b px-4 py-4 last:border-b-0">
      <h3 id={id} className="font-semibold text-ink-muted text-xs">
        {title}
      </h3>
      {children}
    </section>
  );
}
