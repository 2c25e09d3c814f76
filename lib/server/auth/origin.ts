// Cookies travel with every request a browser makes, whoever's page made it, so what a cookie authorises must
// come from one of our own pages. Bearer tokens are not sent by browsers unasked.
import { AppError } from "../../contract/errors";
import { use } from "../slot";

/** By whatever name Parley was opened (localhost, 127.0.0.1), its page and its API share the host. */
export function isOwnOrigin(origin: string, host: string | null | undefined): boolean {
  if (use("config").origins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

export function refuseForeignOrigin(headers: Headers): void {
  const origin = headers.get("origin");
  const isForeign =
    origin === null
      ? headers.get("sec-fetch-site") === "cross-site"
      : !isOwnOrigin(origin, headers.get("host"));
  if (isForeign) throw new AppError("forbidden", "This request did not come from Parley's own pages.");
}
