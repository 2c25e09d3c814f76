// A customer's first listing turns the account into a seller's, for all its connections, tokens and sessions at once.
import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import { prisma } from "../../lib/server/db";
import { Api } from "../helpers/api";
import { makeListing, makeScene, makeUser } from "../helpers/people";
import { testServer } from "../helpers/server";
import { type Client, closeClientsAfterEach, connect } from "../helpers/sockets";

const server = testServer();
const api = new Api(server);
closeClientsAfterEach();

const bike = { kind: "PRODUCT", title: "A red bicycle", priceMinor: 120_00, currency: "EUR" } as const;
const confirmed = { ...bike, becomeSeller: true };

const stored = async ({ userId }: Actor) => {
  const [user, listings, audit] = await Promise.all([
    prisma().user.findUniqueOrThrow({ where: { id: userId } }),
    prisma().listing.count({ where: { sellerId: userId } }),
    prisma().auditEntry.count({ where: { actorId: userId, action: "user:become-seller" } }),
  ]);
  return { role: user.role, listings, audit };
};

let customer: Actor;
beforeEach(async () => {
  customer = await makeUser("CUSTOMER", "Noor Haddad");
});

describe("a first listing", () => {
  it("without the confirmation changes nothing and says what is missing", async () => {
    for (const input of [bike, { ...bike, becomeSeller: false }])
      expect(await api.refusal("listing:create", customer, input)).toMatchObject({
        code: "forbidden",
        details: [{ path: "becomeSeller" }],
      });
    expect(await stored(customer)).toEqual({ role: "CUSTOMER", listings: 0, audit: 0 });
  });

  it("with invalid input changes nothing, confirmed or not", async () => {
    const refusal = await api.refusal("listing:create", customer, { ...confirmed, priceMinor: -1 });
    expect(refusal.code).toBe("invalid_input");
    expect(await stored(customer)).toEqual({ role: "CUSTOMER", listings: 0, audit: 0 });
  });

  it("makes a confirmed customer a seller once, and publishes the listing under their name", async () => {
    const { listing } = await api.call("listing:create", customer, confirmed);
    expect(listing).toMatchObject({
      title: bike.title,
      seller: { id: customer.userId, name: customer.name },
    });
    expect((await api.call("me:get", customer, {})).user.role).toBe("SELLER");
    await api.call("listing:create", customer, bike);
    await api.call("listing:create", customer, confirmed);
    expect(await stored(customer)).toEqual({ role: "SELLER", listings: 3, audit: 1 });
  });

  it("sent twice at once makes two listings and changes the account once", async () => {
    const client = await connect(server.url, customer);
    await Promise.all([1, 2].map(() => api.call("listing:create", customer, confirmed)));
    expect(await stored(customer)).toEqual({ role: "SELLER", listings: 2, audit: 1 });
    await client.fact("account:changed");
    // Facts are ordered, so earlier ones have arrived by the time of this answer.
    await client.call("conversation:list", {});
    expect(client.all("account:changed")).toHaveLength(1);
  });

  it("is refused to admins and to suspended users, confirmed or not", async () => {
    const admin = await makeUser("ADMIN");
    expect((await api.refusal("listing:create", admin, confirmed)).code).toBe("forbidden");
    expect(await stored(admin)).toMatchObject({ role: "ADMIN", listings: 0 });
    await prisma().user.update({ where: { id: customer.userId }, data: { suspendedAt: new Date() } });
    expect((await api.refusal("listing:create", customer, confirmed)).code).toBe("blocked");
    expect(await stored(customer)).toMatchObject({ role: "CUSTOMER", listings: 0 });
  });
});

describe("the role of a new seller", () => {
  const shortcut = { shortcut: "hi", text: "Hello!" };
  const isOk = { ok: true };

  it("applies to connections opened before, from their next command on", async () => {
    const [acting, other] = [await connect(server.url, customer), await connect(server.url, customer)];
    for (const client of [acting, other])
      for (const [name, input] of [
        ["quick-reply:list", {}],
        ["conversation:open", { customerId: customer.userId }],
      ] as const)
        expect(await client.call(name, input)).toMatchObject({ error: { code: "forbidden" } });
    expect(await acting.call("listing:create", confirmed)).toMatchObject(isOk);
    expect(await acting.call("quick-reply:create", shortcut)).toMatchObject(isOk);
    expect(await other.call("customer:list", {})).toMatchObject(isOk);
    // Customers may write to no customer; to a seller, this one is unknown.
    const { userId: customerId } = await makeUser("CUSTOMER");
    expect(await other.call("conversation:open", { customerId })).toMatchObject({
      error: { code: "not_found" },
    });
    const { user } = await other.fact("account:changed");
    expect(user).toMatchObject({ id: customer.userId, role: "SELLER", name: customer.name });
  });

  it("is announced only to the user's own connections", async () => {
    const stranger = await connect(server.url, await makeUser("SELLER"));
    const own = await connect(server.url, customer);
    await api.call("listing:create", customer, confirmed);
    await own.fact("account:changed");
    await stranger.call("conversation:list", {});
    expect(stranger.all("account:changed")).toEqual([]);
  });

  it("applies to existing tokens and cookies", async () => {
    const { email, password } = await api.signUp("CUSTOMER");
    const cookie = await api.signInWithCookie(email, password);
    const { token } = await api.call("token:create", null, { email, password });
    await api.call("listing:create", { token }, confirmed);
    for (const caller of [cookie, { token }])
      expect(await api.call("away-message:get", caller, {})).toMatchObject({
        awayMessage: { enabled: false },
      });
    const session = await fetch(`${server.url}/api/auth/session`, { headers: cookie });
    expect(await session.json()).toMatchObject({ user: { role: "SELLER" } });
  });

  it("reaches a connection through the database when the fact is lost", async () => {
    const client = await connect(server.url, customer);
    await prisma().user.update({
      where: { id: customer.userId },
      data: { role: "SELLER", becameSellerAt: new Date() },
    });
    // The very next command, before the node has polled for changes.
    expect(await client.call("quick-reply:list", {})).toMatchObject(isOk);
    await client.fact("account:changed", ({ user }) => user.role === "SELLER");
  });

  it("keeps the sides of earlier conversations", async () => {
    const scene = await makeScene();
    const buyer = await connect(server.url, scene.customer);
    const conversationId = scene.conversation.id;
    await api.call("listing:create", scene.customer, confirmed);
    const sent = (client: Client) =>
      client.call<{ message: { senderRole: string } }>("message:send", {
        id: crypto.randomUUID(),
        conversationId,
        text: "Is it still there?",
      });
    expect(await sent(buyer)).toMatchObject({ data: { message: { senderRole: "CUSTOMER" } } });
    const listed = async (side: "customer" | "seller") =>
      (await api.call("conversation:list", scene.customer, { side })).items.map(({ id }) => id);
    expect([await listed("customer"), await listed("seller")]).toEqual([[conversationId], []]);
  });

  it("lets others ask about the listing, and lists them among the new seller's customers", async () => {
    const { listing } = await api.call("listing:create", customer, confirmed);
    const asker = await makeUser("SELLER");
    await makeListing(asker);
    const message = { id: crypto.randomUUID(), text: "Is the bicycle still there?" };
    await api.call("conversation:open", asker, { listingId: listing.id, message });
    const { items } = await api.call("customer:list", customer, {});
    expect(items.map(({ id }) => id)).toEqual([asker.userId]);
  });
});
