// What is settled about a call of the API before its route is asked: whether there is such an address and method, and
// what browsers ask on behalf of pages: of other origins, and of elements such as pictures.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "../contract/errors";
import { findAddress } from "./addresses";
import { foreignOrigin, isAllowedOrigin, isForeign } from "./auth/origin";
import { refuse } from "./refuse";
import { requestIdHeader, userHeader } from "./request-stamps";

const methodNotAllowed = 405;
const preflightSeconds = 600;

/** Whether the request has been answered here; null for what is no address of the API. */
export function answerApi(request: IncomingMessage, response: ServerResponse, path: string): boolean | null {
  const isApi = path === "/api" || path.startsWith("/api/");
  const known = findAddress(path);
  if (!isApi && !known) return null;
  const { method = "", headers } = request;
  if (isApi) admitOrigin(headers, response);
  if (!known) return refuse(response, new AppError("not_found", "There is nothing at this address."));
  if (method === "OPTIONS") return answerOptions(response, known.methods);
  if (!known.methods.has(method)) {
    response.setHeader("Allow", listed(known.methods));
    const problem = new AppError("invalid_input", "This address does not know this method.");
    return refuse(response, problem, methodNotAllowed);
  }
  const problem = known.isCommand ? elementProblem(method, headers) : originProblem(method, headers);
  return problem !== null && refuse(response, problem);
}

/**
 * A picture or a frame in anybody's page would make each of its readers call a command. Code of our pages calls with
 * the destination `empty`, programs say none, and a person may read data by their own address bar.
 */
function elementProblem(method: string, headers: IncomingHttpHeaders): AppError | null {
  const { "sec-fetch-dest": destination = "empty", "sec-fetch-site": site } = headers;
  if (destination === "empty") return null;
  if (destination === "document" && method === "GET" && !isForeign(null, site)) return null;
  return new AppError("forbidden", "A page's elements cannot call a command.");
}

/** Signing in and out by next-auth: its own protection rests on a cookie that other ports of this host can set. */
function originProblem(method: string, headers: IncomingHttpHeaders): AppError | null {
  const { origin, "sec-fetch-site": site } = headers;
  const isRead = method === "GET" || method === "HEAD";
  return !isRead && isForeign(origin, site) ? foreignOrigin() : null;
}

/** Pages of the origins that the operator has named may call the API and read its answers. */
function admitOrigin({ origin }: IncomingHttpHeaders, response: ServerResponse): void {
  response.setHeader("Vary", "Origin");
  if (origin === undefined || !isAllowedOrigin(origin)) return;
  response.setHeader("Access-Control-Allow-Origin", origin);
  response.setHeader("Access-Control-Allow-Credentials", "true");
  response.setHeader("Access-Control-Expose-Headers", `retry-after, ${requestIdHeader}`);
}

const allowedHeaders = ["authorization", "content-type", userHeader, requestIdHeader].join(", ");
const listed = (methods: ReadonlySet<string>) => [...methods].sort().join(", ");

export function answerOptions(response: ServerResponse, methods: ReadonlySet<string>): true {
  response.setHeader("Allow", listed(methods));
  if (response.hasHeader("Access-Control-Allow-Origin")) {
    response.setHeader("Access-Control-Allow-Methods", listed(methods));
    response.setHeader("Access-Control-Allow-Headers", allowedHeaders);
    response.setHeader("Access-Control-Max-Age", String(preflightSeconds));
  }
  response.writeHead(204).end();
  return true;
}
