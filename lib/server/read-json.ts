// Reads a request's JSON object within bounds.
import { AppError } from "../contract/errors";
import { limits } from "../contract/limits";
import type { HttpCall } from "./http-call";

const invalid = (message: string) => new AppError("invalid_input", message);

/** Nothing at all counts as an empty object, so that PUT and DELETE need no body. */
export async function readJson({ headers, body }: HttpCall): Promise<Record<string, unknown>> {
  const bytes = await readBytes(body);
  if (bytes.length === 0) return {};
  const coding = headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (coding !== "identity") throw new AppError("unsupported_media", "Send the body uncompressed.");
  const mediaType = headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json" && !mediaType?.endsWith("+json"))
    throw new AppError("unsupported_media", "Send JSON, with Content-Type: application/json.");
  const parsed = parse(bytes);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw invalid("The body must be a JSON object.");
  return parsed as Record<string, unknown>;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw invalid("The body is not valid JSON.");
  }
}

/**
 * Too much is read to its end and thrown away, within reason: a client that is still writing would otherwise
 * meet a closed connection instead of the answer.
 */
async function readBytes(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size <= limits.bodyBytes) chunks.push(chunk);
    else chunks.length = 0;
    if (size > limits.drainBytes) break;
  }
  if (size > limits.bodyBytes)
    throw new AppError("too_large", `The body is larger than ${limits.bodyBytes / 1024} KiB.`);
  return Buffer.concat(chunks);
}
