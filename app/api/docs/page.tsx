// The API's documentation for people, made from the same document that programs get at /api/openapi.json.
import type { Metadata } from "next";
import { connection } from "next/server";
import { Code, Operation, type OperationDoc } from "@/components/docs/operation";
import { type Schema, typeText } from "@/components/docs/schema-text";
import { errorTable } from "@/lib/contract/errors";
import { openapiDocument } from "@/lib/server/openapi";

export const metadata: Metadata = { title: "API" };

type Body = { content: { "application/json": { schema: Schema } } };
type Described = Omit<OperationDoc, "id" | "method" | "path" | "body" | "answer"> & {
  operationId: string;
  tags: string[];
  requestBody?: Body;
  responses: { 200: Body };
};
type Document = {
  info: { description: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
};

function operationsByNoun({ paths }: Document): Map<string, OperationDoc[]> {
  const nouns = new Map<string, OperationDoc[]>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, described] of Object.entries(methods)) {
      const noun = described.tags[0] ?? "";
      const operation: OperationDoc = {
        id: described.operationId.replaceAll(":", "-"),
        method: method.toUpperCase(),
        path,
        summary: described.summary,
        description: described.description.replaceAll("`", ""),
        parameters: described.parameters,
        body: described.requestBody?.content["application/json"].schema ?? null,
        answer: described.responses[200].content["application/json"].schema.properties?.data,
      };
      nouns.set(noun, [...(nouns.get(noun) ?? []), operation]);
    }
  }
  return nouns;
}

const title = (noun: string) => noun.charAt(0).toUpperCase() + noun.slice(1).replaceAll("-", " ");

export default async function DocsPage() {
  // The public address is known when the server runs, not when it is built.
  await connection();
  const document = openapiDocument() as unknown as Document;
  const nouns = operationsByNoun(document);
  const { Error: _error, ...schemas } = document.components.schemas;
  return (
    <div className="mx-auto grid w-full max-w-6xl gap-8 px-4 py-8 lg:grid-cols-[13rem_1fr]">
      <nav
        aria-label="Contents"
        className="lg:sticky lg:top-8 lg:max-h-[calc(100dvh-4rem)] lg:self-start lg:overflow-y-auto"
      >
        <ul className="flex flex-wrap gap-x-4 gap-y-2 lg:block lg:space-y-2">
          {["Basics", ...[...nouns.keys()].map(title), "Types"].map((name) => (
            <li key={name}>
              <a
                className="text-ink-muted hover:text-accent hover:underline"
                href={`#${name.replaceAll(" ", "-")}`}
              >
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main className="min-w-0">
        <h1 className="font-semibold text-3xl tracking-tight">Parley API</h1>
        <Basics url={document.servers[0]?.url ?? ""} description={document.info.description} />
        {[...nouns].map(([noun, operations]) => (
          <section key={noun} id={title(noun).replaceAll(" ", "-")} className="mt-10 scroll-mt-6">
            <h2 className="mb-3 font-semibold text-xl">{title(noun)}</h2>
            {operations.map((operation) => (
              <Operation key={operation.id} operation={operation} />
            ))}
          </section>
        ))}
        <section id="Types" className="mt-10 scroll-mt-6">
          <h2 className="font-semibold text-xl">Types</h2>
          {Object.entries(schemas).map(([name, schema]) => (
            <div key={name} className="mt-6">
              <h3 className="font-mono font-semibold text-sm">{name}</h3>
              <Code label={`Type ${name}`}>{typeText(schema)}</Code>
            </div>
          ))}
        </section>
      </main>
    </div>
  );
}

function Basics({ url, description }: { url: string; description: string }) {
  const example = [
    `curl ${url}/api/tokens -H 'Content-Type: application/json' \\`,
    `  -d '{"email": "buyer@parley.test", "password": "parley-demo"}'`,
    `curl ${url}/api/conversations -H "Authorization: Bearer $TOKEN"`,
  ].join("\n");
  return (
    <section id="Basics" className="mt-4 scroll-mt-6 space-y-4">
      <p>{description.replaceAll("`", "")}</p>
      <p>
        Sign in with a bearer token, or with the session cookie from a page of the same origin. The document
        for programs is{" "}
        <a className="text-accent underline underline-offset-4" href="/api/openapi.json">
          openapi.json
        </a>
        .
      </p>
      <Code label="Example">{example}</Code>
      <h2 className="pt-2 font-semibold text-xl">Errors</h2>
      <table className="w-full text-left text-sm">
        <thead>
          <tr className="text-ink-muted">
            <th className="py-1 pr-4 font-medium">Code</th>
            <th className="py-1 pr-4 font-medium">HTTP</th>
            <th className="py-1 font-medium">Retry the same call?</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(errorTable).map(([code, { status, retryable }]) => (
            <tr key={code} className="border-line border-t">
              <td className="py-1 pr-4 font-mono">{code}</td>
              <td className="py-1 pr-4">{status}</td>
              <td className="py-1">{retryable ? "yes, after retryAfterMs" : "no"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
