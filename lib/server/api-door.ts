// Checks browser requests to the API: cross-origin requests, and requests by elements such as pictures.
import { AppError } from "../contract/errors";
import type { Endpoint } from "./addresses";
import { foreignOrigin, isAllowedOrigin, isForeign } from "./auth/origin";
import { type HttpCall, headerOf } from "./http-call";
import { requestIdHeader, userHeader } from "./request-stamps";

type Caller = Pick<HttpCall, "method" | "path" | "headers">;

const preflightSeconds = 600;
const allowedHeaders = ["authorization", "content-type", userHeader, requestIdHeader].join(", ");

export const isApiPath = (path: string): boolean => path === "/api" || path.startsWith("/api/");

/** The caller's origin, where its pages may call the API and read its answers. */
function allowedOrigin({ path, headers }: Caller): string | null {
  const { origin } = headers;
  return isApiPath(path) && origin !== undefined && isAllowedOrigin(origin) ? origin : null;
}

/** Headers of every answer of the API. */
export function originHeaders(call: Caller): Record<string, string> {
  if (!isApiPath(call.path)) return {};
  const origin = allowedOrigin(call);
  if (origin === null) return { Vary: "Origin" };
  return {
    Vary: "Origin",
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Expose-Headers": `retry-after, ${requestIdHeader}`,
  };
}

/** Headers by which a browser learns what pages of this origin may ask. */
export function preflightHeaders(call: Caller, methods: string): Record<string, string> {
  if (allowedOrigin(call) === null) return {};
  return {
    "Access-Control-Allow-Methods": methods,
    "Access-Control-Allow-Headers": allowedHeaders,
    "Access-Control-Max-Age": String(preflightSeconds),
  };
}

export const problemOfCaller = (call: HttpCall, endpoint: Endpoint): AppError | null =>
  "command" in endpoint ? elementProblem(call) : originProblem(call);

/**
 * Refuses requests by elements, because a picture or frame in a foreign page could make its readers call a command.
 * Scripts of our pages send the destination `empty`, programs send none, and people may open data in the address bar.
 */
function elementProblem(call: HttpCall): AppError | null {
  const destination = headerOf(call, "sec-fetch-dest") ?? "empty";
  if (destination === "empty") return null;
  const isOwnPage = !isForeign(null, headerOf(call, "sec-fetch-site"));
  if (destination === "document" && call.method === "GET" && isOwnPage) return null;
  return new AppError("forbidden", "A page's elements cannot call a command.");
}

/** Signing in and out by next-auth: its own protection rests on a cookie that other ports of this host can set. */
function originProblem(call: HttpCall): AppError | null {
  const isRead = call.method === "GET" || call.method === "HEAD";
  const isOurs = !isForeign(headerOf(call, "origin"), headerOf(call, "sec-fetch-site"));
  return isRead || isOurs ? null : foreignOrigin();
}
