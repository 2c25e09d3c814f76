// What only one side of a conversation sees tells the other side nothing, and reaches all those who do see it.
import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../../../lib/contract/actor";
import type { CommandName } from "../../../lib/contract/commands";
import type { Conversation } from "../../../lib/contract/entities";
import type { FactMap } from "../../../lib/contract/facts";
import { prisma } from "../../../lib/server/db";
import { Api, type Json } from "../../helpers/api";
import { makeListing, makeScene, makeUser, say } from "../../helpers/people";
import { testServer } from "../../helpers/server";
import { type Client, closeClientsAfterEach, connect } from "../../helpers/sockets";

const server = testServer();
const api = new Api(server);
closeClientsAfterEach();

let customer: Actor;
let seller: Actor;
let admin: Actor;
let conversationId: string;
let known: Conversation;

const shownTo = async (actor: Actor) =>
  (await api.call("conversation:get", actor, { conversationId })).conversation;

beforeAll(async () => {
  admin = await makeUser("ADMIN");
});

beforeEach(async () => {
  const scene = await makeScene();
  ({ customer, seller } = scene);
  conversationId = scene.conversation.id;
  await say(customer, conversationId, "Is it still there?");
  await say(seller, conversationId, "Yes, it is.");
  // Another conversation, so that an order could change.
  const listingId = await makeListing(seller);
  const { conversation } = await api.call("conversation:open", customer, { listingId });
  await say(customer, conversation.id, "And this one?");
  known = await shownTo(customer);
});

const update = async (actor: Actor, change: Json) =>
  (await api.call("conversation:update", actor, { conversationId, ...change })).conversation;

/** Through the server, so that it is told. */
async function send(actor: Actor, text: string): Promise<string> {
  const id = randomUUID();
  await api.call("message:send", actor, { conversationId, id, text });
  return id;
}

const mutedUntil = "2030-01-01T00:00:00.000Z";
const personal = [
  { pinned: true },
  { mutedUntil },
  { archived: true },
  { archived: false, pinned: false, mutedUntil: null },
];
const notes = [{ tags: ["regular", "haggles"] }, { priority: "URGENT" }, { tags: [], priority: "LOW" }];

/** Everything that somebody can ask about their conversations, and all that comes along with an answer. */
async function look(actor: Actor) {
  const asked: [CommandName, Json][] = [
    ["conversation:get", { conversationId }],
    ["conversation:list", {}],
    ["conversation:list", { status: "ARCHIVED" }],
    ["conversation:list", { pinned: true }],
    ["conversation:list", { tag: "regular" }],
    ["conversation:list", { priority: "URGENT" }],
    ["conversation:list", { waiting: true }],
    ["conversation:list", { unread: true }],
    ["conversation:changes", { conversationId, since: 0 }],
    ["conversation:changes", { conversationId, since: known.rev }],
    ["message:list", { conversationId }],
    ["message:search", { q: "still" }],
    ["me:unread", {}],
  ];
  const answers = [];
  for (const [name, input] of asked) {
    const { status, text, headers } = await api.request(name, actor, input);
    const { date: _, "x-request-id": __, ...rest } = Object.fromEntries(headers);
    answers.push({ name, input, status, text, headers: rest });
  }
  const { serverTime: _, ...synced } = await api.call("sync", actor, {
    conversations: [{ id: conversationId, rev: known.rev, ownRev: known.ownRev }],
  });
  return { answers, synced };
}

const changed = (client: Client) =>
  client.all("conversation:changed").filter((fact) => fact.conversationId === conversationId);

/** All that was told until a message that is sent now, which itself is left out. */
async function toldUntilNow(client: Client): Promise<{ names: string[]; next: FactMap["message:sent"] }> {
  const id = await send(seller, "By the way");
  const next = await client.fact("message:sent", ({ message }) => message.id === id);
  const at = client.told.findIndex(({ payload }) => payload === next);
  return { names: client.told.slice(0, at).map(({ name }) => name), next };
}

describe("what the seller's side does for itself", () => {
  it("shows the customer nothing: no answer, header, order, revision or fact is different", async () => {
    const client = await connect(server.url, customer);
    const before = await look(customer);
    for (const change of [...notes, ...personal]) await update(seller, change);
    await update(admin, { tags: ["checked"], priority: "HIGH" });
    await update(seller, { tags: [], pinned: true, archived: true });
    expect(await look(customer)).toEqual(before);
    const { names, next } = await toldUntilNow(client);
    expect(names).toEqual(["session:ready"]);
    expect(next).toMatchObject({
      rev: known.rev + 1,
      conversation: { rev: known.rev + 1, ownRev: known.ownRev },
    });
  });

  it("shows the customer only the rest of a change that has something for both", async () => {
    const client = await connect(server.url, customer);
    await update(seller, { status: "ARCHIVED", tags: ["later"], pinned: true });
    const fact = await client.fact("conversation:changed");
    expect(fact).toMatchObject({ rev: known.rev + 1, conversation: { status: "ARCHIVED", tags: [] } });
    expect(fact.conversation).toMatchObject({ ownRev: known.ownRev, pinnedAt: null });
    expect(fact).not.toHaveProperty("isOwn");
  });

  it("is told to the seller's other tabs, with the same revision and a higher ownRev", async () => {
    const [acting, other] = await Promise.all([connect(server.url, seller), connect(server.url, seller)]);
    for (const change of [...notes, ...personal])
      await acting.call("conversation:update", { conversationId, ...change });
    const count = notes.length + personal.length;
    for (const client of [acting, other]) {
      await client.until("all changes", () => changed(client).length === count);
      expect(changed(client).map(({ conversation }) => conversation.ownRev)).toEqual(
        Array.from({ length: count }, (_, index) => known.ownRev + index + 1),
      );
      for (const fact of changed(client)) expect(fact).toMatchObject({ rev: known.rev, isOwn: true });
      expect(changed(client).at(-1)?.conversation).toEqual(await shownTo(seller));
    }
  });

  it("reaches a member of the moderators where it is a note, and nobody where it is the seller's alone", async () => {
    await prisma().member.create({ data: { conversationId, userId: admin.userId, role: "ADMIN" } });
    const client = await connect(server.url, admin);
    for (const change of personal) await update(seller, change);
    await update(seller, { tags: ["regular"] });
    const fact = await client.fact("conversation:changed");
    expect(fact).toMatchObject({
      isOwn: true,
      conversation: { tags: ["regular"], pinnedAt: null, ownRev: 1 },
    });
  });

  it("comes along with the next message, which no copy of the row may hide", async () => {
    const client = await connect(server.url, seller);
    await send(customer, "One");
    const { ownRev } = await update(seller, { tags: ["regular"], pinned: true });
    const id = await send(customer, "Two");
    const { conversation } = await client.fact("message:sent", ({ message }) => message.id === id);
    expect(conversation).toEqual(await shownTo(seller));
    expect(conversation).toMatchObject({ ownRev, tags: ["regular"], pinnedAt: expect.any(String) });
  });
});

describe("what the customer does for themselves", () => {
  it("shows the seller nothing, and reaches the customer's other tabs", async () => {
    const [watching, own] = await Promise.all([connect(server.url, seller), connect(server.url, customer)]);
    known = await shownTo(seller);
    const before = await look(seller);
    for (const change of personal) await update(customer, change);
    expect(await look(seller)).toEqual(before);
    await own.until("all changes", () => changed(own).length === personal.length);
    expect((await toldUntilNow(watching)).names).toEqual(["session:ready"]);
    expect((await shownTo(customer)).ownRev).toBe(personal.length);
  });
});

describe("catching up", () => {
  const sync = async (actor: Actor, named: { rev: number; ownRev?: number }) => {
    const { conversations } = await api.call("sync", actor, {
      conversations: [{ id: conversationId, ...named }],
    });
    return conversations;
  };

  it("brings a change that only the caller's side sees, without messages, and then no more", async () => {
    const { rev, ownRev } = await shownTo(seller);
    expect(await sync(seller, { rev, ownRev })).toEqual([]);
    const conversation = await update(seller, { tags: ["regular"], pinned: true });
    expect(await sync(seller, { rev, ownRev })).toMatchObject([{ conversation, messages: [], reset: false }]);
    expect(await sync(seller, { rev, ownRev: conversation.ownRev })).toEqual([]);
  });

  it("brings it to programs that only know of rev, too", async () => {
    const { rev } = await shownTo(seller);
    expect(await sync(seller, { rev })).toEqual([]);
    const conversation = await update(seller, { archived: true });
    expect(await sync(seller, { rev })).toMatchObject([{ conversation, messages: [], reset: false }]);
    const changes = await api.call("conversation:changes", seller, { conversationId, since: rev });
    expect(changes).toMatchObject({ conversation, messages: [], reset: false });
  });

  it("brings new notes to an admin who is no member, and nothing of the seller's own", async () => {
    const { rev, ownRev } = await shownTo(admin);
    await update(seller, { pinned: true });
    expect(await sync(admin, { rev, ownRev })).toEqual([]);
    await update(seller, { priority: "URGENT" });
    expect(await sync(admin, { rev, ownRev })).toMatchObject([{ conversation: { priority: "URGENT" } }]);
  });
});
