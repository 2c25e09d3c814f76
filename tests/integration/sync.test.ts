// Catching up where nothing but watermarks has moved, which take no revision, and where an admin looks on.
import { expect, it } from "vitest";
import { readConversation } from "../../lib/domain/conversation/move-watermark";
import { syncClient } from "../../lib/domain/sync/sync-client";
import { prisma } from "../../lib/server/db";
import { testDatabase } from "../helpers/database";
import { makeScene, makeUser, say } from "../helpers/people";

testDatabase();

async function setScene() {
  const { customer, seller, conversation } = await makeScene();
  const { id } = conversation;
  await say(customer, id, "one");
  const { rev } = await say(customer, id, "two");
  const sync = async (input: { rev: number; marks?: number; messages?: boolean }) =>
    (await syncClient(customer, { conversations: [{ id, messages: true, ...input }] })).data.conversations;
  const [known] = await sync({ rev: 0 });
  const marks =
    known?.members.reduce((sum, { readSeq, deliveredSeq }) => sum + readSeq + deliveredSeq, 0) ?? 0;
  return { seller, id, rev, marks, sync };
}

it("answers a conversation that the other one has read meanwhile, without messages", async () => {
  const { seller, id, rev, marks, sync } = await setScene();
  expect(await sync({ rev, marks })).toEqual([]);
  await readConversation(seller, { conversationId: id, seq: 1 });
  const [moved] = await sync({ rev, marks });
  expect(moved?.members.find(({ userId }) => userId === seller.userId)).toMatchObject({ readSeq: 1 });
  expect(moved).toMatchObject({ messages: [], reset: false, conversation: { id, rev } });
  expect(await sync({ rev, marks: marks + 2 })).toEqual([]);
});

it("goes by the revision alone for those who do not say what they know of watermarks", async () => {
  const { seller, id, rev, sync } = await setScene();
  await readConversation(seller, { conversationId: id, seq: 2 });
  expect(await sync({ rev })).toEqual([]);
});

it("keeps a conversation in view of an admin who is no member, and writes down what they were shown", async () => {
  const { customer, conversation } = await makeScene();
  const [admin, stranger] = await Promise.all([makeUser("ADMIN"), makeUser("SELLER")]);
  const { id } = conversation;
  const { rev } = await say(customer, id, "one");
  const sync = async (rev: number, actor = admin) =>
    (await syncClient(actor, { conversations: [{ id, rev, messages: true }] })).data;
  const readings = () => prisma().auditEntry.count({ where: { actorId: admin.userId, targetId: id } });
  expect(await sync(rev)).toMatchObject({ conversations: [], missing: [] });
  expect(await readings()).toBe(0);
  await say(customer, id, "two");
  const { conversations, missing } = await sync(rev);
  expect(missing).toEqual([]);
  expect(conversations).toMatchObject([{ conversation: { id, seq: 2 }, messages: [{ text: "two" }] }]);
  expect(await readings()).toBe(1);
  expect(await sync(rev, stranger)).toMatchObject({ conversations: [], missing: [id] });
  const unknown = await syncClient(admin, {
    conversations: [{ id: stranger.userId, rev: 1, messages: true }],
  });
  expect(unknown.data.missing).toEqual([stranger.userId]);
});

it("answers a row without messages where none are wanted, but for a client from another history", async () => {
  const { id, rev, sync } = await setScene();
  const [row] = await sync({ rev: rev - 1, messages: false });
  expect(row).toMatchObject({ messages: [], reset: false, conversation: { id, rev } });
  const [reset] = await sync({ rev: rev + 1, messages: false });
  expect(reset).toMatchObject({ reset: true, messages: [{ text: "one" }, { text: "two" }] });
});
