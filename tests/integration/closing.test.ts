// How a conversation is closed and who may reopen it, and the limit on pins.
import { describe, expect, it } from "vitest";
import { limits } from "../../lib/contract/limits";
import { uuidv7 } from "../../lib/contract/uuid";
import { blockConversation, unblockConversation } from "../../lib/domain/conversation/block-conversation";
import { openConversation } from "../../lib/domain/conversation/open-conversation";
import { updateConversation } from "../../lib/domain/conversation/update-conversation";
import { prisma } from "../../lib/server/db";
import { testDatabase } from "../helpers/database";
import { makeListing, makeScene, makeUser } from "../helpers/people";

testDatabase();

describe("a block", () => {
  it("prevents everyone from reopening an ended conversation", async () => {
    const { customer, seller, conversation } = await makeScene();
    const admin = await makeUser("ADMIN");
    const conversationId = conversation.id;
    await updateConversation(seller, { conversationId, status: "ENDED" });
    await blockConversation(customer, { conversationId });
    const blocked = { code: "blocked" };
    for (const actor of [seller, admin]) {
      await expect(updateConversation(actor, { conversationId, status: "ACTIVE" })).rejects.toMatchObject(
        blocked,
      );
      await expect(updateConversation(actor, { conversationId, status: "ARCHIVED" })).rejects.toMatchObject(
        blocked,
      );
    }
    await unblockConversation(customer, { conversationId });
    const { data } = await updateConversation(seller, { conversationId, status: "ACTIVE" });
    expect(data.conversation.status).toBe("ACTIVE");
  });

  it("by a moderator cannot be lifted by the two members", async () => {
    const { customer, conversation } = await makeScene();
    await prisma().conversation.update({
      where: { id: conversation.id },
      data: { status: "BLOCKED", rev: { increment: 1 } },
    });
    const { data } = await unblockConversation(customer, { conversationId: conversation.id });
    expect(data.conversation.status).toBe("BLOCKED");
  });

  it("exists beside a moderator's block: it does not replace that one, and lifting it leaves that one", async () => {
    const { customer, seller, conversation } = await makeScene();
    const admin = await makeUser("ADMIN");
    const conversationId = conversation.id;
    await prisma().conversation.update({
      where: { id: conversationId },
      data: { status: "BLOCKED", closedById: admin.userId, rev: { increment: 1 } },
    });
    await blockConversation(customer, { conversationId });
    const { data } = await unblockConversation(customer, { conversationId });
    expect(data.conversation.status).toBe("BLOCKED");
    const reopen = (actor: typeof seller) => updateConversation(actor, { conversationId, status: "ACTIVE" });
    await expect(reopen(seller)).rejects.toMatchObject({ code: "blocked" });
    expect((await reopen(admin)).data.conversation.status).toBe("ACTIVE");
  });

  it("applies to conversations that are being opened at the same moment", async () => {
    for (let round = 0; round < 15; round++) {
      const { customer, seller, conversation } = await makeScene();
      const listings = await Promise.all([makeListing(seller), makeListing(seller), makeListing(seller)]);
      await Promise.allSettled([
        ...listings.map((listingId) => openConversation(customer, { listingId })),
        blockConversation(seller, { conversationId: conversation.id }),
      ]);
      const open = await prisma().conversation.count({
        where: { customerId: customer.userId, sellerId: seller.userId, status: { not: "BLOCKED" } },
      });
      expect(open).toBe(0);
    }
  });
});

describe("a moderator's end", () => {
  it("can be undone only by a moderator, even where the seller had already ended the conversation", async () => {
    const { seller, conversation } = await makeScene();
    const admin = await makeUser("ADMIN");
    const set = async (actor: typeof seller, status: "ACTIVE" | "ENDED") => {
      const { data } = await updateConversation(actor, { conversationId: conversation.id, status });
      return data.conversation.status;
    };
    await set(seller, "ENDED");
    expect(await set(seller, "ACTIVE")).toBe("ACTIVE");
    await set(seller, "ENDED");
    expect(await set(admin, "ENDED")).toBe("ENDED");
    await expect(set(seller, "ACTIVE")).rejects.toMatchObject({ code: "blocked" });
    expect(await set(seller, "ENDED")).toBe("ENDED");
    expect(await set(admin, "ACTIVE")).toBe("ACTIVE");
    const audit = await prisma().auditEntry.findMany({
      where: { targetId: conversation.id },
      orderBy: { createdAt: "asc" },
    });
    expect(audit.map(({ actorId, details }) => [actorId, details])).toEqual([
      [admin.userId, { status: "ENDED" }],
      [admin.userId, { status: "ACTIVE" }],
    ]);
  });
});

describe("pins", () => {
  it("are limited in number, also when several are set at the same instant", async () => {
    const { customer, seller, conversation } = await makeScene();
    const more = Array.from({ length: limits.pins - 2 }, () => ({ id: uuidv7(), listingId: uuidv7() }));
    await prisma().listing.createMany({
      data: more.map(({ listingId: id }) => ({
        id,
        sellerId: seller.userId,
        kind: "PRODUCT" as const,
        title: "x",
        priceMinor: 1,
        currency: "EUR",
      })),
    });
    const parties = { customerId: customer.userId, sellerId: seller.userId, snapshot: {} };
    await prisma().conversation.createMany({ data: more.map((each) => ({ ...each, ...parties })) });
    await prisma().member.createMany({
      data: more.map(({ id: conversationId }) => ({
        conversationId,
        userId: customer.userId,
        role: "CUSTOMER" as const,
        pinnedAt: new Date(),
      })),
    });
    const free = [conversation.id];
    for (let count = 0; count < 4; count++) {
      const { data } = await openConversation(customer, { listingId: await makeListing(seller) });
      free.push(data.conversation.id);
    }
    const pin = (conversationId: string) => updateConversation(customer, { conversationId, pinned: true });
    const outcomes = await Promise.allSettled(free.map(pin));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    const pinned = { userId: customer.userId, pinnedAt: { not: null } };
    expect(await prisma().member.count({ where: pinned })).toBe(limits.pins);
  });
});
