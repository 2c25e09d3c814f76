// An admin may open a conversation between a customer and a listing's seller, or look at an existing one, and nothing
// else.
import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import { uuidv7 } from "../../lib/contract/uuid";
import { openConversation } from "../../lib/domain/conversation/open-conversation";
import { prisma } from "../../lib/server/db";
import { testDatabase } from "../helpers/database";
import { makeListing, makeScene, makeUser } from "../helpers/people";

testDatabase();

let admin: Actor;
beforeEach(async () => {
  admin = await makeUser("ADMIN");
});

const readings = (targetId: string) =>
  prisma().auditEntry.count({ where: { actorId: admin.userId, action: "conversation:read", targetId } });

const message = () => ({ id: uuidv7(), type: "TEXT", text: "hello" }) as const;

describe("an admin who opens a conversation", () => {
  it("cannot name an admin or the listing's own seller as the customer", async () => {
    const [seller, other] = await Promise.all([makeUser("SELLER"), makeUser("ADMIN")]);
    const listingId = await makeListing(seller);
    for (const customerId of [uuidv7(), seller.userId, other.userId, admin.userId])
      await expect(openConversation(admin, { listingId, customerId })).rejects.toMatchObject({
        code: "not_found",
      });
    for (const customerId of [uuidv7(), other.userId])
      await expect(openConversation(admin, { customerId })).rejects.toMatchObject({ code: "not_found" });
  });

  it("cannot name a customer as the seller", async () => {
    const customer = await makeUser("CUSTOMER");
    const opened = openConversation(admin, { sellerId: customer.userId });
    await expect(opened).rejects.toMatchObject({ code: "not_found" });
  });

  it("is recorded in the audit log as a reader, except in a conversation of their own", async () => {
    const { customer, listingId, conversation } = await makeScene();
    const { data } = await openConversation(admin, { listingId, customerId: customer.userId });
    expect(data).toMatchObject({ created: false, conversation: { id: conversation.id } });
    expect(await readings(conversation.id)).toBe(1);
    const own = await openConversation(admin, { customerId: customer.userId, message: message() });
    expect(own.data).toMatchObject({ created: true, message: { text: "hello" } });
    expect(await readings(own.data.conversation.id)).toBe(0);
  });

  it("cannot write in a conversation of others, and a failed attempt opens none", async () => {
    const { customer, seller, listingId } = await makeScene();
    for (const about of [listingId, await makeListing(seller)]) {
      const input = { listingId: about, customerId: customer.userId, message: message() };
      await expect(openConversation(admin, input)).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await prisma().conversation.count({ where: { customerId: customer.userId } })).toBe(1);
  });
});
