// Conversations over HTTP, exactly as the contract says: opening, listing, changing, blocking.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Actor } from "../../../lib/contract/actor";
import { prisma } from "../../../lib/server/db";
import { Api, type Json } from "../../helpers/api";
import { makeListing, makeScene, makeUser, say } from "../../helpers/people";
import { makeWorld } from "../../helpers/samples";
import { testServer } from "../../helpers/server";

const server = testServer();
const api = new Api(server);
const outgoing = (text: string) => ({ id: randomUUID(), text });

/** The ids in a user's filtered list. */
async function listed(caller: Actor, filter: Json = {}): Promise<string[]> {
  const { items } = await api.call("conversation:list", caller, filter);
  return items.map(({ id }) => id);
}

/** A seller with this many conversations, each with its own customer and listing, the newest last. */
async function makeInbox(count: number) {
  const seller = await makeUser("SELLER");
  const rows = [];
  for (let index = 0; index < count; index++) {
    const customer = await makeUser("CUSTOMER", `Customer number ${index}`);
    const listingId = await makeListing(seller, `Thing ${index}`);
    const message = outgoing(`About thing ${index}`);
    const { conversation } = await api.call("conversation:open", customer, { listingId, message });
    rows.push({ customer, listingId, id: conversation.id });
  }
  return { seller, rows, ids: rows.map(({ id }) => id) };
}

describe("opening", () => {
  it("returns the conversation with every field of the contract", async () => {
    const [customer, seller] = await Promise.all([makeUser("CUSTOMER"), makeUser("SELLER")]);
    const listingId = await makeListing(seller, "Blue van");
    const message = outgoing("Is it still there?");
    const data = await api.call("conversation:open", customer, { listingId, message });
    expect(data.created).toBe(true);
    expect(Object.keys(data.conversation)).toEqual(
      expect.arrayContaining(
        [
          "id",
          "rev",
          "seq",
          "subject",
          "customer",
          "seller",
          "status",
          "priority",
          "tags",
          "isFlagged",
        ].concat(["lastMessage", "unread", "readSeq", "members", "archivedAt", "pinnedAt", "mutedUntil"]),
      ),
    );
    expect(data.conversation).toMatchObject({
      rev: 1,
      seq: 1,
      subject: {
        kind: "listing",
        id: listingId,
        title: "Blue van",
        priceMinor: 125_000,
        currency: "EUR",
        photoUrl: null,
        status: "ACTIVE",
      },
      customer: { id: customer.userId, name: customer.name, avatarUrl: null },
      seller: { id: seller.userId, name: seller.name, avatarUrl: null },
      status: "ACTIVE",
      priority: "NORMAL",
      tags: [],
      isFlagged: false,
      unread: 0,
      readSeq: 0,
    });
    expect(data.message).toMatchObject({ id: message.id, seq: 1, text: message.text });
  });

  it("again returns the same conversation, and a conversation without messages is in no list", async () => {
    const { customer, seller, listingId, conversation } = await makeScene();
    const again = await api.call("conversation:open", customer, { listingId });
    expect(again).toMatchObject({ created: false, message: null, conversation: { id: conversation.id } });
    expect([await listed(customer), await listed(seller)]).toEqual([[], []]);
    await api.call("conversation:open", customer, { listingId, message: outgoing("Hello") });
    expect([await listed(customer), await listed(seller)]).toEqual([[conversation.id], [conversation.id]]);
  });

  it("again returns it to its customer even if the listing has been hidden since", async () => {
    const [customer, late, seller] = await Promise.all([
      makeUser("CUSTOMER"),
      makeUser("CUSTOMER"),
      makeUser("SELLER"),
    ]);
    const listingId = await makeListing(seller);
    const message = outgoing("Hello");
    const first = await api.call("conversation:open", customer, { listingId, message });
    await api.call("listing:update", seller, { listingId, status: "HIDDEN" });
    const again = await api.call("conversation:open", customer, { listingId, message });
    expect(again).toMatchObject({ created: false, conversation: { id: first.conversation.id } });
    expect(again.message?.seq).toBe(1);
    const { body } = await api.request("conversation:open", late, { listingId, message: outgoing("Hello") });
    expect(body).toMatchObject({ error: { code: "not_found" } });
  });

  it("about a deal, or without a subject, creates separate conversations", async () => {
    const { customer, seller, conversation, listingId } = await makeScene();
    const parties = { customerId: customer.userId, sellerId: seller.userId };
    const money = { totalMinor: 9_900, currency: "EUR" };
    const deal = await prisma().deal.create({ data: { ...parties, ...money, listingId, kind: "BOOKING" } });
    const about = await api.call("conversation:open", seller, { dealId: deal.id });
    expect(about.conversation.subject).toMatchObject({ kind: "booking", id: deal.id, priceMinor: 9_900 });
    const direct = await api.call("conversation:open", seller, { customerId: customer.userId });
    expect(direct.conversation.subject).toMatchObject({ kind: "direct", id: null, title: null });
    const fromCustomer = await api.call("conversation:open", customer, { sellerId: seller.userId });
    expect(fromCustomer.conversation.id).toBe(direct.conversation.id);
    expect(new Set([conversation.id, about.conversation.id, direct.conversation.id]).size).toBe(3);
  });

  it("keeps the listing's data from the time of first contact", async () => {
    const { customer, seller, listingId, conversation } = await makeScene();
    await api.call("listing:update", seller, { listingId, title: "Now in red", priceMinor: 1 });
    const { conversation: after } = await api.call("conversation:get", customer, {
      conversationId: conversation.id,
    });
    expect(after.subject).toEqual(conversation.subject);
  });
});

describe("listing", () => {
  it("shows the newest activity first, with everything that a row needs", async () => {
    const { seller, rows, ids } = await makeInbox(3);
    expect(await listed(seller)).toEqual([...ids].reverse());
    const [first] = rows;
    if (!first) throw new Error("There are three.");
    await say(first.customer, first.id, "Still interested");
    const { items } = await api.call("conversation:list", seller, {});
    expect(items.map(({ id }) => id)).toEqual([first.id, ids[2], ids[1]]);
    expect(items[0]).toMatchObject({
      unread: 2,
      lastMessage: { senderId: first.customer.userId, type: "TEXT", preview: "Still interested" },
    });
  });

  it.each([1, 2, 3, 7])("in pages of %d loses and repeats nothing", async (limit) => {
    const { seller, ids } = await makeInbox(7);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await api.call("conversation:list", seller, { limit, cursor });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([...ids].reverse());
  });

  it("filters by every field that the contract names", async () => {
    const { seller, rows, ids } = await makeInbox(4);
    const [a = "", b = "", c = "", d = ""] = ids;
    const update = (conversationId: string, change: Json) =>
      api.call("conversation:update", seller, { conversationId, ...change });
    await update(a, { tags: ["urgent", "van"], pinned: true });
    await update(b, { priority: "HIGH" });
    await update(c, { status: "ENDED" });
    await update(d, { archived: true });
    await prisma().conversation.update({ where: { id: b }, data: { isFlagged: true } });
    await api.call("conversation:read", seller, { conversationId: a, seq: 1 });
    expect(await listed(seller)).toEqual([c, b, a]);
    expect(await listed(seller, { status: "ACTIVE" })).toEqual([b, a]);
    expect(await listed(seller, { status: "ENDED" })).toEqual([c]);
    expect(await listed(seller, { status: "ARCHIVED" })).toEqual([d]);
    expect(await listed(seller, { status: "BLOCKED" })).toEqual([]);
    // The archived conversation counts as unread as well, so it is listed here.
    expect(await listed(seller, { unread: true })).toEqual([d, c, b]);
    expect(await listed(seller, { unread: false })).toEqual([a]);
    expect(await listed(seller, { flagged: true })).toEqual([b]);
    expect(await listed(seller, { flagged: false })).toEqual([c, a]);
    expect(await listed(seller, { pinned: true })).toEqual([a]);
    expect(await listed(seller, { tag: "van" })).toEqual([a]);
    expect(await listed(seller, { tag: "va" })).toEqual([]);
    expect(await listed(seller, { priority: "HIGH" })).toEqual([b]);
    expect(await listed(seller, { listingId: rows[2]?.listingId })).toEqual([c]);
    expect(await listed(seller, { customerId: rows[1]?.customer.userId })).toEqual([b]);
    expect(await listed(seller, { sellerId: seller.userId })).toEqual([c, b, a]);
    expect(await listed(seller, { unread: true, priority: "HIGH", status: "ACTIVE" })).toEqual([b]);
  });

  it("searches people, listings and messages", async () => {
    const { seller, ids } = await makeInbox(3);
    const [a = "", b = "", c = ""] = ids;
    expect(await listed(seller, { search: "number 1" })).toEqual([b]);
    expect(await listed(seller, { search: "THING 2" })).toEqual([c]);
    expect(await listed(seller, { search: "about thi" })).toEqual([c, b, a]);
    expect(await listed(seller, { search: "submarine" })).toEqual([]);
    expect(await listed(seller, { search: "%" })).not.toContain("error");
  });
});

describe("changing", () => {
  it("priority, tags and status is for the seller; each member changes their own settings", async () => {
    const { customer, seller, conversation } = await makeWorld();
    const conversationId = conversation.id;
    const mutedUntil = "2031-05-06T07:08:09+02:00";
    const { conversation: changed } = await api.call("conversation:update", seller, {
      conversationId,
      priority: "URGENT",
      tags: ["b", "a", "b"],
      archived: true,
      pinned: true,
      mutedUntil,
    });
    expect(changed).toMatchObject({
      priority: "URGENT",
      tags: ["b", "a"],
      mutedUntil: "2031-05-06T05:08:09.000Z",
    });
    expect([changed.archivedAt, changed.pinnedAt]).toEqual([expect.any(String), expect.any(String)]);
    const { conversation: seen } = await api.call("conversation:get", customer, { conversationId });
    expect(seen).toMatchObject({
      priority: "NORMAL",
      tags: [],
      archivedAt: null,
      pinnedAt: null,
      mutedUntil: null,
    });
    expect(
      await api.refusal("conversation:update", customer, { conversationId, priority: "LOW" }),
    ).toMatchObject({
      code: "forbidden",
    });
    const { conversation: undone } = await api.call("conversation:update", seller, {
      conversationId,
      tags: [],
      archived: false,
      pinned: false,
      mutedUntil: null,
    });
    expect(undone).toMatchObject({ tags: [], archivedAt: null, pinnedAt: null, mutedUntil: null });
    expect(undone.rev).toBe(changed.rev);
    expect(undone.ownRev).toBeGreaterThan(changed.ownRev);
  });

  it("to ENDED closes it for both, and to ACTIVE reopens it", async () => {
    const { customer, seller, conversation } = await makeWorld();
    const conversationId = conversation.id;
    await api.call("conversation:update", seller, { conversationId, status: "ENDED" });
    for (const caller of [customer, seller]) {
      const refused = await api.refusal("message:send", caller, { conversationId, ...outgoing("Hello?") });
      expect(refused.code).toBe("blocked");
    }
    await api.call("conversation:update", seller, { conversationId, status: "ACTIVE" });
    await api.call("message:send", customer, { conversationId, ...outgoing("Hello again") });
  });

  it("to archived lasts until the next message", async () => {
    const { customer, seller, conversation } = await makeWorld();
    await api.call("conversation:update", seller, { conversationId: conversation.id, archived: true });
    expect([await listed(seller), await listed(customer)]).toEqual([[], [conversation.id]]);
    await say(customer, conversation.id, "One more thing");
    expect(await listed(seller)).toEqual([conversation.id]);
  });
});

describe("blocking", () => {
  it("closes every conversation of the two, and only the blocker can lift it", async () => {
    const { customer, seller, conversation, message } = await makeWorld();
    const conversationId = conversation.id;
    const other = await api.call("conversation:open", customer, {
      listingId: await makeListing(seller),
      message: outgoing("And this one?"),
    });
    const blocked = await api.call("conversation:block", customer, { conversationId });
    expect(blocked.conversation.status).toBe("BLOCKED");
    for (const id of [conversationId, other.conversation.id]) {
      for (const caller of [customer, seller]) {
        const sent = await api.refusal("message:send", caller, { conversationId: id, ...outgoing("Hello?") });
        expect(sent.code).toBe("blocked");
      }
    }
    const edit = { messageId: message.id, text: "Changed" };
    expect((await api.refusal("message:edit", customer, edit)).code).toBe("blocked");
    const listingId = await makeListing(seller);
    expect((await api.refusal("conversation:open", customer, { listingId })).code).toBe("blocked");
    expect((await api.refusal("conversation:unblock", seller, { conversationId })).code).toBe("forbidden");
    const lifted = await api.call("conversation:unblock", customer, { conversationId });
    expect(lifted.conversation.status).toBe("ACTIVE");
    await api.call("message:send", seller, { conversationId: other.conversation.id, ...outgoing("Fine") });
  });
});
