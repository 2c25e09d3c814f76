// Cookies travel with every request a browser makes, whoever's page made it, so what a cookie authorises must
// come from one of our own pages. Bearer tokens are not sent by browsers unasked.
import { AppError } from "../../contract/errors";
import { use } from "../slot";

export const isAllowedOrigin = (origin: string): boolean => use("config").origins.includes(origin);

export function refuseForeignOrigin(headers: Headers): void {
  const origin = headers.get("origin");
  const isForeign =
    origin !== null ? !isAllowedOrigin(origin) && !isSameHost(origin, headers) : isCrossSite(headers);
  if (isForeign) throw new AppError("forbidden", "This request did not come from Parley's own pages.");
}

const isCrossSite = (headers: Headers) => headers.get("sec-fetch-site") === "cross-site";

/** Opening Parley by another of its names (localhost, 127.0.0.1) is not foreign: page and API share the host. */
function isSameHost(origin: string, headers: Headers): boolean {
  return URL.canParse(origin) && new URL(origin).host === headers.get("host");
}
