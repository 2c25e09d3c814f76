import { describe, expect, it } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import { uuidv7 } from "../../lib/contract/uuid";
import { getPresence } from "../../lib/domain/presence/get-presence";
import { prisma } from "../../lib/server/db";
import { testDatabase } from "../helpers/database";
import { makeScene, makeUser, say } from "../helpers/people";

testDatabase();

async function seen(actor: Actor, people: Actor[], online: Actor[] = []) {
  const userIds = people.map(({ userId }) => userId);
  const { data } = await getPresence(
    actor,
    { userIds },
    async () => new Set(online.map(({ userId }) => userId)),
  );
  return data.items;
}

const ids = async (actor: Actor, people: Actor[]) => (await seen(actor, people)).map(({ userId }) => userId);

describe("presence", () => {
  it("returns online state and last visit, in the requested order", async () => {
    const { customer, seller, conversation } = await makeScene();
    await say(customer, conversation.id, "hello");
    const lastSeenAt = new Date("2026-03-01T10:20:30.400Z");
    await prisma().user.update({ where: { id: seller.userId }, data: { lastSeenAt } });
    const items = await seen(customer, [seller, seller], [seller]);
    expect(items).toEqual([{ userId: seller.userId, online: true, lastSeenAt: lastSeenAt.toISOString() }]);
    expect(await seen(seller, [customer])).toEqual([
      { userId: customer.userId, online: false, lastSeenAt: null },
    ]);
  });

  it("leaves out people without a message in common, and unknown ids", async () => {
    const { customer, seller, conversation } = await makeScene();
    const stranger = await makeUser("SELLER");
    const nobody = { ...stranger, userId: uuidv7() };
    expect(await ids(seller, [customer, stranger, nobody])).toEqual([]);
    expect(await ids(customer, [seller])).toEqual([]);
    await say(customer, conversation.id, "hello");
    expect(await ids(seller, [stranger, customer, nobody])).toEqual([customer.userId]);
    expect(await ids(customer, [seller])).toEqual([seller.userId]);
    expect(await ids(stranger, [seller, customer])).toEqual([]);
  });

  it("ends for both when one of them leaves", async () => {
    const { customer, seller, conversation } = await makeScene();
    await say(customer, conversation.id, "hello");
    await prisma().member.update({
      where: { conversationId_userId: { conversationId: conversation.id, userId: customer.userId } },
      data: { leftAt: new Date() },
    });
    expect(await ids(seller, [customer])).toEqual([]);
    expect(await ids(customer, [seller])).toEqual([]);
  });

  it("of an admin who joined is shown to both sides, while the admin stays", async () => {
    const { customer, seller, conversation } = await makeScene();
    await say(customer, conversation.id, "hello");
    const admin = await makeUser("ADMIN");
    expect(await ids(customer, [admin])).toEqual([]);
    const place = { conversationId: conversation.id, userId: admin.userId };
    await prisma().member.create({ data: { ...place, role: "ADMIN", lastMessageAt: new Date() } });
    for (const actor of [customer, seller]) expect(await ids(actor, [admin])).toEqual([admin.userId]);
    const change = (data: object) =>
      prisma().member.update({ where: { conversationId_userId: place }, data });
    await change({ archivedAt: new Date() });
    expect(await ids(customer, [admin])).toEqual([admin.userId]);
    await change({ leftAt: new Date() });
    expect(await ids(customer, [admin])).toEqual([]);
  });

  it("of everyone is visible to an admin", async () => {
    const [admin, customer, seller] = await Promise.all([
      makeUser("ADMIN"),
      makeUser("CUSTOMER"),
      makeUser("SELLER"),
    ]);
    expect(await ids(admin, [seller, customer])).toEqual([seller.userId, customer.userId]);
  });
});
