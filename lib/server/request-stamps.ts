// The HTTP server sets these headers on every request before it is handled, so that handlers only need the headers.
// Values sent by the client are overwritten.
import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";

/** The request's id in the log, shared with proxies before Parley and services behind it. */
export const requestIdHeader = "x-request-id";
/** The user that a page was rendered for. A call is refused if another user is signed in. */
export const userHeader = "x-parley-user";
const arrivedHeader = "x-parley-arrived";
const localHeader = "x-parley-local";

/** A caller may name its request itself; what could not stand in a log line as it is gets another name. */
const plainId = /^[\w.-]{1,64}$/;
const loopback = /^(?:127\.\d+\.\d+\.\d+|::1)$/;
const loopbackHost = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/i;
/** By one of these a proxy shows itself. */
const proxyHeaders = [
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
  "forwarded",
  "via",
];

type Caller = { address: string; trustsProxy: boolean };

/** An upgrade has no response to write the id to. */
export function stampRequest(
  request: IncomingMessage,
  response: ServerResponse | null,
  caller: Caller,
): void {
  const { headers } = request;
  const id = newOrGivenId(headers[requestIdHeader]);
  headers[localHeader] = isLocal(headers, caller) ? "1" : "0";
  headers[requestIdHeader] = id;
  headers[arrivedHeader] = String(performance.now());
  response?.setHeader(requestIdHeader, id);
}

const newOrGivenId = (given: string | string[] | undefined): string =>
  typeof given === "string" && plainId.test(given) ? given : randomUUID();

/**
 * Returns true if the request comes from a program on this machine. With a proxy on this machine all connections are
 * local, so a forwarded request does not count as local unless the proxy is trusted. The host is checked, too: this
 * refuses DNS rebinding, and proxies that pass on the host that they were called by.
 */
function isLocal(headers: IncomingHttpHeaders, { address, trustsProxy }: Caller): boolean {
  const isAddressBelieved = trustsProxy && headers["x-forwarded-for"] !== undefined;
  const cameThroughProxy = proxyHeaders.some((name) => headers[name] !== undefined);
  return (
    loopback.test(address) &&
    loopbackHost.test(headers.host ?? "") &&
    (isAddressBelieved || !cameThroughProxy)
  );
}

export const requestIdOf = (headers: IncomingHttpHeaders): string => newOrGivenId(headers[requestIdHeader]);

/** On the clock of performance.now(), so that the time a request waited for the event loop counts too. */
export function arrivedAtMs(headers: IncomingHttpHeaders): number {
  const stamped = headers[arrivedHeader];
  return stamped === undefined ? performance.now() : Number(stamped);
}

export const isFromThisMachine = (headers: IncomingHttpHeaders): boolean => headers[localHeader] === "1";
