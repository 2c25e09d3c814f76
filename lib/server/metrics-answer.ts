// Serves the metrics to programs on this machine and to callers with the token. All others get "not found".
import { createHash, timingSafeEqual } from "node:crypto";
import { errorAnswer, type HttpAnswer, type HttpCall, headerOf, nothingHere } from "./http-call";
import { isFromThisMachine } from "./request-stamps";
import { use } from "./slot";

export async function metricsAnswer(call: HttpCall): Promise<HttpAnswer> {
  if (!isFromThisMachine(call.headers) && !hasToken(headerOf(call, "authorization")))
    return errorAnswer(nothingHere());
  const metrics = use("metrics");
  const headers = { "Content-Type": metrics.contentType, "Cache-Control": "no-store" };
  return { status: 200, headers, body: await metrics.text() };
}

function hasToken(authorization: string | null): boolean {
  const [, token = ""] = /^bearer (\S+)$/i.exec(authorization?.trim() ?? "") ?? [];
  return timingSafeEqual(digest(token), digest(use("config").metricsToken));
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
