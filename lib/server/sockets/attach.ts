// Puts Socket.IO on the HTTP server and ties its parts together. The database is the truth; all of this is hints.
import type { Server as HttpServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { Server } from "socket.io";
import type { Fact } from "../../contract/facts";
import { clientLimits, limits } from "../../contract/limits";
import { clientOutdated, isOutdated, protocol } from "../../contract/protocol";
import { unsafeFindNewSellers } from "../../domain/account/find-new-sellers";
import { unsafeFindRecentBlocks } from "../../domain/presence/find-recent-blocks";
import { isAllowedOrigin } from "../auth/origin";
import { publish } from "../publish";
import type { AdapterFactory } from "../redis/adapter";
import { requestIdHeader } from "../request-stamps";
import { provide, use } from "../slot";
import type { Service } from "../start";
import { followAccount, tellAccount } from "./account";
import { Dispatcher } from "./dispatch";
import { nowhereElse } from "./elsewhere";
import { keepLaterFactsFromFirstRelease } from "./first-release-pages";
import { guardTransport } from "./gate";
import { admitSocket, type ParleySocket, refuseOtherMethods } from "./handshake";
import { MemoryRelease } from "./memory-release";
import { writeOncePerTurn } from "./one-write";
import { Presence } from "./presence";
import { watchRevocations } from "./revocation";
import { cutOffWhenSlow } from "./slow-consumer";
import { TypingClock } from "./typing";
import { grantsOf, typingHandler } from "./typing-grants";
import { watchRecent } from "./watch-recent";
import { stopWatching, userRoom, type Watched, watch, watchers } from "./watchers";

const pingEveryMs = 25_000;
const pingTimeoutMs = 20_000;
const connectTimeoutMs = 10_000;
const drainPollMs = 20;
const drainMaxMs = 4_000;

const sessionRoom = (sessionId: string) => `session:${sessionId}`;

export const attachSockets: Service = async (server, _config, log, cluster) => {
  const io = createServer(server, cluster?.adapter);
  const { adapter } = io.of("/");
  const metrics = use("metrics");
  metrics.connections = () => io.of("/").sockets.size;
  const typing = new TypingClock((facts) => publish({ facts }));

  function fanOut(facts: readonly Fact[]): void {
    for (const fact of facts) {
      if (fact.name === "typing:changed") typing.observe(fact);
      if (fact.name === "sync:required") metrics.resyncs.told.inc();
      const all = "users" in fact.to ? fact.to.users.map(userRoom) : fact.to.sessions.map(sessionRoom);
      // On a single node, facts for rooms without connections need not be serialised.
      const rooms = cluster ? all : all.filter((room) => adapter.rooms.has(room));
      if (rooms.length === 0) continue;
      io.to(rooms).emit(fact.name, fact.payload);
      if (fact.name === "session:ended") io.in(rooms).disconnectSockets(true);
    }
  }

  const presence = new Presence({
    elsewhere: cluster?.elsewhere ?? nowhereElse,
    ...watchers(io, log),
    surplus: (socketIds) => {
      for (const socketId of socketIds) endSocket(io, socketId, "too_many_connections");
    },
  });

  const hears = () => cluster?.isUp ?? true;
  const dispatcher = new Dispatcher({
    "typing:set": { handler: (socket) => typingHandler(grantsOf(socket, hears).audience) },
    "presence:watch": { after: (socket, data) => watch(socket, data as Watched, presence) },
  });

  const memoryRelease = new MemoryRelease();
  const connect = (socket: ParleySocket) => {
    if (isOutdated(socket.handshake.auth.protocol)) return dismiss(socket, clientOutdated);
    const { userId, sessionId, role } = socket.data.visitor.actor;
    void socket.join([userRoom(userId), sessionRoom(sessionId)]);
    metrics.connectionsOpened.inc();
    const request = socket.request.headers[requestIdHeader];
    log.debug({ connection: socket.id, id: request, userId }, "connected");
    keepLaterFactsFromFirstRelease(socket);
    followAccount(socket);
    writeOncePerTurn(socket);
    cutOffWhenSlow(socket, limits.connectionBacklogBytes, () => {
      metrics.slowConsumers.inc();
      log.info({ connection: socket.id, userId }, "slow consumer cut off");
    });
    dispatcher.attach(socket);
    presence.connect(userId, socket.id);
    memoryRelease.came();
    socket.on("disconnect", () => {
      memoryRelease.left();
      presence.disconnect(userId, socket.id);
    });
    const serverTime = new Date().toISOString();
    emit(socket, "session:ready", { userId, sessionId, role, serverTime, limits: clientLimits, protocol });
  };

  io.engine.use(refuseOtherMethods);
  guardTransport(io, server);
  io.use((socket, next) => void admitSocket(socket, next));
  io.on("connection", (socket) => connect(socket as unknown as ParleySocket));
  provide("fanOut", fanOut);
  provide("online", (userIds) => presence.online(userIds));
  cluster?.onGap(() => {
    metrics.resyncs.told.inc();
    io.local.emit("sync:required", {});
  });
  const stopAskingForEnded = watchRevocations({
    log,
    sessionIds: () => [
      ...new Set([...io.of("/").sockets.values()].map((socket) => socket.data.visitor.actor.sessionId)),
    ],
    end: ({ sessionId, reason }) =>
      publish({ facts: [{ name: "session:ended", to: { sessions: [sessionId] }, payload: { reason } }] }),
  });

  const asking = { log, hasConnections: () => io.of("/").sockets.size > 0 };
  const stopAskingForBlocks = watchRecent({
    ...asking,
    find: unsafeFindRecentBlocks,
    act: (block) => stopWatching(io, block),
    failure: "new blocks not checked",
  });
  const stopAskingForSellers = watchRecent({
    ...asking,
    find: unsafeFindNewSellers,
    act: (user) => tellAccount(io, user),
    failure: "new sellers not checked",
  });

  return async () => {
    stopAskingForBlocks();
    stopAskingForSellers();
    stopAskingForEnded();
    memoryRelease.stop();
    typing.stop();
    await leaveGracefully(io, dispatcher);
    await presence.stop();
  };
};

function createServer(server: HttpServer, adapter: AdapterFactory | undefined): Server {
  return new Server(server, {
    ...(adapter && { adapter }),
    path: "/socket.io",
    serveClient: false,
    transports: ["websocket", "polling"],
    maxHttpBufferSize: limits.frameBytes,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: pingEveryMs,
    pingTimeout: pingTimeoutMs,
    connectTimeout: connectTimeoutMs,
    // In development, hot reload upgrades on the same server. In production no other listener would close an upgrade.
    destroyUpgrade: process.env.NODE_ENV === "production",
    // Lets pages of the origins that the operator has named read the answers; gate.ts refuses all others.
    cors: { origin: (origin, done) => done(null, isAllowedOrigin(origin ?? "")), credentials: true },
  });
}

function emit(socket: ParleySocket, name: string, payload: unknown): void {
  (socket as unknown as { emit: (name: string, payload: unknown) => void }).emit(name, payload);
}

function dismiss(socket: ParleySocket, reason: string): void {
  emit(socket, "session:ended", { reason });
  socket.disconnect(true);
}

function endSocket(io: Server, socketId: string, reason: string): void {
  io.to(socketId).emit("session:ended", { reason });
  io.in(socketId).disconnectSockets(true);
}

/**
 * Lets what is under way finish and then closes the connections below Socket.IO: a client takes that for a broken
 * line and connects again, elsewhere, whereas it would take a disconnect for a dismissal.
 */
async function leaveGracefully(io: Server, dispatcher: Dispatcher): Promise<void> {
  dispatcher.isDraining = true;
  const deadlineMs = Date.now() + drainMaxMs;
  while (dispatcher.pending > 0 && Date.now() < deadlineMs) await delay(drainPollMs);
  for (const socket of io.of("/").sockets.values()) socket.conn.close();
  io.engine.close();
}
