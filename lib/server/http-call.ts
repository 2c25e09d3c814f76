// A call of the API and its answer, apart from the server that carries them. Node's own headers and body are handed on
// as they are: a Request and a Response of the web cost more than many a command.
import type { IncomingHttpHeaders } from "node:http";
import { failure } from "../contract/envelope";
import { AppError, errorTable } from "../contract/errors";
import { logFailure } from "./call";
import { toAppError } from "./problem";

export type HttpCall = {
  readonly method: string;
  /** Encoded as it came, without the query. */
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: AsyncIterable<Uint8Array>;
};

export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export function jsonAnswer(status: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer {
  return {
    status,
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store", ...headers },
    body: JSON.stringify(body),
  };
}

/** The error in its envelope. One that callers may not see is logged, and answered as `internal`. */
export function errorAnswer(
  error: unknown,
  requestId?: string,
  status?: number,
  headers: Record<string, string> = {},
): HttpAnswer {
  const known = toAppError(error);
  if (known !== error) logFailure(known, { id: requestId }, "request failed");
  return jsonAnswer(status ?? errorTable[known.code].status, failure(known), {
    ...(known.code === "unauthenticated" && { "WWW-Authenticate": "Bearer" }),
    ...(known.retryAfterMs !== undefined && { "Retry-After": String(Math.ceil(known.retryAfterMs / 1000)) }),
    ...headers,
  });
}

export const nothingHere = (): AppError => new AppError("not_found", "There is nothing at this address.");

/** Node joins the values of a repeated header, except of Set-Cookie, which no caller sends. */
export function headerOf({ headers }: HttpCall, name: string): string | null {
  const value = headers[name];
  return typeof value === "string" ? value : null;
}
