// The systems that Parley is compared with, each in a separate process: a relay that stores nothing, and the ordinary
// design (an interactive transaction of the ORM, then an emit to a room).
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server, type Socket } from "socket.io";
import { openDatabase } from "../../../lib/server/db/database";
import { interactiveSend } from "../interactive-send";

type Input = { id: string; conversationId: string; text: string };
type Acknowledge = (answer: unknown) => void;

const [, , kind, connectionJson = "null"] = process.argv;
const server = createServer();
const io = new Server(server, { transports: ["websocket"], perMessageDeflate: false, serveClient: false });

/** The token names the user: `<user id> <conversation ids>`. */
function join(socket: Socket): string {
  const [userId = "", ...conversationIds] = String(socket.handshake.auth.token).split(" ");
  void socket.join(kind === "relay" ? conversationIds : [`user:${userId}`, ...conversationIds]);
  return userId;
}

function relay(): void {
  io.on("connection", (socket) => {
    join(socket);
    socket.on("message:send", (input: Input, acknowledge: Acknowledge) => {
      const message = { id: input.id, conversationId: input.conversationId, text: input.text };
      socket.to(input.conversationId).emit("message:sent", { message });
      acknowledge({ ok: true, data: { message } });
    });
  });
}

function ordinary(): void {
  const database = openDatabase(JSON.parse(connectionJson), () => {});
  io.on("connection", (socket) => {
    const userId = join(socket);
    socket.on("message:send", async (input: Input, acknowledge: Acknowledge) => {
      try {
        const stored = await interactiveSend(database.prisma, { ...input, senderId: userId });
        const { id, ...rest } = stored;
        io.to(input.conversationId).emit("message:sent", { message: { id, ...rest } });
        acknowledge({ ok: true, data: { message: stored } });
      } catch {
        acknowledge({ ok: false, error: { code: "internal", message: "failed" } });
      }
    });
  });
}

if (kind === "relay") relay();
else ordinary();
server.listen(0, "127.0.0.1", () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.on("message", () => {
  global.gc?.();
  process.send?.({ rssBytes: process.memoryUsage().rss });
});
