// Tells the connections that watch a user when that user comes or goes.
import type { Logger } from "pino";
import type { Server } from "socket.io";
import { type LastSeen, unsafeFindLastSeen } from "../../domain/presence/find-last-seen";
import type { RecentBlock } from "../../domain/presence/find-recent-blocks";
import { touchLastSeen } from "../../domain/presence/touch-last-seen";
import type { Host } from "./elsewhere";
import type { ParleySocket } from "./handshake";
import type { Presence } from "./presence";

export const userRoom = (userId: string) => `user:${userId}`;

const prefix = "watch:";
const watchRoom = (userId: string) => `${prefix}${userId}`;

export type Watched = { items: { userId: string; online: boolean }[] };

/** Replaces the users that this socket watches by the ones in the answer, which the actor is allowed to see. */
export async function watch(socket: ParleySocket, { items }: Watched, presence: Presence): Promise<void> {
  const wanted = new Set(items.map(({ userId }) => watchRoom(userId)));
  for (const room of socket.rooms) {
    if (room.startsWith(prefix) && !wanted.has(room)) void socket.leave(room);
  }
  void socket.join([...wanted]);
  // Looked up again, because the socket got no fact about changes just before the watch began.
  const online = await presence.online(items.map(({ userId }) => userId));
  for (const item of items) item.online = online.has(item.userId);
}

/** Takes someone who was blocked off the watch, and shows them a state that says nothing. */
export function stopWatching(io: Server, { blockerId, blockedId }: RecentBlock): void {
  const { rooms, sids } = io.of("/").adapter;
  const watching = rooms.get(watchRoom(blockerId));
  if (!watching) return;
  for (const socketId of rooms.get(userRoom(blockedId)) ?? []) {
    if (!sids.has(socketId) || !watching.has(socketId)) continue;
    io.of("/").sockets.get(socketId)?.leave(watchRoom(blockerId));
    io.local.to(socketId).emit("presence:changed", { userId: blockerId, online: false, lastSeenAt: null });
  }
}

export function watchers(io: Server, log: Logger): Pick<Host, "changed" | "watched" | "show"> {
  const warn = (what: string) => (error: Error) => log.warn({ name: error.name }, what);
  return {
    changed(userIds, online, at = new Date()) {
      const lastSeenAt = at.toISOString();
      for (const userId of userIds)
        io.to(watchRoom(userId)).emit("presence:changed", { userId, online, lastSeenAt });
      touchLastSeen(userIds, at).catch(warn("last seen not stored"));
    },
    watched() {
      const rooms = [...io.of("/").adapter.rooms.keys()].filter((room) => room.startsWith(prefix));
      return rooms.map((room) => room.slice(prefix.length));
    },
    show(userIds, online) {
      const tell = ({ userId, lastSeenAt }: LastSeen) => {
        const presence = { userId, online: online.has(userId), lastSeenAt };
        io.local.to(watchRoom(userId)).emit("presence:changed", presence);
      };
      unsafeFindLastSeen(userIds)
        .then((all) => all.forEach(tell))
        .catch(warn("watchers not told how people stand"));
    },
  };
}
