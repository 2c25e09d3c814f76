// The previous release's client, which open tabs still run, against this server.
import { randomUUID } from "node:crypto";
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

describe("a tab of the previous release", () => {
  it("shows what only its side sees, told or caught up with, and misses no message by it", async () => {
    const { customer, seller, conversation } = await makeScene();
    const { id } = conversation;
    const old = openEngine(server.url, seller, {}, Engine);
    const now = openEngine(server.url, seller);
    const buyer = openEngine(server.url, customer);
    await Promise.all([isOnline(old), isOnline(now), isOnline(buyer)]);
    const send = (text: string) => buyer.call("message:send", { conversationId: id, id: randomUUID(), text });
    await send("Hello");
    old.lists.open({});
    old.threads.open(id);
    // That client takes the later answer of one revision, so no page may be under way when the change is told.
    await untilState(
      old,
      "the list and the thread",
      ({ lists, threads }) =>
        lists.get("{}")?.ids[0] === id &&
        lists.get("{}")?.status === "ready" &&
        threads.get(id)?.status === "ready",
    );
    const update = (change: { tags?: string[]; pinned?: boolean }) =>
      now.call("conversation:update", { conversationId: id, ...change });
    const isShown = (tags: readonly string[], isPinned: boolean) =>
      untilState(old, `${tags} ${isPinned}`, ({ rows }) => {
        const row = rows.get(id)?.view;
        return row?.tags.join() === tags.join() && (row.pinnedAt !== null) === isPinned;
      });
    await update({ tags: ["regular"] });
    await isShown(["regular"], false);
    await update({ pinned: true });
    await isShown(["regular"], true);
    old.stop();
    await update({ tags: [], pinned: false });
    old.start();
    await isShown([], false);
    const select = threadSelector();
    await send("And now?");
    await untilState(old, "both messages", (state) => select(state, id).items.length === 2);
  });
});

describe("what came after the first release", () => {
  const change = { conversationId: "c", rev: 7 };

  async function told(auth: Record<string, unknown>): Promise<unknown[][]> {
    const http = createServer();
    const sockets = new Server(http);
    sockets.on("connection", (socket) => {
      keepLaterFactsFromFirstRelease(socket as unknown as ParleySocket);
      socket.join("user:1");
      socket.emit("offer:expired", {});
      sockets.to("user:1").emit("offer:expired", {});
      sockets.to("user:1").emit("message:sent", {});
      socket.emit("conversation:changed", change);
      sockets.to("user:1").emit("conversation:changed", { ...change, isOwn: true, conversation: change });
      socket.emit("unread:changed", {});
    });
    await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
    const { port } = http.address() as { port: number };
    const client = io(`http://127.0.0.1:${port}`, { auth, reconnection: false, transports: ["websocket"] });
    const facts: unknown[][] = [];
    await new Promise<void>((done) => {
      client.onAny((name: string, payload: unknown) => {
        facts.push([name, payload]);
        if (name === "unread:changed") done();
      });
    });
    client.close();
    await sockets.close();
    return facts;
  }

  it("is not sent to pages of that release that would break, and has no revision where they would miss one", async () => {
    expect(await told({ userId: "1" })).toEqual([
      ["message:sent", {}],
      ["conversation:changed", change],
      ["conversation:changed", { ...change, rev: 0, isOwn: true, conversation: change }],
      ["unread:changed", {}],
    ]);
  });

  it.each([{ userId: "1", protocol: 1 }, { token: "a program's" }])(
    "reaches a client with %j",
    async (auth) => {
      expect(await told(auth)).toEqual([
        ["offer:expired", {}],
        ["offer:expired", {}],
        ["message:sent", {}],
        ["conversation:changed", change],
        ["conversation:changed", { ...change, isOwn: true, conversation: change }],
        ["unread:changed", {}],
      ]);
    },
  );
});
