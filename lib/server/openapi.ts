// The OpenAPI document, made from the command declarations and nothing else.
import { z } from "zod";
import type { Command } from "../contract/command";
import { commands } from "../contract/commands";
import { errorTable } from "../contract/errors";
import { rates } from "../contract/limits";
import { use } from "./slot";

type Json = Record<string, unknown>;

let document: Json | undefined;

export function openapiDocument(): Json {
  document ??= build(use("config").publicUrl);
  return document;
}

export function build(publicUrl: string): Json {
  const components: Json = {};
  const paths: Record<string, Json> = {};
  for (const command of commands as readonly Command[]) {
    const { http } = command;
    for (const path of [http?.path, http?.also]) {
      if (!http || !path) continue;
      const key = path.replace(/:(\w+)/g, "{$1}");
      paths[key] = { ...paths[key], [http.method.toLowerCase()]: operation(command, path, components) };
    }
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Parley",
      version: "1",
      description:
        "Buyer-seller messaging for marketplaces. Every answer is an envelope: `{ok: true, data}` or `{ok: false, error}`. " +
        "A message's id is a UUID made by its sender; sending it again is safe and answers with the stored message.",
    },
    servers: [{ url: publicUrl }],
    security: [{ bearer: [] }, { cookie: [] }],
    paths,
    components: {
      schemas: { ...components, Error: errorSchema() },
      responses: {
        Problem: { description: "What went wrong.", content: json({ $ref: "#/components/schemas/Error" }) },
      },
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        cookie: { type: "apiKey", in: "cookie", name: "next-auth.session-token" },
      },
    },
  };
}

function operation(command: Command, path: string, components: Json): Json {
  const input = schemaOf(command.input, "input", components);
  const properties = (input.properties ?? {}) as Record<string, Json>;
  const required = new Set((input.required ?? []) as string[]);
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? "");
  const isGet = command.http?.method === "GET";
  const others = Object.keys(properties).filter((name) => !inPath.includes(name));
  const parameter = (place: string) => (name: string) => ({
    name,
    in: place,
    required: place === "path" || required.has(name),
    schema: properties[name] ?? {},
  });
  const { perSecond, burst } = rates[command.rate];
  return {
    operationId: `${command.name}${path === command.http?.path ? "" : ":also"}`,
    tags: [command.name.split(":")[0]],
    summary: command.summary,
    description: `Command \`${command.name}\`${command.socket ? ", also over the socket" : ""}. At most ${describeRate(perSecond)}, bursts of ${burst}.`,
    ...(command.access === "public" ? { security: [{}, { bearer: [] }, { cookie: [] }] } : {}),
    parameters: [...inPath.map(parameter("path")), ...(isGet ? others.map(parameter("query")) : [])],
    ...(isGet || others.length === 0
      ? {}
      : {
          requestBody: {
            required: others.some((name) => required.has(name)),
            content: json(bodySchema(input, others)),
          },
        }),
    responses: {
      200: { description: "Done.", content: json(envelope(schemaOf(command.output, "output", components))) },
      default: { $ref: "#/components/responses/Problem" },
    },
  };
}

const describeRate = (perSecond: number): string =>
  perSecond >= 1 ? `${perSecond} a second` : `${Math.round(perSecond * 3600)} an hour`;

const json = (schema: Json): Json => ({ "application/json": { schema } });

const envelope = (data: Json): Json => ({
  type: "object",
  required: ["ok", "data"],
  properties: { ok: { const: true }, data },
});

function bodySchema(input: Json, names: readonly string[]): Json {
  const properties = input.properties as Record<string, Json>;
  const required = ((input.required ?? []) as string[]).filter((name) => names.includes(name));
  return {
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name, properties[name]])),
    required,
    additionalProperties: false,
  };
}

/** Named schemas (those with an id) move to the components and are referred to. */
function schemaOf(schema: z.ZodType, io: "input" | "output", components: Json): Json {
  const converted = z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" }) as Json;
  const { $schema: _, $defs, ...own } = converted;
  for (const [name, definition] of Object.entries(($defs ?? {}) as Json)) {
    const { id: _id, $id: _dollarId, ...rest } = definition as Json;
    components[name] = relocate(rest);
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

function errorSchema(): Json {
  const detail = { type: "object", properties: { path: { type: "string" }, message: { type: "string" } } };
  return {
    type: "object",
    required: ["ok", "error"],
    properties: {
      ok: { const: false },
      error: {
        type: "object",
        required: ["code", "message"],
        properties: {
          code: { enum: Object.keys(errorTable) },
          message: { type: "string" },
          details: { type: "array", items: detail },
          retryAfterMs: { type: "integer" },
        },
      },
    },
  };
}
