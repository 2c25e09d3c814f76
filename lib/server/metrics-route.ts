// The metrics, for programs on this machine and for whoever has the token. To all others there is nothing here.
import { createHash, timingSafeEqual } from "node:crypto";
import { isFromThisMachine } from "./request-stamps";
import { noSuchRoute } from "./route";
import { use } from "./slot";

export async function metricsRoute({ headers }: Request): Promise<Response> {
  if (!isFromThisMachine(headers) && !hasToken(headers.get("authorization"))) return noSuchRoute();
  const metrics = use("metrics");
  return new Response(await metrics.text(), {
    headers: { "Content-Type": metrics.contentType, "Cache-Control": "no-store" },
  });
}

function hasToken(authorization: string | null): boolean {
  const [, token = ""] = /^bearer (\S+)$/i.exec(authorization?.trim() ?? "") ?? [];
  return timingSafeEqual(digest(token), digest(use("config").metricsToken));
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
