import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { limits } from "../../lib/contract/limits";
import { oldestProtocol, protocol } from "../../lib/contract/protocol";
import { prisma, rows } from "../../lib/server/db";
import { Api, tokenOf } from "../helpers/api";
import { makeScene, makeUser, type Scene } from "../helpers/people";
import { testServer } from "../helpers/server";
import { Client, closeClientsAfterEach, connect, openSocket, refusal } from "../helpers/sockets";

const server = testServer();
const api = new Api(server);
closeClientsAfterEach();

const send = (client: Client, { conversation }: Scene, text: string, id = randomUUID()) =>
  client.call("message:send", { conversationId: conversation.id, id, text });

async function bothSides() {
  const scene = await makeScene();
  const [customer, seller] = await Promise.all([
    connect(server.url, scene.customer),
    connect(server.url, scene.seller),
  ]);
  return { scene, customer, seller };
}

describe("the handshake", () => {
  it("announces the user and the limits", async () => {
    const actor = await makeUser("CUSTOMER");
    const client = await connect(server.url, actor);
    const [ready] = client.all("session:ready");
    expect(ready).toMatchObject({ userId: actor.userId, sessionId: actor.sessionId });
    expect(ready?.limits.textChars).toBe(5_000);
    expect(ready?.protocol).toBe(protocol);
  });

  it("tells a client with an older protocol than the server's that it is outdated", async () => {
    const token = tokenOf(await makeUser("CUSTOMER"));
    const client = new Client(openSocket(server.url, { token, protocol: oldestProtocol - 1 }));
    expect(await client.fact("session:ended")).toEqual({ reason: "client_outdated" });
    expect(await client.closed()).toBe("io server disconnect");
    expect(client.all("session:ready")).toEqual([]);
  });

  it.each([oldestProtocol, protocol + 1, "a text", null])(
    "admits a client with protocol %j",
    async (spoken) => {
      const token = tokenOf(await makeUser("CUSTOMER"));
      const client = new Client(openSocket(server.url, { token, protocol: spoken }));
      expect(await client.fact("session:ready")).toMatchObject({ protocol });
    },
  );

  it.each([
    ["no token", {}],
    ["a made-up token", { token: "pt1.nonsense.nonsense" }],
    ["a token that is no text", { token: { $gt: "" } }],
  ])("refuses %s", async (_, auth) => {
    for (const transport of ["websocket", "polling"]) {
      const error = await refusal(openSocket(server.url, auth, { transports: [transport] }));
      expect(error.data?.code).toBe("unauthenticated");
    }
  });

  it("refuses pages of other origins over either transport", async () => {
    const actor = await makeUser("CUSTOMER");
    for (const transport of ["websocket", "polling"]) {
      const extraHeaders = { origin: "https://evil.example" };
      const options = { transports: [transport], extraHeaders };
      const error = await refusal(openSocket(server.url, { token: tokenOf(actor) }, options));
      expect(error.message).toMatch(/websocket error|xhr poll error/);
    }
    const client = await connect(server.url, actor, { extraHeaders: { origin: server.url } });
    expect(client.socket.connected).toBe(true);
  });

  it("works over polling alone", async () => {
    const { scene, seller } = await bothSides();
    const customer = await connect(server.url, scene.customer, { transports: ["polling"] });
    expect(await send(customer, scene, "by polling")).toMatchObject({ ok: true });
    await seller.fact("message:sent", ({ message }) => message.text === "by polling");
  });
});

describe("facts", () => {
  it("reach the other side and the sender's other devices, each with their own view", async () => {
    const { scene, customer, seller } = await bothSides();
    const phone = await connect(server.url, scene.customer);
    const answer = await send(customer, scene, "hello");
    expect(answer).toMatchObject({ ok: true, data: { message: { seq: 1, rev: 1, text: "hello" } } });
    const [atSeller, atPhone] = await Promise.all([seller.fact("message:sent"), phone.fact("message:sent")]);
    expect(atSeller).toMatchObject({
      rev: 1,
      message: { text: "hello" },
      conversation: { unread: 1, seq: 1 },
    });
    expect(atPhone.conversation.unread).toBe(0);
    expect(await seller.fact("unread:changed")).toMatchObject({ messages: 1, conversations: 1 });
  });

  it("arrive at once for messages sent over HTTP", async () => {
    const { scene, seller } = await bothSides();
    await api.request("message:send", scene.customer, {
      conversationId: scene.conversation.id,
      id: randomUUID(),
      text: "by HTTP",
    });
    await seller.fact("message:sent", ({ message }) => message.text === "by HTTP");
  });

  it("announce reading without taking a revision", async () => {
    const { scene, customer, seller } = await bothSides();
    await send(customer, scene, "one");
    await seller.call("conversation:read", { conversationId: scene.conversation.id, seq: 1 });
    const moved = await customer.fact("member:changed", ({ readSeq }) => readSeq === 1);
    expect(moved).toMatchObject({ userId: scene.seller.userId, deliveredSeq: 1 });
    await seller.fact("unread:changed", ({ messages }) => messages === 0);
    expect(await send(customer, scene, "two")).toMatchObject({ data: { message: { rev: 2 } } });
  });

  it("never reach a stranger", async () => {
    const { scene, customer, seller } = await bothSides();
    const stranger = await connect(server.url, await makeUser("CUSTOMER"));
    await send(customer, scene, "private");
    await seller.fact("message:sent");
    expect(await stranger.call("conversation:get", { conversationId: scene.conversation.id })).toMatchObject({
      ok: false,
      error: { code: "not_found" },
    });
    expect(stranger.told.map(({ name }) => name)).toEqual(["session:ready"]);
  });

  it("announce typing, and its end without another command", async () => {
    const { scene, customer, seller } = await bothSides();
    await customer.call("typing:set", { conversationId: scene.conversation.id, typing: true });
    await seller.fact("typing:changed", ({ typing }) => typing);
    await seller.fact("typing:changed", ({ typing }) => !typing);
    expect(customer.all("typing:changed")).toEqual([]);
  });

  it("follow commands that want no answer, too", async () => {
    const { scene, customer, seller } = await bothSides();
    customer.socket.emit("typing:set", { conversationId: scene.conversation.id, typing: true });
    await seller.fact("typing:changed", ({ typing }) => typing);
  });

  it("announce presence to permitted watchers", async () => {
    const scene = await makeScene();
    const seller = await connect(server.url, scene.seller);
    const stranger = await makeUser("CUSTOMER");
    await api.request("message:send", scene.customer, {
      conversationId: scene.conversation.id,
      id: randomUUID(),
      text: "hi",
    });
    const userIds = [scene.customer.userId, stranger.userId];
    const answer = await seller.call<{ items: unknown[] }>("presence:watch", { userIds });
    expect(answer.ok && answer.data.items).toMatchObject([{ userId: scene.customer.userId, online: false }]);
    await connect(server.url, stranger);
    const customer = await connect(server.url, scene.customer);
    await seller.fact("presence:changed", ({ userId, online }) => userId === scene.customer.userId && online);
    customer.close();
    await seller.fact(
      "presence:changed",
      ({ userId, online }) => userId === scene.customer.userId && !online,
    );
    expect(seller.all("presence:changed").some(({ userId }) => userId === stranger.userId)).toBe(false);
  }, 20_000);
});

describe("commands", () => {
  it("answer in the envelope, for any input", async () => {
    const client = await connect(server.url, await makeUser("CUSTOMER"));
    for (const input of [undefined, null, 1, "text", [], { id: 1 }, { conversationId: "\u0000" }]) {
      expect(await client.call("message:send", input)).toMatchObject({
        ok: false,
        error: { code: "invalid_input" },
      });
    }
    expect(await client.call("no:such", {})).toMatchObject({ ok: false, error: { code: "invalid_input" } });
    expect(await client.call("token:create", {})).toMatchObject({
      ok: false,
      error: { code: "invalid_input" },
    });
  });

  it("sync exactly the missed changes", async () => {
    const { scene, customer, seller } = await bothSides();
    await send(customer, scene, "one");
    await send(customer, scene, "two");
    const foreign = await makeScene();
    const conversations = [
      { id: scene.conversation.id, rev: 1 },
      { id: foreign.conversation.id, rev: 0 },
    ];
    const answer = await seller.call("sync", { conversations });
    expect(answer).toMatchObject({
      ok: true,
      data: {
        conversations: [{ messages: [{ text: "two" }], reset: false, conversation: { rev: 2, unread: 2 } }],
        missing: [foreign.conversation.id],
        inbox: { items: [{ id: scene.conversation.id }] },
        unread: { messages: 2, conversations: 1 },
      },
    });
    const again = await seller.call("sync", { conversations: [{ id: scene.conversation.id, rev: 2 }] });
    expect(again).toMatchObject({ data: { conversations: [] } });
  });
});

describe("a connection ends", () => {
  it("when its session is revoked over HTTP", async () => {
    const actor = await makeUser("CUSTOMER");
    const client = await connect(server.url, actor);
    await api.request("token:revoke", actor);
    expect(await client.fact("session:ended")).toEqual({ reason: "signed_out" });
    await client.closed();
  });

  it.each([
    ["its user is suspended", 'UPDATE "User" SET "suspendedAt" = now() WHERE id = $1', "suspended"],
    ["its sign-in expires", 'UPDATE "Session" SET "expiresAt" = now() WHERE "userId" = $1', "expired"],
  ])("within two seconds when %s", async (_, text, reason) => {
    const actor = await makeUser("CUSTOMER");
    const client = await connect(server.url, actor);
    const startedAt = performance.now();
    await rows({ name: "", text }, [actor.userId]);
    expect(await client.fact("session:ended")).toEqual({ reason });
    await client.closed();
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it("when its user opens more than the limit, the oldest first", async () => {
    const actor = await makeUser("CUSTOMER");
    const clients: Client[] = [];
    for (let index = 0; index <= limits.connectionsPerUser; index++)
      clients.push(await connect(server.url, actor));
    const [oldest, second] = clients;
    expect(await oldest?.fact("session:ended")).toEqual({ reason: "too_many_connections" });
    await oldest?.closed();
    expect(second?.socket.connected).toBe(true);
  });

  it("when a frame is larger than the limit", async () => {
    const client = await connect(server.url, await makeUser("CUSTOMER"));
    client.socket.emit("message:send", { text: "x".repeat(limits.frameBytes) });
    await client.closed();
  });
});

it("does not receive a blocked conversation's messages, right after the block", async () => {
  const { scene, customer, seller } = await bothSides();
  await seller.call("conversation:block", { conversationId: scene.conversation.id });
  expect(await send(customer, scene, "still there?")).toMatchObject({
    ok: false,
    error: { code: "blocked" },
  });
  await customer.fact("conversation:changed", ({ conversation }) => conversation.status === "BLOCKED");
  expect(await prisma().message.count({ where: { conversationId: scene.conversation.id } })).toBe(0);
});
