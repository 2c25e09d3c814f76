// What the HTTP server notes on every request before anyone handles it, so that whoever does can know it by headers
// alone. Whatever a client sends under these names is overwritten.
import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";

/** The id by which a request is found in the log, here and in whatever stands before and behind Parley. */
export const requestIdHeader = "x-request-id";
/** For whom a page takes whoever is signed in; a call in another one's name is refused. */
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
 * Whether it is a program on this machine that asks. Behind a proxy on the same machine everyone's connection comes
 * from here, so without a word on whom to believe, a request that a proxy has touched is nobody's in particular. The
 * host keeps out pages whose name was made to lead here, and proxies that pass on the name they were called by.
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
