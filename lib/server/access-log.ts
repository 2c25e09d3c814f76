// One line for each answered request of the API, at the level `debug`.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { requestIdHeader } from "./request-stamps";

const maxPathChars = 200;
/** Parley's own path words and ids. Other parts of an address, and every query, may contain personal data. */
const known = /^(?:[a-z][a-z.-]{0,30}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;

export function logAccess(log: Logger, request: IncomingMessage, response: ServerResponse): void {
  const { method, url = "", headers } = request;
  if (!url.startsWith("/api/") || !log.isLevelEnabled("debug")) return;
  const startedAtMs = performance.now();
  response.once("close", () => {
    const ms = Math.round((performance.now() - startedAtMs) * 10) / 10;
    const isCutOff = response.writableFinished ? undefined : true;
    log.debug(
      {
        id: headers[requestIdHeader],
        method,
        path: plainPath(url),
        status: response.statusCode,
        ms,
        isCutOff,
      },
      "request",
    );
  });
}

export function plainPath(url: string): string {
  const [path = ""] = url.slice(0, maxPathChars).split("?");
  return path
    .split("/")
    .map((part) => (part === "" || known.test(part) ? part : "*"))
    .join("/");
}
