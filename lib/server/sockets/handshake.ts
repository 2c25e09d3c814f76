// Only signed-in users may connect. gate.ts has already checked the page's origin.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "socket.io";
import type { Visitor } from "../../contract/actor";
import { failure } from "../../contract/envelope";
import { AppError, isAppError } from "../../contract/errors";
import { limits } from "../../contract/limits";
import { authenticate } from "../auth/authenticate";
import { secondFactorFirst } from "../auth/second-factor";
import { addressHeader } from "../http";
import { describeCause } from "../problem";
import { requestIdHeader } from "../request-stamps";
import { use } from "../slot";

export type SocketData = {
  visitor: Visitor & { actor: NonNullable<Visitor["actor"]> };
};
export type ParleySocket = Socket<never, never, never, SocketData>;

/** The transports know GET and POST; what else is asked of them would look like a failure of ours. */
export function refuseOtherMethods(
  { method = "" }: IncomingMessage,
  response: ServerResponse,
  next: () => void,
): void {
  if (["GET", "POST"].includes(method)) next();
  else response.writeHead(405, { Allow: "GET, POST" }).end();
}

/** Refuses with an error that carries the envelope's error in `data`, as the contract requires. */
export async function admitSocket(socket: Socket, next: (error?: Error) => void): Promise<void> {
  try {
    const { headers } = socket.request;
    const { auth } = socket.handshake;
    const actor = await authenticate({
      authorization: bearer(auth) ?? headers.authorization,
      cookie: headers.cookie,
      userId: auth.userId,
    });
    if (!actor) throw new AppError("unauthenticated", "Please sign in first.");
    if (actor.lacksSecondFactor) throw secondFactorFirst();
    const userAgent = headers["user-agent"]?.slice(0, limits.userAgentChars) ?? null;
    const address = String(headers[addressHeader] ?? "unknown");
    const data: SocketData = { visitor: { actor, address, userAgent } };
    Object.assign(socket.data, data);
    next();
  } catch (error) {
    next(refusal(error, socket.request.headers[requestIdHeader]));
    closeWhenStubborn(socket.conn);
  }
}

function bearer(auth: Record<string, unknown>): string | null {
  if (auth.token === undefined || auth.token === null) return null;
  return `Bearer ${typeof auth.token === "string" ? auth.token : ""}`;
}

const refusals = new WeakMap<Socket["conn"], number>();

/** One connection may ask again after a refusal, but each time costs the server a look at the credentials. */
function closeWhenStubborn(connection: Socket["conn"]): void {
  const count = (refusals.get(connection) ?? 0) + 1;
  refusals.set(connection, count);
  // Socket.IO sends the refusal in the next tick, so the connection has to stay open until then.
  if (count >= limits.refusalsPerConnection) process.nextTick(() => connection.close());
}

const retryAfterMs = 1_000;

function refusal(error: unknown, id: unknown): Error {
  if (!isAppError(error)) use("log").warn({ id, cause: describeCause(error) }, "handshake failed");
  const known = isAppError(error)
    ? error
    : new AppError("unavailable", "Parley cannot check who you are right now.", { retryAfterMs });
  return Object.assign(new Error(known.message), { data: failure(known).error });
}
