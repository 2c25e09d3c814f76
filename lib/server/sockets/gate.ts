// Decides which requests may use the transport. Long polling sends many requests with one session id, so the checks of
// the handshake are repeated for each of them: a stolen session id is useless without the credentials.
import {
  type Server as HttpServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  ServerResponse,
} from "node:http";
import type { Duplex } from "node:stream";
import type { Server } from "socket.io";
import { AppError } from "../../contract/errors";
import { foreignOrigin, isForeign } from "../auth/origin";
import { readSessionIds } from "../auth/session-cookie";
import { refuse, refuseUpgrade } from "../refuse";
import { use } from "../slot";

/** The engine's own view of a request; its query is what the engine goes by. */
type EngineRequest = IncomingMessage & {
  readonly _query: Readonly<Record<string, string | undefined>>;
  readonly res?: ServerResponse | null;
};
type Engine = {
  readonly clients: Readonly<Record<string, { readonly request: IncomingMessage } | undefined>>;
  readonly ws?: { on(event: "wsClientError", listener: (error: Error, socket: Duplex) => void): void };
  use(layer: (request: IncomingMessage, response: unknown, next: () => void) => void): void;
  on(event: "connection_error", listener: (failure: { req: EngineRequest; message: string }) => void): void;
};

/** Fetch destinations of a page's code. Elements, such as scripts and pictures, send other destinations. */
const destinations: readonly unknown[] = [undefined, "empty", "websocket"];

export function guardTransport(io: Server, server: HttpServer): void {
  const engine = io.engine as unknown as Engine;
  engine.use((incoming, response, next) => {
    const request = incoming as EngineRequest;
    const answer = (error: AppError) =>
      response instanceof ServerResponse ? refuse(response, error) : refuseUpgrade(request.socket, error);
    const problem = problemOf(request);
    if (problem) return answer(problem);
    const { sid } = request._query;
    const session = sid !== undefined && Object.hasOwn(engine.clients, sid) ? engine.clients[sid] : undefined;
    const isSame = session ? isSameCaller(session.request.headers, request.headers) : true;
    const proceed = (isAdmitted: boolean) => (isAdmitted ? next() : answer(anothersSession()));
    if (typeof isSame === "boolean") return proceed(isSame);
    isSame.then(proceed, () => proceed(false));
  });
  answerUpgradesOurselves(engine, server);
}

function problemOf({ headers, _query }: EngineRequest): AppError | null {
  // JSONP is for pages that may not read the answer: a script element of any page could run it.
  if (_query.j !== undefined) return new AppError("invalid_input", "JSONP is not served here.");
  if (isForeign(headers.origin, headers["sec-fetch-site"])) return foreignOrigin();
  if (!destinations.includes(headers["sec-fetch-dest"]))
    return new AppError("forbidden", "A page's elements cannot open a connection.");
  return null;
}

const anothersSession = () => new AppError("forbidden", "This session began with other credentials.");

function isSameCaller(first: IncomingHttpHeaders, now: IncomingHttpHeaders): boolean | Promise<boolean> {
  if (siteOf(first) !== siteOf(now) || first.authorization !== now.authorization) return false;
  return first.cookie === now.cookie || nameSameSession(first.cookie, now.cookie);
}

/** next-auth seals the cookie of a session anew from time to time, and cookies of other things change as well. */
async function nameSameSession(first: string | undefined, now: string | undefined): Promise<boolean> {
  const [before, after] = await Promise.all([readSessionIds(first), readSessionIds(now)]);
  return String(before) === String(after);
}

/** Our own pages send an origin with some requests only, and programs with none; other sites' pages always do. */
function siteOf({ origin }: IncomingHttpHeaders): string | null {
  return origin !== undefined && use("config").furtherOrigins.includes(origin) ? origin : null;
}

/** The engine and its WebSocket library refuse upgrades in HTML, unless the connection has been answered already. */
function answerUpgradesOurselves(engine: Engine, server: HttpServer): void {
  const answer = (socket: Duplex, message: string) => {
    if (socket.writable) refuseUpgrade(socket, new AppError("invalid_input", `${message}.`));
  };
  engine.on("connection_error", ({ req, message }) => {
    if (!req.res && req.headers.upgrade !== undefined) answer(req.socket, message);
  });
  // The engine makes its WebSocket server anew when the HTTP server begins to listen.
  server.on("listening", () =>
    engine.ws?.on("wsClientError", ({ message }, socket) => answer(socket, message)),
  );
}
