// The examples of the generated documentation are valid input and output, and complete.
import { describe, expect, it } from "vitest";
import type { Command } from "../../lib/contract/command";
import { commands } from "../../lib/contract/commands";
import { type ErrorCode, errorTable } from "../../lib/contract/errors";
import { build } from "../../lib/server/openapi";

type Json = Record<string, unknown>;
type Parameter = { name: string; in: string; required: boolean; example?: unknown };
type Content = { content: { "application/json": { example?: unknown; examples?: Json } } };
type Operation = {
  operationId: string;
  parameters: Parameter[];
  requestBody?: Content;
  responses: Record<string, Json>;
};
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { responses: Record<string, Content>; securitySchemes: Record<string, Json> };
};

const document = build("https://chat.example") as unknown as Document;
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
const byName = new Map((commands as readonly Command[]).map((command) => [command.name, command]));

const cases = operations.map((operation) => {
  const command = byName.get(operation.operationId.replace(/:also$/, ""));
  if (!command) throw new Error(`There is no command ${operation.operationId}.`);
  return { name: operation.operationId, operation, command };
});

describe("the example of", () => {
  it.each(cases)("$name is valid input", ({ operation, command }) => {
    const shown = operation.parameters.filter(({ example }) => example !== undefined);
    for (const { name } of operation.parameters.filter(({ required }) => required))
      expect(shown.map((each) => each.name)).toContain(name);
    const body = operation.requestBody?.content["application/json"].example as Json | undefined;
    const input = { ...Object.fromEntries(shown.map(({ name, example }) => [name, example])), ...body };
    expect(command.input.safeParse(input).error?.issues).toBeUndefined();
  });

  it.each(cases)("$name is valid output", ({ operation, command }) => {
    const { example } = (operation.responses[200] as unknown as Content).content["application/json"];
    const { ok, data } = example as { ok: boolean; data: unknown };
    expect(ok).toBe(true);
    expect(command.output.parse(data)).toEqual(data);
  });
});

describe("errors", () => {
  it("are documented with an example of every code, under its status", () => {
    const codes = Object.keys(errorTable) as ErrorCode[];
    const all = document.components.responses.Problem?.content["application/json"].examples ?? {};
    expect(Object.keys(all)).toEqual(codes);
    for (const { operation } of cases) {
      for (const [status, { $ref }] of Object.entries(operation.responses)) {
        if (typeof $ref !== "string" || status === "default") continue;
        const response = document.components.responses[$ref.split("/").at(-1) ?? ""];
        for (const code of Object.keys(response?.content["application/json"].examples ?? {}))
          expect(errorTable[code as ErrorCode].status, `${operation.operationId} ${code}`).toBe(
            Number(status),
          );
      }
    }
  });
});

it("names the cookie as it is named behind https", () => {
  expect(document.components.securitySchemes.cookie).toMatchObject({
    name: "__Host-next-auth.session-token",
  });
});
