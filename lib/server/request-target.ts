// One address has one spelling here. The framework, Socket.IO and our own checks each look at an address by
// themselves, so one that they could read differently is not passed on to any of them.
import type { IncomingMessage } from "node:http";
import { limits } from "../contract/limits";

/** Printable ASCII without `#`, `?` and `\\`. */
const plainPath = /^\/[!-"$->@-[\]-~]*$/;
/** Codes of letters, digits, `_`, `.`, slashes and control characters, which never need one. */
const needlessCode = /%(?:[01][\da-f]|2[ef]|3\d|4[1-9a-f]|5[\dacf]|6[1-9a-f]|7[\daf])/i;
const dotSegment = /\/\.{1,2}(?:\/|$)/;

type Target = { path: string } | { redirect: string } | null;

/** Null for an address that is not valid. */
export function readTarget({ url = "", method = "GET" }: IncomingMessage): Target {
  const end = url.indexOf("?");
  const path = end < 0 ? url : url.slice(0, end);
  if (end >= 0 && isLargeQuery(url, end)) return null;
  if (!plainPath.test(path) || needlessCode.test(path) || dotSegment.test(path) || !isDecodable(path))
    return null;
  if (!path.includes("//")) return { path };
  const isRead = method === "GET" || method === "HEAD";
  return isRead ? { redirect: path.replace(/\/{2,}/g, "/") + (end < 0 ? "" : url.slice(end)) } : null;
}

/** The framework's time for a query grows with the square of the number of its parameters. */
function isLargeQuery(url: string, start: number): boolean {
  if (url.length - start > limits.queryChars) return true;
  let pairs = 1;
  for (let at = url.indexOf("&", start); at >= 0; at = url.indexOf("&", at + 1)) pairs++;
  return pairs > limits.queryPairs;
}

/** Node keeps the first of several Host headers, and other programs the last. */
export function hasOneHost({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.length === 4 && rawHeaders[at]?.toLowerCase() === "host") hosts++;
  return hosts <= 1;
}

function isDecodable(path: string): boolean {
  if (!path.includes("%")) return true;
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
