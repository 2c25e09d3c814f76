// The API's documentation for people, made from the same document that programs get at /api/openapi.json.
import type { Metadata } from "next";
import { connection } from "next/server";
import { Facts, Guide } from "@/components/docs/guide";
import { Code, Operation, type OperationDoc } from "@/components/docs/operation";
import { type Schema, typeText } from "@/components/docs/schema-text";
import { conversationList, tokenCreate } from "@/lib/contract/commands";
import { errorTable } from "@/lib/contract/errors";
import { factDocs, guide } from "@/lib/server/api-guide";
import { openapiDocument } from "@/lib/server/openapi";

export const metadata: Metadata = { title: "API" };

type Body = { content: { "application/json": { schema: Schema; example: unknown } } };
type Parameter = OperationDoc["parameters"][number] & { example?: unknown };
type Described = Pick<OperationDoc, "summary" | "description"> & {
  operationId: string;
  tags: string[];
  parameters: Parameter[];
  security?: unknown;
  requestBody?: Body;
  responses: { 200: Body };
};
type Document = {
  servers: { url: string }[];
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
};

function operationsByNoun({ paths, servers }: Document): Map<string, OperationDoc[]> {
  const nouns = new Map<string, OperationDoc[]>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, described] of Object.entries(methods)) {
      const noun = described.tags[0] ?? "";
      const answer = described.responses[200].content["application/json"];
      const operation: OperationDoc = {
        id: described.operationId.replaceAll(":", "-"),
        method: method.toUpperCase(),
        path,
        summary: described.summary,
        description: described.description,
        parameters: described.parameters,
        body: described.requestBody?.content["application/json"].schema ?? null,
        answer: answer.schema.properties?.data,
        example: {
          request: curl(`${servers[0]?.url}${path}`, method, described),
          answer: JSON.stringify(answer.example, null, 2),
        },
      };
      nouns.set(noun, [...(nouns.get(noun) ?? []), operation]);
    }
  }
  return nouns;
}

/** The call as one would type it. */
function curl(address: string, method: string, { parameters, requestBody, security }: Described): string {
  const query = new URLSearchParams();
  let url = address;
  for (const { name, in: place, example } of parameters) {
    if (place === "path") url = url.replace(`{${name}}`, encodeURIComponent(String(example)));
    else if (example !== undefined) query.set(name, String(example));
  }
  const lines = [
    `curl ${method === "get" ? "" : `-X ${method.toUpperCase()} `}'${url}${query.size > 0 ? `?${query}` : ""}'`,
  ];
  if (!security) lines.push(`  -H "Authorization: Bearer $TOKEN"`);
  const body = requestBody?.content["application/json"].example;
  if (body) {
    lines.push("  -H 'Content-Type: application/json'");
    lines.push(`  -d '${JSON.stringify(body).replaceAll("'", "'\\\\''")}'`);
  }
  return lines.join(" \\\n");
}

const title = (noun: string) => noun.charAt(0).toUpperCase() + noun.slice(1).replaceAll("-", " ");

const retryOf = { no: "no", later: "yes, after retryAfterMs", signedIn: "after signing in" };

const errors = Object.entries(errorTable).map(([code, { status, retryable }]) => ({
  code,
  status,
  retry: code === "unauthenticated" ? retryOf.signedIn : retryable ? retryOf.later : retryOf.no,
}));

const facts = Object.entries(factDocs).map(([name, each]) => ({ name, ...each }));

export default async function DocsPage() {
  // The public address is known when the server runs, not when it is built.
  await connection();
  const document = openapiDocument() as unknown as Document;
  const nouns = operationsByNoun(document);
  const { Error: _error, ...schemas } = document.components.schemas;
  return (
    <div className="mx-auto grid w-full max-w-6xl gap-8 px-4 py-8 lg:grid-cols-[13rem_1fr]">
      <Contents names={["Basics", ...[...nouns.keys()].map(title), "Facts", "Types"]} />
      <main className="min-w-0">
        <h1 className="font-semibold text-3xl tracking-tight">Parley API</h1>
        <Guide sections={guide} errors={errors} example={firstSteps(document.servers[0]?.url ?? "")} />
        {[...nouns].map(([noun, operations]) => (
          <section key={noun} id={title(noun).replaceAll(" ", "-")} className="mt-10 scroll-mt-20">
            <h2 className="mb-3 font-semibold text-xl">{title(noun)}</h2>
            {operations.map((operation) => (
              <Operation key={operation.id} operation={operation} />
            ))}
          </section>
        ))}
        <Facts facts={facts} />
        <section id="Types" className="mt-10 scroll-mt-20">
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

function Contents({ names }: { names: string[] }) {
  return (
    <nav
      aria-label="Contents"
      className="lg:sticky lg:top-20 lg:max-h-[calc(100dvh-6rem)] lg:self-start lg:overflow-y-auto"
    >
      <ul className="flex flex-wrap gap-x-4 lg:block">
        {names.map((name) => (
          <li key={name}>
            <a
              className="inline-block py-1 text-ink-muted hover:text-accent hover:underline"
              href={`#${name.replaceAll(" ", "-")}`}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const firstSteps = (url: string): string =>
  [
    `TOKEN=$(curl -s ${url}${tokenCreate.http?.path} -H 'Content-Type: application/json' \\`,
    `  -d '{"email": "buyer@parley.test", "password": "parley-demo"}' | jq -r .data.token)`,
    `curl -s ${url}${conversationList.http?.path} -H "Authorization: Bearer $TOKEN"`,
  ].join("\n");
