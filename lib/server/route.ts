// Turns a command into a Next route handler: reads the request, runs the command, writes the envelope.
import { z } from "zod";
import type { Visitor } from "../contract/actor";
import { inputFields } from "../contract/command";
import type { AnyCommand } from "../contract/commands";
import { failure, success } from "../contract/envelope";
import { AppError, errorTable } from "../contract/errors";
import { limits } from "../contract/limits";
import { authenticate, usesCookie } from "./auth/authenticate";
import { refuseForeignOrigin } from "./auth/origin";
import { Call, logFailure } from "./call";
import { addressHeader } from "./http";
import { toAppError } from "./problem";
import { readJson } from "./read-json";
import { arrivedAtMs, requestIdOf, userHeader } from "./request-stamps";
import { runCommand } from "./run-command";

/** Addresses without parameters come with none. */
type Context = { params: Promise<Record<string, string | string[] | undefined> | undefined> };
export type RouteHandler = (request: Request, context: Context) => Promise<Response>;

export function route(command: AnyCommand): RouteHandler {
  return async (request, context) => {
    const { headers } = request;
    const call = new Call(command.name, "http", requestIdOf(headers), arrivedAtMs(headers));
    try {
      const visitor = await visitorOf(request);
      call.userId = visitor.actor?.userId;
      const rawInput = await readInput(command, request, (await context.params) ?? {});
      return respond(200, success(await runCommand(command, visitor, rawInput, call)));
    } catch (error) {
      return errorResponse(call.fail(error));
    } finally {
      call.end();
    }
  };
}

/** For addresses below /api that are no command's. */
export const noSuchRoute = async (): Promise<Response> =>
  errorResponse(new AppError("not_found", "There is nothing at this address."));

export function errorResponse(error: unknown, requestId?: string): Response {
  const known = toAppError(error);
  if (known !== error) logFailure(known, { id: requestId }, "request failed");
  const headers: Record<string, string> = {};
  if (known.code === "unauthenticated") headers["WWW-Authenticate"] = "Bearer";
  if (known.retryAfterMs !== undefined) headers["Retry-After"] = String(Math.ceil(known.retryAfterMs / 1000));
  return respond(errorTable[known.code].status, failure(known), headers);
}

function respond(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { "Cache-Control": "no-store", ...headers } });
}

async function visitorOf(request: Request): Promise<Visitor> {
  const { headers } = request;
  const credentials = {
    authorization: headers.get("authorization"),
    cookie: headers.get("cookie"),
    userId: headers.get(userHeader),
  };
  if (usesCookie(credentials) && request.method !== "GET") refuseForeignOrigin(headers);
  return {
    actor: await authenticate(credentials, requestIdOf(headers)),
    address: headers.get(addressHeader) ?? "unknown",
    userAgent: headers.get("user-agent")?.slice(0, limits.userAgentChars) ?? null,
  };
}

async function readInput(
  command: AnyCommand,
  request: Request,
  params: Record<string, string | string[] | undefined>,
): Promise<Record<string, unknown>> {
  const query = readQuery(command.input, new URL(request.url).searchParams);
  const body = request.method === "GET" ? {} : await readJson(request);
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
