// Node's requests and responses as calls and answers of the API.
import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { limits } from "../contract/limits";
import type { HttpAnswer, HttpCall } from "./http-call";

const compress = promisify(gzip);

/** The body is read only when it is asked for. A reader that stops early leaves the connection open for the answer. */
export function callOf(request: IncomingMessage): HttpCall {
  const { url = "", method = "GET", headers } = request;
  const end = url.indexOf("?");
  return {
    method,
    path: end < 0 ? url : url.slice(0, end),
    query: end < 0 ? "" : url.slice(end + 1),
    headers,
    body: { [Symbol.asyncIterator]: () => request.iterator({ destroyOnReturn: false }) },
  };
}

/** A caller who has gone away meanwhile is not answered. */
export async function writeAnswer(
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  { status, headers: given, body }: HttpAnswer,
): Promise<void> {
  const isWithBody = body !== "" && method !== "HEAD";
  const answered: Record<string, string | number> = { ...given };
  let bytes = Buffer.from(isWithBody ? body : "");
  if (body !== "") answered.Vary = [given.Vary, "Accept-Encoding"].filter(Boolean).join(", ");
  if (bytes.length >= limits.compressFromBytes && acceptsGzip(headers["accept-encoding"])) {
    bytes = await compress(bytes);
    answered["Content-Encoding"] = "gzip";
  }
  if (isWithBody) answered["Content-Length"] = bytes.length;
  if (response.destroyed) return;
  response.writeHead(status, answered);
  response.end(bytes);
}

function acceptsGzip(accepted: string | string[] | undefined): boolean {
  const codings = String(accepted ?? "").split(",");
  return codings.some((each) => {
    const [name = "", ...parameters] = each.split(";").map((part) => part.trim().toLowerCase());
    return name === "gzip" && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
  });
}
