// Answers never reveal that an inaccessible object exists: a foreign id and an unknown id get answers that are equal
// byte for byte.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Actor } from "../../../lib/contract/actor";
import type { CommandName } from "../../../lib/contract/commands";
import { openConversation } from "../../../lib/domain/conversation/open-conversation";
import { prisma } from "../../../lib/server/db";
import { Api, type Caller, commandNamed, type Json, routed } from "../../helpers/api";
import { makeListing, makeUser, say } from "../../helpers/people";
import { makeWorld, samples } from "../../helpers/samples";
import { testServer } from "../../helpers/server";
import { type Leaf, leavesOf, withValue } from "../../helpers/spoil";

const server = testServer();
const api = new Api(server);

/** Listings are public, and so are their sellers. */
const isPublic = ({ keys }: Leaf) => ["listingId", "sellerId"].includes(String(keys[0]));
/** The id of a new object, which its author chooses. */
const isChosen = ({ keys }: Leaf, name: CommandName) =>
  keys.at(-1) === "id" && !name.startsWith("quick-reply");

function hiddenIds(name: CommandName, input: Json): Leaf[] {
  const isId = ({ value }: Leaf) => /^[0-9a-f-]{36}$/.test(String(value));
  return leavesOf(commandNamed(name), input).filter(
    (leaf) => isId(leaf) && !isPublic(leaf) && !isChosen(leaf, name),
  );
}

/** Removes the repeated id and the time. */
const plain = (text: string, id: unknown) =>
  text.replaceAll(String(id), "ID").replace(/"serverTime":"[^"]+"/, "");

async function expectAlike(name: CommandName, caller: Caller, input: Json, leaf: Leaf, foreignId: unknown) {
  const absentId = randomUUID();
  const foreign = await api.request(name, caller, withValue(input, leaf.keys, foreignId));
  const absent = await api.request(name, caller, withValue(input, leaf.keys, absentId));
  const what = `${name} with a foreign ${leaf.keys.join(".")}: ${foreign.text}`;
  expect(plain(foreign.text, foreignId), what).toBe(plain(absent.text, absentId));
  expect(foreign.status, what).toBe(absent.status);
  expect(foreign.body.ok && !/list|search|presence|sync/.test(name), what).toBe(false);
}

describe("strangers cannot tell a foreign id from an absent one", () => {
  it.each(routed)("by %s", async (name) => {
    const world = await makeWorld();
    for (const { input } of await samples[name](world)) {
      for (const leaf of hiddenIds(name, input as Json)) {
        for (const stranger of [world.strangers.customer, world.strangers.seller]) {
          await expectAlike(name, stranger, input as Json, leaf, leaf.value);
        }
      }
    }
  });
});

describe("users with objects of their own cannot tell either", () => {
  it.each(routed)("by %s", async (name) => {
    const [own, other] = await Promise.all([makeWorld(), makeWorld()]);
    const foreign = await samples[name](other);
    for (const [index, { caller, input }] of (await samples[name](own)).entries()) {
      const foreignInput = (foreign[index]?.input ?? {}) as Json;
      for (const leaf of hiddenIds(name, input as Json)) {
        const twin = leavesOf(commandNamed(name), foreignInput).find(
          ({ keys }) => keys.join() === leaf.keys.join(),
        );
        await expectAlike(name, caller, input as Json, leaf, twin?.value);
      }
    }
  });
});

describe("hidden objects", () => {
  const expectSame = async (
    name: CommandName,
    caller: Actor,
    field: string,
    foreign: string,
    rest: Json = {},
  ) => {
    const [real, absent] = await Promise.all(
      [foreign, randomUUID()].map((id) => api.request(name, caller, { ...rest, [field]: id })),
    );
    expect(real?.text).toBe(absent?.text);
    return real?.body;
  };

  it("a hidden listing is not_found to everyone but its owner", async () => {
    const { seller, strangers } = await makeWorld();
    const listingId = await makeListing(seller, "Secret");
    await api.call("listing:update", seller, { listingId, status: "HIDDEN" });
    for (const stranger of [strangers.customer, strangers.seller]) {
      await expectSame("listing:get", stranger, "listingId", listingId);
      await expectSame("listing:update", stranger, "listingId", listingId, { title: "Mine" });
      await expectSame("conversation:open", stranger, "listingId", listingId);
      const { items } = await api.call("listing:list", stranger, { sellerId: seller.userId });
      expect(items.map(({ id }) => id)).not.toContain(listingId);
    }
    expect((await api.call("listing:get", seller, { listingId })).listing.status).toBe("HIDDEN");
  });

  it("people are not found by guessing ids", async () => {
    const { customer, strangers } = await makeWorld();
    const idle = await makeUser("SELLER", "Without listings");
    for (const person of [customer.userId, idle.userId]) {
      await expectSame("conversation:open", strangers.customer, "sellerId", person);
      await expectSame("conversation:open", strangers.customer, "customerId", person);
      await expectSame("conversation:open", strangers.seller, "customerId", person);
      await expectSame("conversation:open", strangers.seller, "sellerId", person);
      await expectSame("conversation:list", strangers.seller, "customerId", person);
      const { items } = await api.call("presence:get", strangers.seller, { userIds: [person] });
      expect(items).toEqual([]);
    }
  });

  it("a conversation that a member has left is foreign to them", async () => {
    const { customer, conversation, message } = await makeWorld();
    const place = { conversationId: conversation.id, userId: customer.userId };
    await prisma().member.update({ where: { conversationId_userId: place }, data: { leftAt: new Date() } });
    await expectSame("conversation:get", customer, "conversationId", conversation.id);
    await expectSame("conversation:changes", customer, "conversationId", conversation.id, { since: 0 });
    await expectSame("message:list", customer, "conversationId", conversation.id);
    await expectSame("message:edit", customer, "messageId", message.id, { text: "Changed" });
    expect((await api.call("conversation:list", customer, {})).items).toEqual([]);
    expect((await api.call("message:search", customer, { q: "still" })).items).toEqual([]);
  });

  it("messages of other conversations are not found by search, lists or sync", async () => {
    const { customer, seller, strangers } = await makeWorld();
    const listingId = await makeListing(seller, "Bicycle");
    const { data } = await openConversation(customer, { listingId });
    await say(customer, data.conversation.id, "xylophone");
    for (const stranger of [strangers.customer, strangers.seller]) {
      expect((await api.call("message:search", stranger, { q: "xylophone" })).items).toEqual([]);
      expect((await api.call("conversation:list", stranger, { search: "xylophone" })).items).toEqual([]);
      expect((await api.call("conversation:list", stranger, { search: "bicycle" })).items).toEqual([]);
      expect(await api.call("me:unread", stranger, {})).toMatchObject({ messages: 0, conversations: 0 });
    }
  });
});
