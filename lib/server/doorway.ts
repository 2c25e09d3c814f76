// What is answered before Next sees it, because Next would do it in its own words: an address that cannot be decoded
// (a bare 500), a method that an address does not know (an empty 405), and what browsers ask on behalf of pages of
// other origins.
import type { IncomingMessage, ServerResponse } from "node:http";
import { failure } from "../contract/envelope";
import { AppError, type ErrorCode, errorTable } from "../contract/errors";
import { methodsOf } from "./addresses";
import { isOwnOrigin } from "./auth/origin";
import { requestIdHeader, userHeader } from "./request-stamps";

const ordinary = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const methodNotAllowed = 405;
const preflightSeconds = 600;

/** Whether the request has been answered here. */
export function answerAtTheDoor(request: IncomingMessage, response: ServerResponse): boolean {
  const [path = ""] = (request.url ?? "").split("?");
  const { method = "GET" } = request;
  if (!isDecodable(path)) return refuse(response, "invalid_input", "This address is not valid.");
  const isApi = path.startsWith("/api/");
  if (isApi) admitOrigin(request, response);
  const known = methodsOf(path);
  if (known?.has(method) && method !== "OPTIONS") return false;
  if (!known && ordinary.has(method)) return false;
  if (known) response.setHeader("Allow", [...known].sort().join(", "));
  if (known && method === "OPTIONS") return answerOptions(response, known);
  if (!known && isApi) return refuse(response, "not_found", "There is nothing at this address.");
  return refuse(response, "invalid_input", "This address does not know this method.", methodNotAllowed);
}

/** Pages of the origins that the operator has named may call the API and read its answers. */
function admitOrigin({ headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader("Vary", "Origin");
  const { origin, host } = headers;
  if (origin === undefined || !isOwnOrigin(origin, host)) return;
  response.setHeader("Access-Control-Allow-Origin", origin);
  response.setHeader("Access-Control-Allow-Credentials", "true");
  response.setHeader("Access-Control-Expose-Headers", `retry-after, ${requestIdHeader}`);
}

const allowedHeaders = ["authorization", "content-type", userHeader, requestIdHeader].join(", ");

function answerOptions(response: ServerResponse, methods: ReadonlySet<string>): true {
  if (response.hasHeader("Access-Control-Allow-Origin")) {
    response.setHeader("Access-Control-Allow-Methods", [...methods].sort().join(", "));
    response.setHeader("Access-Control-Allow-Headers", allowedHeaders);
    response.setHeader("Access-Control-Max-Age", String(preflightSeconds));
  }
  response.writeHead(204).end();
  return true;
}

function refuse(
  response: ServerResponse,
  code: ErrorCode,
  message: string,
  status: number = errorTable[code].status,
): true {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  response.end(JSON.stringify(failure(new AppError(code, message))));
  return true;
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
