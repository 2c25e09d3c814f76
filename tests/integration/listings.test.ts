import { describe, expect, it } from "vitest";
import type { Actor, Visitor } from "../../lib/contract/actor";
import { listingCreate, listingList } from "../../lib/contract/commands";
import type { Listing } from "../../lib/contract/entities";
import { uuidv7 } from "../../lib/contract/uuid";
import { getConversation } from "../../lib/domain/conversation/get-conversation";
import { openConversation } from "../../lib/domain/conversation/open-conversation";
import { createListing } from "../../lib/domain/listing/create-listing";
import { getListing } from "../../lib/domain/listing/get-listing";
import { listListings } from "../../lib/domain/listing/list-listings";
import { updateListing } from "../../lib/domain/listing/update-listing";
import { prisma } from "../../lib/server/db";
import { testDatabase } from "../helpers/database";
import { makeListing, makeUser } from "../helpers/people";

testDatabase();

const visit = (actor: Actor | null): Visitor => ({ actor, address: "127.0.0.1", userAgent: null });
const stranger = visit(null);
const minuteMs = 60_000;

async function offer(seller: Actor, title: string, more: object = {}): Promise<Listing> {
  const draft = { kind: "PRODUCT", title, priceMinor: 12_50, currency: "EUR", ...more };
  const { data } = await createListing(seller, listingCreate.input.parse(draft));
  return data.listing;
}

async function titles(visitor: Visitor, input: object): Promise<string[]> {
  const { data } = await listListings(visitor, listingList.input.parse(input));
  return data.items.map(({ title }) => title);
}

describe("the list of listings", () => {
  it("shows newest first, page after page, each listing once", async () => {
    const seller = await makeUser("SELLER");
    for (let i = 0; i < 7; i++) await offer(seller, `Chair ${i}`);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { data } = await listListings(stranger, { sellerId: seller.userId, limit: 3, cursor });
      seen.push(...data.items.map(({ title }) => title));
      cursor = data.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((i) => `Chair ${i}`));
  });

  it("refuses an invalid cursor", async () => {
    await expect(listListings(stranger, { cursor: "nonsense" })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  it("matches every word anywhere in the title, in any case, and treats wildcards as plain text", async () => {
    const seller = await makeUser("SELLER");
    const sellerId = seller.userId;
    for (const title of ["Écharpe 100% laine", "1000 buttons", "Mercedes-Benz 190E", "C++ primer_2"])
      await offer(seller, title);
    expect(await titles(stranger, { sellerId, search: "LAINE écharpe" })).toEqual(["Écharpe 100% laine"]);
    expect(await titles(stranger, { sellerId, search: "100%" })).toEqual(["Écharpe 100% laine"]);
    expect(await titles(stranger, { sellerId, search: "%" })).toEqual(["Écharpe 100% laine"]);
    expect(await titles(stranger, { sellerId, search: "_" })).toEqual(["C++ primer_2"]);
    expect(await titles(stranger, { sellerId, search: "c++" })).toEqual(["C++ primer_2"]);
    expect(await titles(stranger, { sellerId, search: "benz, merc" })).toEqual(["Mercedes-Benz 190E"]);
    expect(await titles(stranger, { sellerId, search: "laine buttons" })).toEqual([]);
    expect(await titles(stranger, { sellerId, search: "  " })).toHaveLength(4);
  });

  it("filters by kind, seller and status at once", async () => {
    const seller = await makeUser("SELLER");
    const sellerId = seller.userId;
    await offer(seller, "sold van", { kind: "VEHICLE", status: "SOLD" });
    await offer(seller, "van", { kind: "VEHICLE" });
    await offer(seller, "van wash", { kind: "SERVICE" });
    expect(await titles(stranger, { sellerId, kind: "VEHICLE" })).toEqual(["van", "sold van"]);
    expect(await titles(stranger, { sellerId, kind: "VEHICLE", status: "SOLD", search: "van" })).toEqual([
      "sold van",
    ]);
  });

  it("shows hidden listings only to their owner and to admins", async () => {
    const [seller, other, admin] = await Promise.all([
      makeUser("SELLER"),
      makeUser("SELLER"),
      makeUser("ADMIN"),
    ]);
    const hidden = await offer(seller, "secret", { status: "HIDDEN" });
    const input = { sellerId: seller.userId };
    expect(await titles(visit(seller), input)).toEqual(["secret"]);
    expect(await titles(visit(admin), input)).toEqual(["secret"]);
    for (const actor of [other, await makeUser("CUSTOMER"), null]) {
      expect(await titles(visit(actor), input)).toEqual([]);
      expect(await titles(visit(actor), { ...input, status: "HIDDEN" })).toEqual([]);
      await expect(getListing(visit(actor), { listingId: hidden.id })).rejects.toMatchObject({
        code: "not_found",
      });
    }
    expect((await getListing(visit(seller), { listingId: hidden.id })).data.listing).toEqual(hidden);
    await expect(getListing(stranger, { listingId: uuidv7() })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("changing a listing", () => {
  it("is allowed to its owner and to admins", async () => {
    const [seller, other, admin] = await Promise.all([
      makeUser("SELLER"),
      makeUser("SELLER"),
      makeUser("ADMIN"),
    ]);
    const { id: listingId, updatedAt } = await offer(seller, "Lamp", { attributes: { colour: "red" } });
    const changed = (await updateListing(seller, { listingId, priceMinor: 900, photos: ["/demo/lamp.svg"] }))
      .data.listing;
    expect(changed).toMatchObject({
      title: "Lamp",
      priceMinor: 900,
      attributes: { colour: "red" },
      photos: ["/demo/lamp.svg"],
    });
    expect(changed.updatedAt >= updatedAt).toBe(true);
    expect((await updateListing(seller, { listingId, priceMinor: 900 })).data.listing).toEqual(changed);
    await expect(updateListing(other, { listingId, priceMinor: 1 })).rejects.toMatchObject({
      code: "forbidden",
    });
    const customer = await makeUser("CUSTOMER");
    await expect(updateListing(customer, { listingId, priceMinor: 1 })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await updateListing(admin, { listingId, status: "HIDDEN" })).data.listing.status).toBe("HIDDEN");
    await expect(updateListing(other, { listingId, priceMinor: 1 })).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await updateListing(seller, { listingId, status: "ACTIVE" })).data.listing.priceMinor).toBe(900);
  });
});

describe("a seller's usual reply time", () => {
  /** A conversation with messages of these people, at these minutes after its beginning. */
  async function talk(
    seller: Actor,
    said: ["CUSTOMER" | "SELLER", number, kind?: "automatic"][],
    { daysAgo = 1, archived = false } = {},
  ) {
    const customer = await makeUser("CUSTOMER");
    const startMs = Date.now() - daysAgo * 24 * 60 * minuteMs;
    const at = (minutes: number) => new Date(startMs + minutes * minuteMs);
    const lastMessageAt = at(said.at(-1)?.[1] ?? 0);
    const person = { lastMessageAt, archivedAt: archived ? lastMessageAt : null };
    await prisma().conversation.create({
      data: {
        customerId: customer.userId,
        sellerId: seller.userId,
        snapshot: {},
        seq: said.length,
        rev: said.length,
        lastMessageAt,
        members: {
          create: [
            { userId: customer.userId, role: "CUSTOMER", ...person },
            { userId: seller.userId, role: "SELLER", ...person },
          ],
        },
        messages: {
          create: said.map(([senderRole, minutes, kind], index) => ({
            id: uuidv7(),
            seq: index + 1,
            rev: index + 1,
            senderRole,
            senderId: senderRole === "SELLER" ? seller.userId : customer.userId,
            text: "hello",
            ...(kind === "automatic" && { payload: { automatic: true } }),
            createdAt: at(minutes),
          })),
        },
      },
    });
  }

  async function usual(seller: Actor): Promise<number | null> {
    const listingId = await makeListing(seller);
    return (await getListing(stranger, { listingId })).data.repliesWithinMinutes;
  }

  it("is the median of the first replies, from three conversations on, including archived ones", async () => {
    const seller = await makeUser("SELLER");
    await talk(seller, [
      ["CUSTOMER", 0],
      ["SELLER", 5],
      ["CUSTOMER", 6],
      ["SELLER", 300],
    ]);
    await talk(
      seller,
      [
        ["CUSTOMER", 0],
        ["CUSTOMER", 10],
        ["SELLER", 20],
      ],
      { archived: true },
    );
    expect(await usual(seller)).toBeNull();
    await talk(seller, [
      ["SELLER", 0],
      ["CUSTOMER", 100],
      ["SELLER", 600],
    ]);
    expect(await usual(seller)).toBe(20);
  });

  it("does not count an away message as a reply", async () => {
    const seller = await makeUser("SELLER");
    for (const minutes of [30, 40, 50])
      await talk(seller, [
        ["CUSTOMER", 0],
        ["SELLER", 0, "automatic"],
        ["SELLER", minutes],
      ]);
    expect(await usual(seller)).toBe(40);
  });

  it("ignores unanswered conversations and those older than 90 days", async () => {
    const seller = await makeUser("SELLER");
    for (const minutes of [10, 12])
      await talk(seller, [
        ["CUSTOMER", 0],
        ["SELLER", minutes],
      ]);
    await talk(seller, [
      ["CUSTOMER", 0],
      ["CUSTOMER", 1],
    ]);
    await talk(
      seller,
      [
        ["CUSTOMER", 0],
        ["SELLER", 11],
      ],
      { daysAgo: 91 },
    );
    await talk(
      seller,
      [
        ["CUSTOMER", 0],
        ["SELLER", 11],
        ["CUSTOMER", 100 * 24 * 60],
      ],
      { daysAgo: 101 },
    );
    expect(await usual(seller)).toBeNull();
    await talk(
      seller,
      [
        ["CUSTOMER", 0],
        ["SELLER", 14],
      ],
      { daysAgo: 89 },
    );
    expect(await usual(seller)).toBe(12);
  });
});

describe("the subject of a conversation", () => {
  const subjectOf = async (actor: Actor, conversationId: string) =>
    (await getConversation(actor, { conversationId })).data.conversation.subject;

  it("follows the listing's status, and otherwise keeps the data of first contact", async () => {
    const seller = await makeUser("SELLER");
    const { id: listingId } = await offer(seller, "Chair");
    const other = await offer(seller, "Table");
    const customers = [await makeUser("CUSTOMER"), await makeUser("CUSTOMER")];
    const opened = await Promise.all(customers.map((each) => openConversation(each, { listingId })));
    const elsewhere = await openConversation(customers[0] as Actor, { listingId: other.id });
    const ids = opened.map(({ data }) => data.conversation.id);

    const sold = await updateListing(seller, {
      listingId,
      status: "SOLD",
      title: "Old chair",
      priceMinor: 1,
    });
    for (const [index, customer] of customers.entries()) {
      const subject = await subjectOf(customer, ids[index] ?? "");
      expect(subject).toMatchObject({ status: "SOLD", title: "Chair", priceMinor: 12_50 });
    }
    expect((await subjectOf(seller, elsewhere.data.conversation.id)).status).toBe("ACTIVE");
    const told = sold.facts?.filter(({ name }) => name === "conversation:changed") ?? [];
    expect(new Set(told.flatMap(({ to }) => ("users" in to ? to.users : [])))).toEqual(
      new Set([seller.userId, ...customers.map(({ userId }) => userId)]),
    );
    for (const { payload } of told)
      expect(payload).toMatchObject({ rev: 1, conversation: { rev: 1, subject: { status: "SOLD" } } });
    expect((await updateListing(seller, { listingId, status: "SOLD" })).facts).toEqual([]);
  });

  it("is updated by a retry after a first attempt that stopped half-way", async () => {
    const seller = await makeUser("SELLER");
    const customer = await makeUser("CUSTOMER");
    const { id: listingId } = await offer(seller, "Chair");
    const { data } = await openConversation(customer, { listingId });
    await prisma().listing.update({ where: { id: listingId }, data: { status: "RESERVED" } });
    await updateListing(seller, { listingId, status: "RESERVED" });
    expect((await subjectOf(customer, data.conversation.id)).status).toBe("RESERVED");
  });
});
