// The HTTP server: notes the caller's address on each request, and ends without cutting off answers that are under way.
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { isIP } from "node:net";
import type { Duplex } from "node:stream";
import { stampRequest } from "./request-stamps";

/** Holds the caller's address. A value sent by the client is overwritten. */
export const addressHeader = "x-parley-address";

/** Longer than the idle time of common load balancers, so that it is never we who close a connection in use. */
const keepAliveMs = 75_000;
const drainMs = 5_000;
const idlePollMs = 50;

/** Connections that are no longer HTTP, which the server waits for but does not close itself. */
const upgraded = new WeakMap<Server, Set<Duplex>>();

/** Runs before all listeners, including those that attach to the server later. */
export type Gate = {
  /** Returns true when it has answered the request. */
  request: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Returns true when it has refused the upgrade. */
  upgrade: (request: IncomingMessage, socket: Duplex) => boolean;
};

const open: Gate = { request: () => false, upgrade: () => false };

export function createHttpServer(trustsProxy: boolean, listener: RequestListener, gate: Gate = open): Server {
  const server = createServer({ keepAliveTimeout: keepAliveMs }, listener);
  // Socket.IO and the framework put their own listeners before ours; the event itself comes before all of them.
  const emit = server.emit.bind(server) as (event: string, ...parameters: unknown[]) => boolean;
  server.emit = (event: string, ...parameters: unknown[]) => {
    if (event !== "request" && event !== "upgrade") return emit(event, ...parameters);
    const request = parameters[0] as IncomingMessage;
    const address = stampAddress(request, trustsProxy);
    if (event === "request") {
      const response = parameters[1] as ServerResponse;
      stampRequest(request, response, { address, trustsProxy });
      return gate.request(request, response) || emit(event, ...parameters);
    }
    const socket = parameters[1] as Duplex;
    stampRequest(request, null, { address, trustsProxy });
    rememberUpgraded(server, socket);
    return gate.upgrade(request, socket) || emit(event, ...parameters);
  };
  return server;
}

export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(port, host, () => {
      server.off("error", fail);
      const address = server.address();
      done(typeof address === "object" && address ? address.port : port);
    });
  });
}

/**
 * Stops accepting connections, lets `closeServices` end its connections, gives open requests some time to finish, and
 * then closes the rest.
 */
export async function drain(server: Server, closeServices: () => Promise<void>): Promise<void> {
  if (!server.listening) return closeServices();
  const closed = new Promise<void>((done) => server.close(() => done()));
  await closeServices();
  for (const socket of upgraded.get(server) ?? []) socket.destroy();
  // A kept-alive connection becomes idle only when its last answer is through.
  const idle = setInterval(() => server.closeIdleConnections(), idlePollMs);
  const late = setTimeout(() => server.closeAllConnections(), drainMs);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}

function rememberUpgraded(server: Server, socket: Duplex): void {
  const sockets = upgraded.get(server) ?? new Set();
  upgraded.set(server, sockets.add(socket));
  socket.once("close", () => sockets.delete(socket));
  // Node has taken its own listener away, and without one a connection that breaks would end the process.
  socket.on("error", () => {});
}

function stampAddress(request: IncomingMessage, trustsProxy: boolean): string {
  // Proxies append to the list, so only the last entry is trustworthy. Earlier entries may be forged by the caller.
  const forwarded =
    String((trustsProxy && request.headers["x-forwarded-for"]) || "")
      .split(",")
      .at(-1)
      ?.trim() ?? "";
  const peer = request.socket.remoteAddress ?? "";
  const address = (isIP(forwarded) ? forwarded : peer).replace(/^::ffff:/, "");
  request.headers[addressHeader] = address;
  return address;
}
