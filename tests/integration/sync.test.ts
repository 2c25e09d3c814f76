// Syncs of changes without a revision (watermarks), and syncs of an admin.
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
    (await syncClient(customer, { conversations: [{ id, ownRev: 0, messages: true, ...input }] })).data
      .conversations;
  const [known] = await sync({ rev: 0 });
  const marks =
    known?.members.reduce((sum, { readSeq, deliveredSeq }) => sum + readSeq + deliveredSeq, 0) ?? 0;
  return { seller, id, rev, marks, sync };
}

it("returns a conversation without messages when the other member has read meanwhile", async () => {
  const { seller, id, rev, marks, sync } = await setScene();
  expect(await sync({ rev, marks })).toEqual([]);
  await readConversation(seller, { conversationId: id, seq: 1 });
  const [moved] = await sync({ rev, marks });
  expect(moved?.members.find(({ userId }) => userId === seller.userId)).toMatchObject({ readSeq: 1 });
  expect(moved).toMatchObject({ messages: [], reset: false, conversation: { id, rev } });
  expect(await sync({ rev, marks: marks + 2 })).toEqual([]);
});

it("uses only the revision for clients that send no watermarks", async () => {
  const { seller, id, rev, sync } = await setScene();
  await readConversation(seller, { conversationId: id, seq: 2 });
  expect(await sync({ rev })).toEqual([]);
});

it("includes a conversation that a non-member admin has open, and records the access", async () => {
  const { customer, conversation } = await makeScene();
  const [admin, stranger] = await Promise.all([makeUser("ADMIN"), makeUser("SELLER")]);
  const { id } = conversation;
  const { rev } = await say(customer, id, "one");
  const sync = async (rev: number, actor = admin) =>
    (await syncClient(actor, { conversations: [{ id, rev, ownRev: 0, messages: true }] })).data;
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
    conversations: [{ id: stranger.userId, rev: 1, ownRev: 0, messages: true }],
  });
  expect(unknown.data.missing).toEqual([stranger.userId]);
});

it("returns a row without messages when none are wanted, except for a client with an unknown history", async () => {
  const { id, rev, sync } = await setScene();
  const [row] = await sync({ rev: rev - 1, messages: false });
  expect(row).toMatchObject({ messages: [], reset: false, conversation: { id, rev } });
  const [reset] = await sync({ rev: rev + 1, messages: false });
  expect(reset).toMatchObject({ reset: true, messages: [{ text: "one" }, { text: "two" }] });
});
