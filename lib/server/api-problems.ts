// How the OpenAPI document shows what goes wrong: one response a status, with an example of each of its codes.
import { type ErrorCode, type ErrorDetail, errorTable } from "../contract/errors";

type Body = { code: ErrorCode; message: string; details?: ErrorDetail[]; retryAfterMs?: number };

const told: { readonly [C in ErrorCode]: Omit<Body, "code"> } = {
  invalid_input: {
    message: "Some of the input is not valid.",
    details: [{ path: "text", message: "Must not be empty." }],
  },
  unauthenticated: { message: "Please sign in first." },
  forbidden: { message: "Only its sender can edit a message." },
  not_found: { message: "This conversation does not exist." },
  conflict: { message: "Another message already has this id." },
  blocked: { message: "This conversation is blocked." },
  gone: { message: "This offer has expired." },
  too_large: { message: "The body is larger than 64 KiB." },
  unsupported_media: { message: "Send JSON, with Content-Type: application/json." },
  rate_limited: { message: "That was a little too fast. Please try again in a moment.", retryAfterMs: 120 },
  internal: { message: "Something went wrong on our side. Please try again." },
  unavailable: { message: "Parley cannot reach its database right now.", retryAfterMs: 1_000 },
};

const codes = Object.keys(errorTable) as ErrorCode[];

/** Codes of one status share a response, which is named after the first of them. */
export function problemName(code: ErrorCode): string {
  const first = codes.find((each) => errorTable[each].status === errorTable[code].status) ?? code;
  return first
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

export const problems: Record<string, unknown> = { Problem: response("What went wrong.", codes) };
for (const code of codes) {
  const alike = codes.filter((each) => errorTable[each].status === errorTable[code].status);
  problems[problemName(code)] = response(alike.map((each) => `\`${each}\``).join(" or "), alike);
}

function response(description: string, of: readonly ErrorCode[]) {
  const examples = of.map((code) => [code, { value: { ok: false, error: { code, ...told[code] } } }]);
  const isForLater = of.every((code) => told[code].retryAfterMs !== undefined);
  const retryAfter = { description: "In how many seconds to come again.", schema: { type: "integer" } };
  return {
    description,
    ...(isForLater ? { headers: { "Retry-After": retryAfter } } : {}),
    content: {
      "application/json": {
        schema: { $ref: "#/components/schemas/Error" },
        examples: Object.fromEntries(examples),
      },
    },
  };
}

const detail = {
  type: "object",
  required: ["path", "message"],
  properties: { path: { type: "string" }, message: { type: "string" } },
};

export const problemSchema = {
  type: "object",
  required: ["ok", "error"],
  properties: {
    ok: { const: false },
    error: {
      type: "object",
      required: ["code", "message"],
      properties: {
        code: { enum: codes },
        message: { type: "string" },
        details: { type: "array", items: detail },
        retryAfterMs: { type: "integer" },
      },
    },
  },
};
