// Protects against CSRF. Browsers send cookies with the requests of every page, so a request with a cookie must come
// from one of our own pages, or from an origin that the operator has configured. Bearer tokens need no such check,
// because browsers do not add them.
import type { IncomingHttpHeaders } from "node:http";
import { AppError } from "../../contract/errors";
import { use } from "../slot";

/** Scheme, host and port have to be on the list; the Host header proves nothing, since the caller chooses it. */
export const isAllowedOrigin = (origin: string): boolean => use("config").origins.includes(origin);

/** Browsers leave out Origin on plain reads of their own site, and say in Sec-Fetch-Site where those come from. */
export function isForeign(origin: string | null | undefined, site: string | null | undefined): boolean {
  if (typeof origin === "string") return !isAllowedOrigin(origin);
  return typeof site === "string" && site !== "same-origin" && site !== "none";
}

export const foreignOrigin = (): AppError =>
  new AppError("forbidden", "This request did not come from Parley's own pages.");

export function refuseForeignOrigin({ origin, "sec-fetch-site": site }: IncomingHttpHeaders): void {
  if (isForeign(origin, site)) throw foreignOrigin();
}
