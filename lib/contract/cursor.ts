// Cursors are opaque to clients: base64url of a JSON array, checked against a schema when they come back.
import type { z } from "zod";
import { AppError } from "./errors";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

export function encodeCursor(values: readonly unknown[]): string {
  const bytes = encoder.encode(JSON.stringify(values));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

export function decodeCursor<T extends z.ZodType>(cursor: string, schema: T): z.infer<T> {
  try {
    const raw = atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
    const parsed = schema.safeParse(JSON.parse(decoder.decode(Uint8Array.from(raw, (c) => c.charCodeAt(0)))));
    if (parsed.success) return parsed.data;
  } catch {
    // Falls through to the one answer for every cursor that we did not make.
  }
  throw new AppError("invalid_input", "This cursor is not valid.", {
    details: [{ path: "cursor", message: "Must be a nextCursor of this list." }],
  });
}
