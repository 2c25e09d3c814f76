// The OpenAPI document, made from the command declarations and the guide.
import { z } from "zod";
import type { Command } from "../contract/command";
import { type CommandName, commands } from "../contract/commands";
import { type ErrorCode, errorTable } from "../contract/errors";
import { rates } from "../contract/limits";
import { exampleInput, exampleOutput, type JsonSchema, type Schemas } from "./api-examples";
import { factDocs, guide } from "./api-guide";
import { problemName, problemSchema, problems } from "./api-problems";
import { sessionCookieName } from "./auth/session-cookie";
import { use } from "./slot";

type Json = Record<string, unknown>;

let document: Json | undefined;

export function openapiDocument(): Json {
  document ??= build(use("config").publicUrl);
  return document;
}

export function build(publicUrl: string): Json {
  const schemas: Json = {};
  const paths: Record<string, Json> = {};
  for (const command of commands as readonly Command[]) {
    const { http } = command;
    for (const path of [http?.path, http?.also]) {
      if (!http || !path) continue;
      const key = path.replace(/:(\w+)/g, "{$1}");
      paths[key] = { ...paths[key], [http.method.toLowerCase()]: operation(command, path, schemas) };
    }
  }
  const cookieName = sessionCookieName(publicUrl.startsWith("https:"));
  return {
    openapi: "3.1.0",
    info: {
      title: "Parley",
      version: "1",
      summary: "Buyer-seller messaging for marketplaces.",
      description: guide.map(({ title, text }) => `## ${title}\n\n${text}`).join("\n\n"),
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: publicUrl }],
    security: [{ bearer: [] }, { cookie: [] }],
    tags: [...new Set(commands.map(nounOf))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...schemas, Error: problemSchema },
      responses: problems,
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "A token of `POST /api/tokens`." },
        cookie: {
          type: "apiKey",
          in: "cookie",
          name: cookieName,
          description: "The session of a browser that has signed in at `/api/auth`.",
        },
      },
    },
    "x-socket": {
      path: "/socket.io",
      commands: commands.filter(({ socket }) => socket).map(({ name }) => name),
      facts: factDocs,
    },
  };
}

const nounOf = ({ name }: { name: string }): string => name.split(":")[0] ?? name;

function operation(command: Command, path: string, schemas: Json): Json {
  const whole = schemaOf(command.input, "input", schemas) as JsonSchema;
  // An input of several shapes has the same parameters in all of them; the first shape gives the example.
  const shapes = whole.oneOf ?? [whole];
  const input = shapes[0] ?? {};
  const output = schemaOf(command.output, "output", schemas);
  const properties = input.properties ?? {};
  const required = new Set(input.required);
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? "");
  const isGet = command.http?.method === "GET";
  const others = Object.keys(properties).filter((name) => !inPath.includes(name));
  const example = exampleInput(command.name as CommandName, input);
  const parameter = (place: string) => (name: string) => ({
    name,
    in: place,
    required: place === "path" || required.has(name),
    schema: properties[name] ?? {},
    ...(name in example ? { example: example[name] } : {}),
  });
  const hasBody = !isGet && others.length > 0;
  return {
    operationId: `${command.name}${path === command.http?.path ? "" : ":also"}`,
    tags: [nounOf(command)],
    summary: command.summary,
    description: describe(command),
    ...(command.access === "public" ? { security: [{}, { bearer: [] }, { cookie: [] }] } : {}),
    parameters: [...inPath.map(parameter("path")), ...(isGet ? others.map(parameter("query")) : [])],
    ...(hasBody
      ? {
          requestBody: {
            required: others.some((name) => required.has(name)),
            content: json(bodyOf(shapes, inPath), pick(example, others)),
          },
        }
      : {}),
    responses: {
      200: {
        description: "Done.",
        content: json(envelope(output), { ok: true, data: exampleOutput(output, schemas as Schemas) }),
      },
      ...problemsOf(command, { hasBody, namesThings: hasIds(input) }),
    },
  };
}

function describe({ name, access, rate, socket }: Command): string {
  const { perSecond, burst } = rates[rate];
  const who = {
    public: "Anyone.",
    user: "Anyone signed in.",
    CUSTOMER: "Customers.",
    SELLER: "Sellers.",
    ADMIN: "Admins.",
  };
  return [
    `Command \`${name}\`${socket ? ", also over the socket" : ""}.`,
    who[access],
    `At most ${describeRate(perSecond)}, bursts of ${burst}.`,
  ].join(" ");
}

const describeRate = (perSecond: number): string =>
  perSecond >= 1 ? `${perSecond} a second` : `${Math.round(perSecond * 3600)} an hour`;

/** The errors of this command, beside those that every command can return. */
function problemsOf(
  { http, access }: Command,
  { hasBody, namesThings }: { hasBody: boolean; namesThings: boolean },
) {
  const isWrite = http?.method !== "GET";
  const codes: ErrorCode[] = ["invalid_input", "unauthenticated", "rate_limited", "internal", "unavailable"];
  if (isWrite || access !== "public") codes.push("forbidden");
  if (namesThings) codes.push("not_found");
  if (isWrite) codes.push("conflict");
  if (hasBody) codes.push("too_large", "unsupported_media");
  const statuses = codes.map((code) => [
    errorTable[code].status,
    { $ref: `#/components/responses/${problemName(code)}` },
  ]);
  return { ...Object.fromEntries(statuses), default: { $ref: "#/components/responses/Problem" } };
}

const hasIds = ({ properties = {} }: JsonSchema): boolean =>
  Object.values(properties).some(({ format }) => format === "uuid");

const json = (schema: Json, example: unknown): Json => ({ "application/json": { schema, example } });

const envelope = (data: Json): Json => ({
  type: "object",
  required: ["ok", "data"],
  properties: { ok: { const: true }, data },
});

const pick = (from: Json, names: readonly string[]): Json =>
  Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]));

const bodyOf = (shapes: readonly JsonSchema[], inPath: readonly string[]): Json => {
  const bodies = shapes.map((shape) =>
    bodySchema(
      shape,
      Object.keys(shape.properties ?? {}).filter((name) => !inPath.includes(name)),
    ),
  );
  return bodies.length === 1 ? (bodies[0] ?? {}) : { oneOf: bodies };
};

const bodySchema = ({ properties = {}, required = [] }: JsonSchema, names: readonly string[]): Json => ({
  type: "object",
  properties: pick(properties, names),
  required: required.filter((name) => names.includes(name)),
  additionalProperties: false,
});

/** Named schemas (those with an id) move to the components and are referred to. */
function schemaOf(schema: z.ZodType, io: "input" | "output", schemas: Json): Json {
  const converted = z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" }) as Json;
  const { $schema: _, $defs, ...own } = converted;
  for (const [name, definition] of Object.entries(($defs ?? {}) as Json)) {
    const { id: _id, $id: _dollarId, ...rest } = definition as Json;
    schemas[name] = relocate(rest);
  }
  return relocate(own) as Json;
}

function relocate(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relocate);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === "$ref" && typeof each === "string"
        ? each.replace("#/$defs/", "#/components/schemas/")
        : relocate(each),
    ]),
  );
}
