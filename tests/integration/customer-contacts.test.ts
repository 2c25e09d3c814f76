// When a seller sees a customer's contact details.
import { describe, expect, it } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import type { Customer } from "../../lib/contract/entities";
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

async function talk(customer: Actor, seller: Actor, text: string): Promise<void> {
  const { data } = await openConversation(customer, { listingId: await makeListing(seller) });
  await say(customer, data.conversation.id, text);
}

const buy = (customer: Actor, seller: Actor, status: "COMPLETED" | "CANCELLED" = "COMPLETED") =>
  prisma().deal.create({
    data: {
      kind: "ORDER",
      customerId: customer.userId,
      sellerId: seller.userId,
      totalMinor: 1_000,
      currency: "EUR",
      status,
    },
  });

const change = (customer: Actor, data: object) =>
  prisma().user.update({ where: { id: customer.userId }, data });

describe("email and phone of a customer", () => {
  const known = (customers: Customer[]) =>
    customers.map(({ name, email, phone }) => [name, email !== null, phone !== null]);

  async function scene() {
    const seller = await makeUser("SELLER");
    const [buyer, invited, talker] = (await Promise.all(
      ["buyer", "invited", "talker"].map((name) => makeUser("CUSTOMER", name)),
    )) as [Actor, Actor, Actor];
    for (const each of [buyer, invited, talker]) {
      await change(each, { phone: "+49 151 2345678" });
      await talk(each, seller, "hello");
    }
    await buy(buyer, seller);
    await change(invited, { invitedById: seller.userId });
    return { seller, buyer, invited, talker };
  }

  it("are shown after a deal, and to the seller who invited them", async () => {
    const { seller, talker } = await scene();
    const shown = [
      ["buyer", true, true],
      ["invited", true, true],
      ["talker", false, false],
    ];
    expect(known(await list(seller))).toEqual(shown);
    for (const { id, email, phone } of await list(seller))
      expect((await getCustomer(seller, { customerId: id })).data.customer).toMatchObject({ email, phone });
    await buy(talker, seller, "CANCELLED");
    expect(known(await list(seller))).toEqual(shown);
  });

  it("are not shown for a deal with another seller, or for another seller's invitation", async () => {
    const [{ buyer, invited }, other] = await Promise.all([scene(), makeUser("SELLER")]);
    for (const each of [buyer, invited]) await talk(each, other, "hello");
    expect(known(await list(other))).toEqual([
      ["buyer", false, false],
      ["invited", false, false],
    ]);
  });

  it("are not searched for a seller who may not see them", async () => {
    const { seller, talker, buyer } = await scene();
    const emailOf = ({ userId }: Actor) => `user-${userId}@parley.test`;
    expect(await names(seller, { search: emailOf(talker) })).toEqual([]);
    expect(await names(seller, { search: emailOf(buyer) })).toEqual(["buyer"]);
    expect(await names(seller, { search: "2345678" })).toEqual(["buyer", "invited"]);
    expect(await names(seller, { search: "talker" })).toEqual(["talker"]);
  });

  it("and the last visit are not shown to a seller whom the customer has blocked", async () => {
    const { seller, buyer, invited } = await scene();
    await change(buyer, { lastSeenAt: new Date("2026-02-03T04:05:06Z") });
    await change(invited, { lastSeenAt: new Date("2026-02-03T04:05:07Z") });
    expect((await names(seller, { sort: "recent" }))[0]).toBe("invited");
    await prisma().block.create({ data: { blockerId: invited.userId, blockedId: seller.userId } });
    const hidden = (await list(seller)).find(({ id }) => id === invited.userId);
    expect(hidden).toMatchObject({ email: null, phone: null, lastSeenAt: null });
    const { data } = await getCustomer(seller, { customerId: invited.userId });
    expect(data.customer).toMatchObject({ email: null, phone: null, lastSeenAt: null });
    expect((await names(seller, { sort: "recent" }))[0]).toBe("buyer");
    expect(await names(seller, { search: `user-${invited.userId}` })).toEqual([]);
    // A block by the seller changes nothing for the seller.
    await prisma().block.create({ data: { blockerId: seller.userId, blockedId: buyer.userId } });
    expect((await list(seller, { sort: "recent" }))[0]).toMatchObject({
      name: "buyer",
      phone: "+49 151 2345678",
    });
  });
});
