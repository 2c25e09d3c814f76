// Security headers of every response. They are added when the head is written, so that responses of the framework,
// Socket.IO and our own code all have them.
import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from "node:http";

const everywhere: readonly (readonly [string, string])[] = [
  ["X-Content-Type-Options", "nosniff"],
  ["Referrer-Policy", "strict-origin-when-cross-origin"],
  [
    "Permissions-Policy",
    "camera=(self), microphone=(self), geolocation=(self), payment=(), usb=(), serial=(), hid=(), midi=(), browsing-topics=()",
  ],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["X-Frame-Options", "DENY"],
];

const policyHeader = "Content-Security-Policy";
/** A browser that shows data as a page gives it no rights at all. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";
/** For pages and drawings that no other code has given a policy. Drawings may style themselves. */
const barePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

const isData = /^\/(?:api(?!\/docs(?:\?|$))(?:[/?]|$)|metrics(?:\?|$)|socket\.io\/)/;
/** Content types that browsers show as documents that can run scripts. */
const isDocument = /^(?:text\/html|application\/xhtml\+xml|image\/svg\+xml|(?:text|application)\/xml)/i;
const secondsOfAYear = 365 * 24 * 60 * 60;
const firstError = 400;

type Given = OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined;

export function protectAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  isSecure: () => boolean,
): void {
  const { url = "" } = request;
  const writeHead = response.writeHead as (...parameters: unknown[]) => ServerResponse;
  response.writeHead = ((...parameters: unknown[]) => {
    if (!response.headersSent) {
      const given = parameters.find((each) => typeof each === "object") as Given;
      const status = Number(parameters[0]);
      for (const [name, value] of everywhere) addMissing(response, name, value);
      if (isSecure()) addMissing(response, "Strict-Transport-Security", `max-age=${secondsOfAYear}`);
      if (isData.test(url)) addMissing(response, "Cross-Origin-Resource-Policy", "same-origin");
      const policy = policyFor(url, status, typeOf(response, given));
      if (policy) addMissing(response, policyHeader, policy);
    }
    return writeHead.apply(response, parameters);
  }) as ServerResponse["writeHead"];
}

function policyFor(url: string, status: number, type: string): string | null {
  if (isData.test(url)) return dataPolicy;
  // An error of the framework may come without a type.
  return isDocument.test(type) || (type === "" && status >= firstError) ? barePolicy : null;
}

/** A header that is being written with the head replaces one that was set before. */
function typeOf(response: ServerResponse, given: Given): string {
  const name = "content-type";
  const entries = Array.isArray(given) ? pairsOf(given) : Object.entries(given ?? {});
  const written = entries.find(([key]) => key.toLowerCase() === name)?.[1];
  return String(written ?? response.getHeader(name) ?? "");
}

function pairsOf(flat: OutgoingHttpHeader[]): [string, unknown][] {
  if (Array.isArray(flat[0])) return flat as unknown as [string, unknown][];
  return flat.flatMap((name, at) => (at % 2 ? [] : [[String(name), flat[at + 1]] as [string, unknown]]));
}

function addMissing(response: ServerResponse, name: string, value: string): void {
  if (!response.hasHeader(name)) response.setHeader(name, value);
}
