// One interface for calls, over any transport.
import { randomUUID } from "node:crypto";
import { afterEach, expect, it } from "vitest";
import { LiveSocket, type ToldFact } from "../../../lib/client/transport/socket";
import {
  createTransport,
  type Transport,
  type TransportOptions,
} from "../../../lib/client/transport/transport";
import type { Actor } from "../../../lib/contract/actor";
import { revokeSession } from "../../../lib/domain/session/revoke-session";
import { tokenOf } from "../../helpers/api";
import { makeScene, makeUser } from "../../helpers/people";
import { testServer } from "../../helpers/server";
import { until } from "../../helpers/until";

const server = testServer();
const opened: Transport[] = [];
afterEach(() => {
  for (const transport of opened.splice(0)) transport.close();
});

function connect(actor: Actor, options: TransportOptions = {}) {
  const seen = { facts: [] as ToldFact[], ended: [] as string[], ups: 0, downs: 0, reached: [] as boolean[] };
  const transport = createTransport(
    { url: server.url, token: tokenOf(actor), ...options },
    {
      up: () => seen.ups++,
      down: () => seen.downs++,
      fact: (fact) => seen.facts.push(fact),
      ended: (reason) => seen.ended.push(reason),
      reached: (isReached) => seen.reached.push(isReached),
    },
  );
  opened.push(transport);
  return { transport, seen };
}

it("answers alike over the socket and over HTTP, errors included", async () => {
  const { customer, conversation } = await makeScene();
  const { id: conversationId } = conversation;
  const { transport, seen } = connect(customer);
  const calls = async () => ({
    get: await transport.call("conversation:get", { conversationId }),
    list: await transport.call("conversation:list", { unread: true, limit: 5 }),
    stranger: await transport.call("conversation:get", { conversationId: randomUUID() }),
    invalid: await transport.call("message:edit", { messageId: randomUUID(), text: "" }),
  });
  const overHttp = await calls();
  expect(seen.reached).toEqual([true, true, true, true]);
  transport.open();
  await until("the socket", () => transport.isLive && seen.ups === 1);
  expect(await calls()).toEqual(overHttp);
  expect(seen.reached).toHaveLength(4);
  expect(overHttp.get.ok).toBe(true);
  expect(overHttp.stranger).toMatchObject({ ok: false, error: { code: "not_found" } });
  expect(overHttp.invalid).toMatchObject({ ok: false, error: { code: "invalid_input" } });
});

it("sends once when the connection breaks during a command, and reconnects", async () => {
  const { customer, conversation } = await makeScene();
  const { transport, seen } = connect(customer);
  transport.open();
  await until("the socket", () => transport.isLive);
  const message = { conversationId: conversation.id, id: randomUUID(), text: "over a broken line" };
  const sending = transport.call("message:send", message);
  transport.renew();
  expect(await sending).toMatchObject({ ok: true, data: { message: { id: message.id, seq: 1 } } });
  await until("the line", () => seen.ups === 2);
  const page = await transport.call("message:list", { conversationId: conversation.id });
  expect(page.ok && page.data.items.map(({ text }) => text)).toEqual(["over a broken line"]);
});

it("reports that Parley is unreachable instead of throwing", async () => {
  const actor = await makeUser("CUSTOMER");
  const closed = connect(actor, { url: "http://127.0.0.1:1" });
  expect(await closed.transport.call("me:unread", {})).toMatchObject({ error: { code: "unavailable" } });
  expect(closed.seen.reached).toEqual([false]);
  const offline = connect(actor, { isOnline: () => false });
  expect(await offline.transport.call("me:unread", {})).toMatchObject({ error: { code: "unavailable" } });
  expect(offline.seen.reached).toEqual([]);
  const live = await connect(actor).transport.call("presence:watch", { userIds: [] });
  expect(live).toMatchObject({ ok: false, error: { code: "unavailable" } });
});

it("stops for good when the session has ended, through any transport", async () => {
  const actor = await makeUser("CUSTOMER");
  const { transport, seen } = connect(actor);
  transport.open();
  await until("the socket", () => transport.isLive);
  await revokeSession(actor, { sessionId: actor.sessionId });
  await until("the end", () => seen.ended.length > 0);
  expect(await transport.call("me:unread", {})).toMatchObject({ error: { code: "unauthenticated" } });

  const wrong = connect(actor);
  expect(await wrong.transport.call("me:unread", {})).toMatchObject({ error: { code: "unauthenticated" } });
  expect(wrong.seen.ended).toEqual(["unauthenticated"]);

  const refused = connect(actor);
  refused.transport.open();
  await until("the refusal", () => refused.seen.ended.length === 1);
});

it("stops before any request when the server says that the page belongs to another user", async () => {
  const [mine, theirs] = await Promise.all([makeUser("CUSTOMER"), makeUser("CUSTOMER")]);
  const { transport, seen } = connect(theirs, { userId: mine.userId });
  transport.open();
  await until("the end", () => seen.ended.length > 0);
  expect(seen).toMatchObject({ ups: 0, facts: [] });
  expect(await transport.call("me:get", {})).toMatchObject({ error: { code: "unauthenticated" } });
});

it("names its page's user in each call over HTTP", async () => {
  const actor = await makeUser("CUSTOMER");
  const said: unknown[] = [];
  const look: typeof fetch = (address, request) => {
    said.push(new Headers(request?.headers).get("X-Parley-User"));
    return fetch(address, request);
  };
  const { transport } = connect(actor, { userId: actor.userId, fetch: look });
  expect(await transport.call("me:get", {})).toMatchObject({ ok: true });
  expect(said).toEqual([actor.userId]);
});

it("retries when the network fails before the socket library has loaded", async () => {
  const actor = await makeUser("CUSTOMER");
  const seen = { ups: 0, downs: 0, loads: 0 };
  const load = () => {
    if (seen.loads++ === 0) return Promise.reject(new Error("ChunkLoadError"));
    return import("socket.io-client");
  };
  const socket = new LiveSocket(
    { url: server.url, token: tokenOf(actor), timeoutMs: 5_000, load },
    { up: () => seen.ups++, down: () => seen.downs++, fact: () => {}, ended: () => {} },
  );
  try {
    await socket.open();
    expect(seen).toEqual({ ups: 0, downs: 1, loads: 1 });
    await until("the socket", () => seen.ups === 1);
  } finally {
    socket.close();
  }
});
