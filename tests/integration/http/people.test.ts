// People and their data over HTTP: profiles, listings, customers, presence, a seller's tools.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Actor } from "../../../lib/contract/actor";
import type { CommandName } from "../../../lib/contract/commands";
import { prisma } from "../../../lib/server/db";
import { Api, type Json } from "../../helpers/api";
import { makeListing, makeScene, makeUser, say } from "../../helpers/people";
import { makeWorld } from "../../helpers/samples";
import { testServer } from "../../helpers/server";

const api = new Api(testServer());

/** Every id of a list, page by page. */
async function allPages(
  name: CommandName,
  caller: Actor | null,
  filter: Json,
  limit: number,
): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const { body } = await api.request(name, caller, { ...filter, limit, ...(cursor ? { cursor } : {}) });
    if (!body.ok) throw new Error(JSON.stringify(body.error));
    const page = body.data as { items: { id: string }[]; nextCursor: string | null };
    expect(page.items.length).toBeLessThanOrEqual(limit);
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  return seen;
}

describe("an account", () => {
  it("is created once for an email, and shows private fields only to its owner", async () => {
    const { user, email, password } = await api.signUp("SELLER", "Mara Lind");
    expect(user).toEqual({
      id: expect.any(String),
      email,
      name: "Mara Lind",
      role: "SELLER",
      phone: null,
      avatarUrl: null,
      createdAt: expect.any(String),
    });
    const again = { email: email.toUpperCase(), password, name: "Other", role: "CUSTOMER" as const };
    expect((await api.refusal("user:create", null, again)).code).toBe("conflict");
    const { token, expiresAt, user: signedIn } = await api.call("token:create", null, { email, password });
    expect(signedIn).toEqual(user);
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
    const { user: changed } = await api.call(
      "me:update",
      { token },
      { phone: " +49 30 1 ", avatarUrl: "/demo/me.svg" },
    );
    expect(changed).toEqual({ ...user, phone: "+49 30 1", avatarUrl: "/demo/me.svg" });
    expect(await api.call("me:update", { token }, { phone: null })).toEqual({
      user: { ...changed, phone: null },
    });
    expect(await api.call("token:revoke", { token }, {})).toEqual({ revoked: true });
    expect((await api.refusal("me:get", { token }, {})).code).toBe("unauthenticated");
  });

  it("cannot be created as an admin's", async () => {
    const asked = {
      email: `a-${randomUUID()}@parley.test`,
      password: "long enough",
      name: "Eve",
      role: "ADMIN",
    };
    const { body } = await api.request("user:create", null, asked);
    expect(body).toMatchObject({ ok: false, error: { code: "invalid_input", details: [{ path: "role" }] } });
  });
});

describe("listings", () => {
  it("are created and changed by their owner, and found by kind, seller and words", async () => {
    const [seller, customer] = await Promise.all([makeUser("SELLER", "Van dealer"), makeUser("CUSTOMER")]);
    const { listing } = await api.call("listing:create", seller, {
      kind: "VEHICLE",
      title: "  Blue camper van  ",
      priceMinor: 1_250_000,
      currency: "EUR",
      attributes: { year: "2019" },
    });
    expect(listing).toMatchObject({
      sellerId: seller.userId,
      seller: { id: seller.userId, name: "Van dealer", avatarUrl: null },
      title: "Blue camper van",
      description: "",
      photos: [],
      attributes: { year: "2019" },
      status: "ACTIVE",
    });
    const { listing: cheaper } = await api.call("listing:update", seller, {
      listingId: listing.id,
      priceMinor: 1,
    });
    expect(cheaper).toEqual({ ...listing, priceMinor: 1, updatedAt: cheaper.updatedAt });
    const got = await api.call("listing:get", null, { listingId: listing.id });
    expect(got).toEqual({ listing: cheaper, repliesWithinMinutes: null });
    const found = async (filter: Json) =>
      (await api.call("listing:list", customer, filter)).items.map(({ id }) => id);
    expect(await found({ sellerId: seller.userId })).toEqual([listing.id]);
    expect(await found({ sellerId: seller.userId, kind: "SERVICE" })).toEqual([]);
    expect(await found({ sellerId: seller.userId, search: "camp VAN" })).toEqual([listing.id]);
    expect(await found({ sellerId: seller.userId, search: "boat" })).toEqual([]);
    await api.call("listing:update", seller, { listingId: listing.id, status: "SOLD" });
    expect(await found({ sellerId: seller.userId, status: "ACTIVE" })).toEqual([]);
  });

  it("page newest first without losses or duplicates, also for visitors", async () => {
    const seller = await makeUser("SELLER");
    const ids: string[] = [];
    for (let index = 0; index < 7; index++) ids.push(await makeListing(seller));
    expect(await allPages("listing:list", null, { sellerId: seller.userId }, 2)).toEqual(ids.toReversed());
  });
});

describe("customers", () => {
  it("show a seller's own records about them, in every order and page", async () => {
    const { customer, seller, conversation } = await makeScene();
    await prisma().user.update({
      where: { id: customer.userId },
      data: { name: "Ada Zimt", phone: "+49 171 234" },
    });
    const parties = { customerId: customer.userId, sellerId: seller.userId };
    const deal = { ...parties, kind: "ORDER" as const, currency: "EUR" };
    await prisma().deal.create({ data: { ...deal, totalMinor: 2_500, status: "COMPLETED" } });
    await prisma().deal.create({ data: { ...deal, totalMinor: 1_500 } });
    await prisma().deal.create({ data: { ...deal, totalMinor: 9_999, status: "CANCELLED" } });
    await say(customer, conversation.id, "Hello");
    const invited = await makeUser("CUSTOMER", "Bo Ahorn");
    await prisma().user.update({ where: { id: invited.userId }, data: { invitedById: seller.userId } });
    const { items } = await api.call("customer:list", seller, { sort: "spent" });
    expect(items).toMatchObject([
      {
        id: customer.userId,
        name: "Ada Zimt",
        email: expect.stringContaining("@"),
        phone: "+49 171 234",
        deals: 2,
        spentMinor: 4_000,
        conversationId: conversation.id,
        unread: 1,
      },
      { id: invited.userId, deals: 0, spentMinor: 0, conversationId: null, unread: 0, lastSeenAt: null },
    ]);
    for (const search of ["zim ada", "171 234", items[0]?.email ?? ""]) {
      expect((await api.call("customer:list", seller, { search })).items).toHaveLength(1);
    }
    for (const sort of ["name", "recent", "deals", "spent"]) {
      const paged = await allPages("customer:list", seller, { sort }, 1);
      expect(paged.toSorted(), sort).toEqual([customer.userId, invited.userId].toSorted());
    }
  });
});

describe("presence and typing", () => {
  it("are visible to people in a shared conversation, and to no one else", async () => {
    const { customer, seller, strangers, conversation } = await makeWorld();
    const userIds = [seller.userId, strangers.seller.userId, randomUUID()].join(",");
    const { body } = await api.send({
      method: "GET",
      path: `/api/presence?userIds=${userIds}`,
      caller: customer,
    });
    expect(body).toEqual({
      ok: true,
      data: { items: [{ userId: seller.userId, online: false, lastSeenAt: null }] },
    });
    const typing = { conversationId: conversation.id, typing: true };
    expect(await api.call("typing:set", customer, typing)).toEqual(typing);
  });
});

describe("a seller's tools", () => {
  it("store quick replies, which can be changed at both addresses", async () => {
    const seller = await makeUser("SELLER");
    const make = async (shortcut: string) =>
      (await api.call("quick-reply:create", seller, { shortcut, text: "Hi {customer}" })).quickReply;
    const [hello, bye] = [await make("hello"), await make("bye")];
    expect(await allPages("quick-reply:list", seller, {}, 1)).toEqual([bye.id, hello.id]);
    const send = (method: string, path: string, body: Json) =>
      api.send({ method, path, caller: seller, body });
    const byPath = await send("PATCH", `/api/quick-replies/${hello.id}`, { text: "Good day" });
    expect(byPath.body).toMatchObject({ data: { quickReply: { id: hello.id, text: "Good day" } } });
    const byBody = await send("PATCH", "/api/quick-replies", { id: hello.id, shortcut: "day" });
    expect(byBody.body).toMatchObject({ data: { quickReply: { shortcut: "day", text: "Good day" } } });
    expect((await send("PATCH", "/api/quick-replies", { id: hello.id, shortcut: "bye" })).status).toBe(409);
    expect((await send("DELETE", "/api/quick-replies", { id: bye.id })).body).toMatchObject({ ok: true });
    expect((await send("DELETE", `/api/quick-replies?id=${hello.id}`, {})).body).toMatchObject({ ok: true });
    expect((await send("DELETE", `/api/quick-replies/${hello.id}`, {})).status).toBe(404);
    expect(await allPages("quick-reply:list", seller, {}, 5)).toEqual([]);
  });

  it("store an away message, which is off until it is set", async () => {
    const seller = await makeUser("SELLER");
    const { awayMessage: none } = await api.call("away-message:get", seller, {});
    expect(none).toEqual({ enabled: false, text: "", timezone: "UTC", hours: [] });
    const wanted = {
      enabled: true,
      text: "Back on Monday.",
      timezone: "Europe/Berlin",
      hours: [{ day: 1, from: "09:00", to: "24:00" }],
    };
    await api.call("away-message:set", seller, wanted);
    expect(await api.call("away-message:get", seller, {})).toEqual({ awayMessage: wanted });
    const backwards = { ...wanted, hours: [{ day: 1, from: "18:00", to: "09:00" }] };
    expect((await api.refusal("away-message:set", seller, backwards)).code).toBe("invalid_input");
  });

  it("store notes on a conversation, which its customer never sees", async () => {
    const { customer, seller, conversation } = await makeWorld();
    const conversationId = conversation.id;
    for (const text of ["first", "second", "third"]) {
      await api.call("note:create", seller, { conversationId, id: randomUUID(), text });
    }
    const { items } = await api.call("note:list", seller, { conversationId, limit: 2 });
    expect(items.map(({ text, author }) => [text, author.id])).toEqual([
      ["third", seller.userId],
      ["second", seller.userId],
    ]);
    expect(await allPages("note:list", seller, { conversationId }, 1)).toHaveLength(3);
    await api.call("note:delete", seller, { conversationId, noteId: items[0]?.id ?? "" });
    expect(await allPages("note:list", seller, { conversationId }, 1)).toHaveLength(2);
    const seen = await api.request("conversation:changes", customer, { conversationId, since: 0 });
    expect(seen.text).not.toMatch(/first|second|third/);
  });
});
