// Refusals in the envelope, for what is answered before a command or the framework is asked.
import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { failure } from "../contract/envelope";
import { type AppError, errorTable } from "../contract/errors";

export function refuse(
  response: ServerResponse,
  error: AppError,
  status: number = errorTable[error.code].status,
): true {
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
    ...(error.retryAfterMs !== undefined && { "Retry-After": Math.ceil(error.retryAfterMs / 1000) }),
  });
  response.end(JSON.stringify(failure(error)));
  return true;
}

/** An upgrade has no response to write to, only its connection. */
export function refuseUpgrade(socket: Duplex, error: AppError): true {
  const body = JSON.stringify(failure(error));
  const lines = [
    `HTTP/1.1 ${errorTable[error.code].status} Refused`,
    "Connection: close",
    "Content-Type: application/json",
    "Cache-Control: no-store",
    "X-Content-Type-Options: nosniff",
    `Content-Length: ${Buffer.byteLength(body)}`,
    `\r\n${body}`,
  ];
  socket.on("error", () => {});
  // The connection is not HTTP any more, so nothing else would close it.
  socket.end(lines.join("\r\n"), () => socket.destroy());
  return true;
}
