// Next answers an address that cannot be decoded (`/api/messages/%ff`) with a bare 500, but the mistake is the caller's.
import type { IncomingMessage, ServerResponse } from "node:http";
import { failure } from "../contract/envelope";
import { AppError, errorTable } from "../contract/errors";

/** Whether the request has been answered here. */
export function refuseBadAddress(request: IncomingMessage, response: ServerResponse): boolean {
  const [path = ""] = (request.url ?? "").split("?");
  if (isDecodable(path)) return false;
  const error = new AppError("invalid_input", "This address is not valid.");
  response.writeHead(errorTable[error.code].status, {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
  });
  response.end(JSON.stringify(failure(error)));
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
