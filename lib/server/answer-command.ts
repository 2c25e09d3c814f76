// A command over HTTP: who calls, what the address, the query and the body say, and the answer in its envelope.
import { z } from "zod";
import type { Visitor } from "../contract/actor";
import { inputFields } from "../contract/command";
import type { AnyCommand } from "../contract/commands";
import { success } from "../contract/envelope";
import { AppError } from "../contract/errors";
import { limits } from "../contract/limits";
import { authenticate, usesCookie } from "./auth/authenticate";
import { refuseForeignOrigin } from "./auth/origin";
import { Call } from "./call";
import { addressHeader } from "./http";
import { errorAnswer, type HttpAnswer, type HttpCall, headerOf, jsonAnswer } from "./http-call";
import { readJson } from "./read-json";
import { arrivedAtMs, requestIdOf, userHeader } from "./request-stamps";
import { runCommand } from "./run-command";

type Params = Readonly<Record<string, string>>;

export async function answerCommand(
  command: AnyCommand,
  http: HttpCall,
  params: Params,
): Promise<HttpAnswer> {
  const id = requestIdOf(http.headers);
  const call = new Call(command.name, "http", id, arrivedAtMs(http.headers));
  try {
    const visitor = await visitorOf(http, id);
    call.userId = visitor.actor?.userId;
    const rawInput = await readInput(command, http, params);
    return jsonAnswer(200, success(await runCommand(command, visitor, rawInput, call)));
  } catch (error) {
    return errorAnswer(call.fail(error));
  } finally {
    call.end();
  }
}

async function visitorOf(http: HttpCall, id: string): Promise<Visitor> {
  const credentials = {
    authorization: headerOf(http, "authorization"),
    cookie: headerOf(http, "cookie"),
    userId: headerOf(http, userHeader),
  };
  if (usesCookie(credentials) && http.method !== "GET") refuseForeignOrigin(http.headers);
  return {
    actor: await authenticate(credentials, id),
    address: headerOf(http, addressHeader) ?? "unknown",
    userAgent: headerOf(http, "user-agent")?.slice(0, limits.userAgentChars) ?? null,
  };
}

async function readInput(
  command: AnyCommand,
  http: HttpCall,
  params: Params,
): Promise<Record<string, unknown>> {
  const query = readQuery(command.input, new URLSearchParams(http.query));
  const body = http.method === "GET" ? {} : await readJson(http);
  const input: Record<string, unknown> = { ...query, ...body };
  for (const [key, value] of Object.entries(params)) {
    if (Object.hasOwn(input, key) && input[key] !== value)
      throw new AppError("invalid_input", `The address and the body disagree on ${key}.`);
    input[key] = value;
  }
  return input;
}

/** A query string knows only text; the command's schema says which of it are numbers, truths and lists. */
function readQuery(schema: z.ZodType, query: URLSearchParams): Record<string, unknown> {
  const shape = inputFields(schema);
  // Not by assignment: a key named __proto__ is a key like any other, and refused like any other.
  return Object.fromEntries(
    [...new Set(query.keys())].map((key) => [key, convert(unwrap(shape[key]), query.getAll(key))]),
  );
}

function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return unwrap(schema.unwrap());
  return schema;
}

function convert(schema: unknown, values: string[]): unknown {
  if (schema instanceof z.ZodArray) return values.flatMap((value) => value.split(",")).filter(Boolean);
  if (values.length > 1) return values;
  const value = values[0] ?? "";
  if (schema instanceof z.ZodNumber && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (schema instanceof z.ZodBoolean && /^(true|1)$/.test(value)) return true;
  if (schema instanceof z.ZodBoolean && /^(false|0)$/.test(value)) return false;
  return value;
}
