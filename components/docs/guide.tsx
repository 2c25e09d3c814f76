import { Code } from "./operation";
import { Prose } from "./prose";

type Section = { title: string; text: string };
type Fact = { name: string; payload: string; says: string };
type ErrorRow = { code: string; status: number; retry: string };

export function Guide({
  sections,
  errors,
  example,
}: {
  sections: readonly Section[];
  errors: ErrorRow[];
  example: string;
}) {
  return (
    <section id="Basics" aria-label="Basics" className="mt-4 scroll-mt-20 space-y-6">
      <p>
        Buyer-seller messaging for marketplaces. The document for programs is{" "}
        <a className="text-accent underline underline-offset-4" href="/api/openapi.json">
          openapi.json
        </a>
        .
      </p>
      <Code label="First steps">{example}</Code>
      {sections.map(({ title, text }) => (
        <div key={title}>
          <h2 className="font-semibold text-lg">{title}</h2>
          <p className="mt-1 max-w-prose leading-relaxed">
            <Prose text={text} />
          </p>
        </div>
      ))}
      <Errors rows={errors} />
    </section>
  );
}

function Errors({ rows }: { rows: ErrorRow[] }) {
  return (
    <div>
      <h2 className="font-semibold text-lg">Errors</h2>
      <table className="mt-1 w-full text-left text-sm">
        <thead>
          <tr className="text-ink-muted">
            <th className="py-1 pr-4 font-medium">Code</th>
            <th className="py-1 pr-4 font-medium">HTTP</th>
            <th className="py-1 font-medium">Retry the same call?</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ code, status, retry }) => (
            <tr key={code} className="border-line border-t">
              <td className="py-1 pr-4 font-mono">{code}</td>
              <td className="py-1 pr-4">{status}</td>
              <td className="py-1">{retry}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <section id="Facts" className="mt-10 scroll-mt-20">
      <h2 className="font-semibold text-xl">Facts</h2>
      <p className="mt-1">What a socket is told, by name and payload.</p>
      <dl className="mt-3 divide-y divide-line border-line border-t">
        {facts.map(({ name, payload, says }) => (
          <div key={name} className="grid gap-1 py-3 sm:grid-cols-[13rem_1fr] sm:gap-4">
            <dt className="font-mono font-semibold text-sm">{name}</dt>
            <dd className="min-w-0">
              <code className="break-words font-mono text-sm">{payload}</code>
              <p className="mt-1 text-ink-muted text-sm">
                <Prose text={says} />
              </p>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
