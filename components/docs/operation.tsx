import { Prose } from "./prose";
import { boundsText, type Schema, typeText } from "./schema-text";

export type OperationDoc = {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  parameters: { name: string; in: string; required: boolean; schema: Schema }[];
  body: Schema | null;
  answer: Schema | undefined;
  example: { request: string; answer: string };
};

export function Operation({ operation }: { operation: OperationDoc }) {
  const { id, method, path, summary, description, body, answer, example } = operation;
  const fields = [...operation.parameters, ...bodyFields(body)];
  return (
    <article id={id} aria-labelledby={`${id}-title`} className="scroll-mt-20 border-line border-t py-6">
      <h3 id={`${id}-title`} className="flex flex-wrap items-baseline gap-x-3 font-mono text-sm">
        <span className="rounded bg-accent-soft px-2 py-0.5 font-semibold text-accent">{method}</span>
        <span className="break-all font-semibold">{path}</span>
      </h3>
      <p className="mt-2">
        <Prose text={summary} />
      </p>
      <p className="mt-1 text-ink-muted text-sm">
        <Prose text={description} />
      </p>
      {fields.length > 0 && <Fields fields={fields} />}
      <h4 className="mt-4 font-medium text-ink-muted text-sm">Answer: data</h4>
      <Code label={`Answer of ${id}`}>{typeText(answer)}</Code>
      <details className="mt-3">
        <summary className="w-fit cursor-pointer rounded py-1 text-accent text-sm underline underline-offset-4">
          Example
        </summary>
        <Code label={`Request of ${id}`}>{example.request}</Code>
        <Code label={`Answer to ${id}`}>{example.answer}</Code>
      </details>
    </article>
  );
}

type Field = { name: string; in: string; required: boolean; schema: Schema };

/** The fields of a body; where it may have several shapes, the one field that is any of them. */
function bodyFields(body: Schema | null): Field[] {
  if (body?.oneOf) return [{ name: "one of", in: "body", required: true, schema: body }];
  return Object.entries(body?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: "body",
    required: body?.required?.includes(name) ?? false,
    schema,
  }));
}

function Fields({ fields }: { fields: Field[] }) {
  return (
    <dl className="mt-4 grid gap-3 sm:grid-cols-[minmax(9rem,14rem)_1fr]">
      {fields.map(({ name, in: place, required, schema }) => (
        <div key={`${place} ${name}`} className="grid gap-1 sm:col-span-2 sm:grid-cols-subgrid">
          <dt className="font-mono text-sm">
            {name}
            <span className="block font-sans text-ink-muted text-xs">
              {place}
              {required ? ", required" : ""}
            </span>
          </dt>
          <dd className="min-w-0 text-sm">
            <code className="whitespace-pre-wrap break-words">{typeText(schema)}</code>
            <span className="block text-ink-muted text-xs">
              {[boundsText(schema), schema.description].filter(Boolean).join(". ")}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A scrolling box has to be reachable by keyboard, and so needs a name. */
export function Code({ label, children }: { label: string; children: string }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: wide code scrolls, and the keyboard has to be able to.
      tabIndex={0}
      aria-label={label}
      className="mt-1 overflow-x-auto rounded-lg bg-raised p-3"
    >
      <pre className="text-sm">
        <code>{children}</code>
      </pre>
    </section>
  );
}
