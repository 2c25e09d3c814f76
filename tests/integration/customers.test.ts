import { describe, expect, it } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import type { Customer } from "../../lib/contract/entities";
import { limits } from "../../lib/contract/limits";
import { readConversation } from "../../lib/domain/conversation/move-watermark";
import { openConversation } from "../../lib/domain/conversation/open-conversation";
import { getCustomer } from "../../lib/domain/customer/get-customer";
import { listCustomers } from "../../lib/domain/customer/list-customers";
import { prisma } from "../../lib/server/db";
import { testDatabase } from "../helpers/database";
import { makeListing, makeUser, say } from "../helpers/people";

testDatabase();

type Input = Parameters<typeof listCustomers>[1];
const list = async (seller: Actor, input: Input = {}) => (await listCustomers(seller, input)).data.items;
const names = async (seller: Actor, input: Input = {}) => (await list(seller, input)).map(({ name }) => name);

async function talk(customer: Actor, seller: Actor, ...texts: string[]): Promise<string> {
  const { data } = await openConversation(customer, { listingId: await makeListing(seller) });
  for (const text of texts) await say(customer, data.conversation.id, text);
  return data.conversation.id;
}

type Deal = { totalMinor?: number; currency?: string; status?: "PENDING" | "COMPLETED" | "CANCELLED" };

const buy = (
  customer: Actor,
  seller: Actor,
  { totalMinor = 1_000, currency = "EUR", status = "COMPLETED" }: Deal = {},
) =>
  prisma().deal.create({
    data: {
      kind: "ORDER",
      customerId: customer.userId,
      sellerId: seller.userId,
      totalMinor,
      currency,
      status,
    },
  });

const change = (customer: Actor, data: object) =>
  prisma().user.update({ where: { id: customer.userId }, data });

describe("a seller's customers", () => {
  it("are the people with a deal, a conversation or an invitation, each listed once", async () => {
    const seller = await makeUser("SELLER");
    const [buyer, talker, invited, silent, both] = (await Promise.all(
      ["buyer", "talker", "invited", "silent", "both"].map((name) => makeUser("CUSTOMER", name)),
    )) as [Actor, Actor, Actor, Actor, Actor];
    await makeUser("CUSTOMER", "stranger");
    await buy(buyer, seller, { status: "CANCELLED" });
    await talk(talker, seller, "hello");
    await change(invited, { invitedById: seller.userId });
    await talk(silent, seller);
    await Promise.all([
      buy(both, seller),
      talk(both, seller, "hello"),
      change(both, { invitedById: seller.userId }),
    ]);
    expect(await names(seller)).toEqual(["both", "buyer", "invited", "talker"]);
    await talk(silent, seller, "now I speak");
    expect(await names(seller)).toContain("silent");
  });

  it("include this seller's deals, newest conversation and unread count only", async () => {
    const [seller, other] = await Promise.all([makeUser("SELLER"), makeUser("SELLER")]);
    const customer = await makeUser("CUSTOMER");
    const lastSeenAt = new Date("2026-02-03T04:05:06.789Z");
    await change(customer, { phone: "+49 151 2345678", lastSeenAt, avatarUrl: "/demo/someone.svg" });
    await buy(customer, seller, { totalMinor: 500 });
    await buy(customer, seller, { totalMinor: 700, status: "PENDING" });
    await buy(customer, seller, { totalMinor: 90_000, currency: "USD" });
    await buy(customer, seller, { totalMinor: 100_000, status: "CANCELLED" });
    await buy(customer, other, { totalMinor: 1_000_000 });
    const older = await talk(customer, seller, "one", "two");
    const newest = await talk(customer, seller, "three");
    await talk(customer, seller);
    await talk(customer, other, "four", "five", "six");
    const { email, createdAt } = await prisma().user.findUniqueOrThrow({ where: { id: customer.userId } });
    const expected: Customer = {
      id: customer.userId,
      name: customer.name,
      email,
      phone: "+49 151 2345678",
      avatarUrl: "/demo/someone.svg",
      deals: 3,
      spentMinor: 1_200,
      currency: "EUR",
      lastSeenAt: lastSeenAt.toISOString(),
      joinedAt: createdAt.toISOString(),
      conversationId: newest,
      unread: 3,
    };
    expect(await list(seller)).toEqual([expected]);
    await readConversation(seller, { conversationId: older, seq: 2 });
    expect(await list(seller)).toEqual([{ ...expected, unread: 1 }]);
    expect(await list(other)).toMatchObject([{ deals: 1, spentMinor: 1_000_000, unread: 3 }]);
  });

  it("without deals or conversations show empty values", async () => {
    const seller = await makeUser("SELLER");
    const customer = await makeUser("CUSTOMER");
    await buy(customer, seller, { status: "CANCELLED" });
    const empty = { deals: 0, spentMinor: 0, currency: null, conversationId: null, unread: 0 };
    expect(await list(seller)).toMatchObject([empty]);
  });

  it("never include an admin who writes to a seller", async () => {
    const [seller, admin] = await Promise.all([makeUser("SELLER"), makeUser("ADMIN")]);
    await openConversation(admin, {
      sellerId: seller.userId,
      message: { id: crypto.randomUUID(), type: "TEXT", text: "A word from the desk" },
    });
    expect(await list(seller)).toEqual([]);
  });

  it("are found by parts of name, email and phone, in any case and any grouping of digits", async () => {
    const seller = await makeUser("SELLER");
    const [zoe, ben] = await Promise.all([
      makeUser("CUSTOMER", "Zoë Lindholm"),
      makeUser("CUSTOMER", "Ben_Weber"),
    ]);
    await change(zoe, { phone: "+49 (151) 234-5678", email: `zoe-${zoe.userId}@shop.test` });
    for (const customer of [zoe, ben]) await buy(customer, seller);
    expect(await names(seller, { search: "lind ZOË" })).toEqual(["Zoë Lindholm"]);
    expect(await names(seller, { search: "@SHOP.test" })).toEqual(["Zoë Lindholm"]);
    expect(await names(seller, { search: "491512345678" })).toEqual(["Zoë Lindholm"]);
    expect(await names(seller, { search: "(151) 234" })).toEqual(["Zoë Lindholm"]);
    expect(await names(seller, { search: "_" })).toEqual(["Ben_Weber"]);
    expect(await names(seller, { search: "zoë weber" })).toEqual([]);
    expect(await names(seller, { search: " " })).toHaveLength(2);
  });
});

describe("the order of customers", () => {
  const sorts = ["name", "recent", "deals", "spent"] as const;

  async function pages(seller: Actor, sort: (typeof sorts)[number]): Promise<string[]> {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { data } = await listCustomers(seller, { sort, limit: 2, cursor });
      expect(data.items.length).toBeGreaterThan(0);
      seen.push(...data.items.map(({ name }) => name));
      cursor = data.nextCursor ?? undefined;
    } while (cursor);
    return seen;
  }

  it("is by name, last seen, deals or spend, and pages list everyone once, even with equal values", async () => {
    const seller = await makeUser("SELLER");
    const people = await Promise.all(
      ["cy", "Ann", "bo", "Dee", "eve"].map((name) => makeUser("CUSTOMER", name)),
    );
    for (const [index, customer] of people.entries()) {
      await change(customer, {
        invitedById: seller.userId,
        lastSeenAt: index < 3 ? new Date(index * 1000) : null,
      });
      for (let i = 0; i < index % 3; i++) await buy(customer, seller, { totalMinor: 900 - index * 100 });
    }
    expect(await pages(seller, "name")).toEqual(["Ann", "bo", "cy", "Dee", "eve"]);
    expect((await pages(seller, "recent")).slice(0, 3)).toEqual(["bo", "Ann", "cy"]);
    expect((await pages(seller, "deals")).slice(0, 1)).toEqual(["bo"]);
    expect((await pages(seller, "spent")).slice(0, 3)).toEqual(["bo", "Ann", "eve"]);
    for (const sort of sorts)
      expect((await pages(seller, sort)).toSorted()).toEqual(["Ann", "Dee", "bo", "cy", "eve"]);
  });

  it("pages through names of the maximum length", async () => {
    const seller = await makeUser("SELLER");
    const longest = "\u{1F600}".repeat(80);
    for (let i = 0; i < 5; i++) await buy(await makeUser("CUSTOMER", longest), seller);
    expect(await pages(seller, "name")).toHaveLength(5);
    const { data } = await listCustomers(seller, { limit: 2 });
    expect(data.nextCursor?.length).toBeLessThanOrEqual(400);
  });

  it("refuses a cursor of another list", async () => {
    const seller = await makeUser("SELLER");
    for (const key of ["a name", "\0", -1, 1e300, null]) {
      const cursor = btoa(JSON.stringify([key, crypto.randomUUID()]));
      for (const sort of sorts) {
        const answer = listCustomers(seller, { sort, cursor }).then(() => null);
        await answer.catch((error) => expect(error).toMatchObject({ code: "invalid_input" }));
      }
    }
    const cursor = btoa(JSON.stringify(["a name", crypto.randomUUID()]));
    await expect(listCustomers(seller, { sort: "recent", cursor })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});

describe("one customer", () => {
  const get = async (seller: Actor, customerId: string) => (await getCustomer(seller, { customerId })).data;

  it("is shown as in the list, with their newest deals and the deals' subjects", async () => {
    const [seller, other] = await Promise.all([makeUser("SELLER"), makeUser("SELLER")]);
    const customer = await makeUser("CUSTOMER");
    await talk(customer, seller, "hello");
    const listingId = await makeListing(seller, "Round table");
    const [order] = await Promise.all([buy(customer, seller, { totalMinor: 700 }), buy(customer, other)]);
    const parties = { customerId: customer.userId, sellerId: seller.userId, listingId };
    const scheduledAt = new Date("2030-05-06T07:08:09.000Z");
    const createdAt = new Date(order.createdAt.getTime() + 1_000);
    const booking = await prisma().deal.create({
      data: { ...parties, kind: "BOOKING", totalMinor: 900, currency: "EUR", scheduledAt, createdAt },
    });
    const found = await get(seller, customer.userId);
    expect(found.customer).toEqual((await list(seller))[0]);
    expect(found.deals).toEqual([
      {
        id: booking.id,
        kind: "BOOKING",
        status: "PENDING",
        totalMinor: 900,
        currency: "EUR",
        scheduledAt: scheduledAt.toISOString(),
        createdAt: createdAt.toISOString(),
        listing: { id: listingId, title: "Round table", photoUrl: null },
      },
      expect.objectContaining({ id: order.id, totalMinor: 700, scheduledAt: null, listing: null }),
    ]);
  });

  it("has a bounded number of deals", async () => {
    const [seller, customer] = await Promise.all([makeUser("SELLER"), makeUser("CUSTOMER")]);
    for (let i = 0; i <= limits.customerDeals; i++) await buy(customer, seller);
    const found = await get(seller, customer.userId);
    expect(found.deals).toHaveLength(limits.customerDeals);
    expect(found.customer.deals).toBe(limits.customerDeals + 1);
  });

  it("is not_found unless the list includes them", async () => {
    const [seller, other] = await Promise.all([makeUser("SELLER"), makeUser("SELLER")]);
    const [stranger, silent, invited] = await Promise.all([
      makeUser("CUSTOMER"),
      makeUser("CUSTOMER"),
      makeUser("CUSTOMER"),
    ]);
    await talk(stranger, other, "hello");
    await talk(silent, seller);
    await change(invited, { invitedById: seller.userId });
    for (const { userId } of [stranger, silent, other])
      await expect(get(seller, userId)).rejects.toMatchObject({ code: "not_found" });
    expect((await get(seller, invited.userId)).deals).toEqual([]);
  });
});
