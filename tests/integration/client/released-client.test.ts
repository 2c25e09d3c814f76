// The previous release's client, which open tabs still run, against this server.
import { createServer } from "node:http";
import { Server } from "socket.io";
import { io } from "socket.io-client";
import { describe, expect, it } from "vitest";
import { keepLaterFactsFromFirstRelease } from "../../../lib/server/sockets/first-release-pages";
import type { ParleySocket } from "../../../lib/server/sockets/handshake";
import { Engine, submitDraft, threadSelector } from "../../fixtures/released-client.mjs";
import { closeEnginesAfterEach, isOnline, openEngine, untilState } from "../../helpers/engine";
import { makeScene, say } from "../../helpers/people";
import { testServer } from "../../helpers/server";

const server = testServer();
closeEnginesAfterEach();

describe("a page of the previous release", () => {
  it("loads, sends, receives, sees edits and receipts, and stays signed in", async () => {
    const { customer, seller, conversation } = await makeScene();
    const { id } = conversation;
    await say(customer, id, "Is it still there?");
    const old = openEngine(server.url, seller, {}, Engine);
    const buyer = openEngine(server.url, customer);
    await Promise.all([isOnline(old), isOnline(buyer)]);
    old.lists.open({});
    old.threads.open(id);
    buyer.threads.open(id);
    const select = threadSelector();
    const texts = (wanted: readonly string[]) =>
      untilState(old, wanted.join(), (state) => {
        const { items, status } = select(state, id);
        const shown = items.map(({ message }) => message.text);
        return status === "ready" && JSON.stringify(shown) === JSON.stringify(wanted);
      });
    await texts(["Is it still there?"]);

    expect(await submitDraft(old, { conversationId: id }, "Yes, it is.", null)).toMatchObject({ ok: true });
    await untilState(
      old,
      "the message on the server",
      (state) => select(state, id).items.at(-1)?.message.seq === 2,
    );
    await texts(["Is it still there?", "Yes, it is."]);
    const reply = await say(customer, id, "I will come");
    await old.call("sync", { conversations: [] });
    await untilState(old, "the row", ({ rows, lists }) => lists.get("{}")?.ids[0] === id && rows.get(id));
    expect(
      await buyer.call("message:edit", { messageId: reply.id, text: "I will come at six" }),
    ).toMatchObject({
      ok: true,
    });
    await texts(["Is it still there?", "Yes, it is.", "I will come at six"]);
    buyer.watermarks.read(id, 2);
    await untilState(old, "the receipt", (state) => select(state, id).items[1]?.state === "READ");
    expect(old.store.getState().connection.session).toBe("valid");
  });
});

describe("a fact added after the first release", () => {
  async function told(auth: Record<string, unknown>): Promise<string[]> {
    const http = createServer();
    const sockets = new Server(http);
    sockets.on("connection", (socket) => {
      keepLaterFactsFromFirstRelease(socket as unknown as ParleySocket);
      socket.join("user:1");
      socket.emit("offer:expired", {});
      sockets.to("user:1").emit("offer:expired", {});
      sockets.to("user:1").emit("message:sent", {});
      socket.emit("unread:changed", {});
    });
    await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
    const { port } = http.address() as { port: number };
    const client = io(`http://127.0.0.1:${port}`, { auth, reconnection: false, transports: ["websocket"] });
    const names: string[] = [];
    await new Promise<void>((done) => {
      client.onAny((name: string) => {
        names.push(name);
        if (name === "unread:changed") done();
      });
    });
    client.close();
    await sockets.close();
    return names;
  }

  it("is not sent to pages of that release, which would break", async () => {
    expect(await told({ userId: "1" })).toEqual(["message:sent", "unread:changed"]);
  });

  it.each([{ userId: "1", protocol: 1 }, { token: "a program's" }])(
    "reaches a client with %j",
    async (auth) => {
      expect(await told(auth)).toEqual(["offer:expired", "offer:expired", "message:sent", "unread:changed"]);
    },
  );
});
