// A connection acts for the person of its handshake. When that person's account changes, the connection has to act by
// the new role from the next command on.
import type { Server } from "socket.io";
import type { User } from "../../contract/entities";
import type { ParleySocket } from "./handshake";
import { userRoom } from "./watchers";

/** Reacts to facts about the user's account, on the connection itself, because any node may have published them. */
export function followAccount(socket: ParleySocket): void {
  socket.onAnyOutgoing((name: unknown, payload: unknown) => {
    if (name !== "account:changed") return;
    const { role } = (payload as { user: User }).user;
    const { visitor } = socket.data;
    socket.data.visitor = { ...visitor, actor: { ...visitor.actor, role } };
  });
}

/** Tells this node's connections that have not heard of it. */
export function tellAccount(io: Server, user: User): void {
  const { adapter, sockets } = io.of("/");
  for (const socketId of adapter.rooms.get(userRoom(user.id)) ?? []) {
    const socket = sockets.get(socketId);
    if (socket && socket.data.visitor.actor.role !== user.role) socket.emit("account:changed", { user });
  }
}
