// A blocked user learns nothing new about the user who blocked them.
import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import type { Fact } from "../../lib/contract/facts";
import { blockConversation, unblockConversation } from "../../lib/domain/conversation/block-conversation";
import { getConversation } from "../../lib/domain/conversation/get-conversation";
import { listChanges } from "../../lib/domain/conversation/list-changes";
import { listConversations } from "../../lib/domain/conversation/list-conversations";
import { deliverConversation, readConversation } from "../../lib/domain/conversation/move-watermark";
import { openConversation } from "../../lib/domain/conversation/open-conversation";
import { updateConversation } from "../../lib/domain/conversation/update-conversation";
import { getPresence } from "../../lib/domain/presence/get-presence";
import { searchMessages } from "../../lib/domain/search/search-messages";
import { syncClient } from "../../lib/domain/sync/sync-client";
import { prisma } from "../../lib/server/db";
import { testDatabase } from "../helpers/database";
import { makeListing, makeUser, say } from "../helpers/people";

testDatabase();

let blocker: Actor;
let blocked: Actor;
/**
 * The blocked user is the customer in the first conversation and the seller in the second. Each holds three of their
 * messages, one of them read.
 */
let places: string[];

beforeEach(async () => {
  [blocker, blocked] = await Promise.all([makeUser("SELLER", "Ann"), makeUser("SELLER", "Ben")]);
  const [anns, bens] = await Promise.all([makeListing(blocker), makeListing(blocked)]);
  const opened = [
    await openConversation(blocked, { listingId: anns }),
    await openConversation(blocker, { listingId: bens }),
  ];
  places = opened.map(({ data }) => data.conversation.id);
  for (const id of places) {
    for (const text of ["one", "two", "three"]) await say(blocked, id, text);
    await readConversation(blocker, { conversationId: id, seq: 1 });
  }
});

const place = (index: number) => places[index] ?? "";
type Marked = { userId: string; readSeq: number; deliveredSeq: number; readAt: string | null };
const marksOf = (members: readonly Marked[]) => {
  const member = members.find(({ userId }) => userId === blocker.userId);
  return member && [member.readSeq, member.deliveredSeq, member.readAt];
};

/** The blocker's watermarks as the blocked user sees them, through every command that shows them. */
async function shown(conversationId: string) {
  const got = (await getConversation(blocked, { conversationId })).data;
  const changes = (await listChanges(blocked, { conversationId, since: 0 })).data;
  const synced = (
    await syncClient(blocked, { conversations: [{ id: conversationId, rev: 0, ownRev: 0, messages: true }] })
  ).data;
  const found = (await searchMessages(blocked, { q: "three" })).data.items;
  const listed = (await listConversations(blocked, {})).data.items;
  return [
    got.members,
    got.conversation.members,
    changes.members,
    changes.conversation.members,
    ...synced.conversations.flatMap((each) => [each.members, each.conversation.members]),
    ...[...found.map(({ conversation }) => conversation), ...listed, ...synced.inbox.items]
      .filter(({ id }) => id === conversationId)
      .map(({ members }) => members),
  ].map(marksOf);
}

const toldTo = (facts: readonly Fact[] | undefined, { userId }: Actor) =>
  (facts ?? []).filter(({ to }) => "users" in to && to.users.includes(userId)).map(({ name }) => name);

const presenceFor = async (actor: Actor, other: Actor) =>
  (await getPresence(actor, { userIds: [other.userId] }, async (ids) => new Set(ids))).data.items;

describe("after a block", () => {
  it("the blocked user sees the blocker's watermarks frozen, in every conversation and every command", async () => {
    const before = await Promise.all(places.map(shown));
    await blockConversation(blocker, { conversationId: place(0) });
    for (const conversationId of places) {
      const read = await readConversation(blocker, { conversationId, seq: 2 });
      const delivered = await deliverConversation(blocker, { conversationId, seq: 3 });
      for (const { facts } of [read, delivered]) expect(toldTo(facts, blocked)).toEqual([]);
      expect(toldTo(read.facts, blocker)).toContain("member:changed");
    }
    for (const [index, conversationId] of places.entries()) {
      const [first] = before[index] ?? [];
      const now = await shown(conversationId);
      expect(now.length).toBeGreaterThanOrEqual(8);
      for (const marks of now) expect(marks).toEqual(first);
    }
  });

  it("a sync does not reveal that the watermarks moved", async () => {
    await blockConversation(blocker, { conversationId: place(0) });
    const { conversation } = (await getConversation(blocked, { conversationId: place(0) })).data;
    const marks = conversation.members.reduce((sum, each) => sum + each.readSeq + each.deliveredSeq, 0);
    const named = [{ id: conversation.id, rev: conversation.rev, ownRev: 0, marks, messages: true }];
    const moved = async () => (await syncClient(blocked, { conversations: named })).data.conversations.length;
    expect(await moved()).toBe(0);
    await readConversation(blocker, { conversationId: place(0), seq: 3 });
    expect(await moved()).toBe(0);
  });

  it("the blocker still sees the blocked user's watermarks and their own", async () => {
    await say(blocker, place(0), "four");
    await blockConversation(blocker, { conversationId: place(0) });
    await readConversation(blocker, { conversationId: place(0), seq: 3 });
    const { facts } = await readConversation(blocked, { conversationId: place(0), seq: 4 });
    expect(toldTo(facts, blocker)).toContain("member:changed");
    const { members } = (await getConversation(blocker, { conversationId: place(0) })).data;
    expect(members.map(({ readSeq }) => readSeq).sort()).toEqual([3, 4]);
  });

  it("admins see how far both have read", async () => {
    await blockConversation(blocker, { conversationId: place(0) });
    await readConversation(blocker, { conversationId: place(0), seq: 3 });
    const admin = await makeUser("ADMIN");
    const { members } = (await getConversation(admin, { conversationId: place(0) })).data;
    expect(marksOf(members)?.[0]).toBe(3);
  });

  it("the blocked user never sees the blocker online, and the blocker still sees the blocked user", async () => {
    const lastSeenAt = new Date("2026-03-01T10:20:30.400Z");
    await prisma().user.updateMany({ data: { lastSeenAt } });
    expect(await presenceFor(blocked, blocker)).toMatchObject([{ online: true }]);
    await blockConversation(blocker, { conversationId: place(1) });
    expect(await presenceFor(blocked, blocker)).toEqual([]);
    expect(await presenceFor(blocker, blocked)).toMatchObject([{ online: true }]);
    const admin = await makeUser("ADMIN");
    expect(await presenceFor(admin, blocker)).toMatchObject([{ online: true }]);
  });

  it("an ended conversation of the two hides the same", async () => {
    await updateConversation(blocker, { conversationId: place(0), status: "ENDED" });
    await blockConversation(blocker, { conversationId: place(1) });
    await readConversation(blocker, { conversationId: place(0), seq: 3 });
    for (const marks of await shown(place(0))) expect(marks?.[0]).toBe(1);
  });
});

describe("after a block is lifted", () => {
  it("the current watermarks and presence are shown and announced again", async () => {
    await blockConversation(blocker, { conversationId: place(0) });
    await readConversation(blocker, { conversationId: place(0), seq: 3 });
    const { facts } = await unblockConversation(blocker, { conversationId: place(1) });
    const told = facts?.find(
      (fact) => fact.name === "member:changed" && fact.payload.conversationId === place(0),
    );
    expect(told).toMatchObject({ to: { users: [blocked.userId] }, payload: { readSeq: 3, deliveredSeq: 3 } });
    for (const marks of await shown(place(0))) expect(marks?.[0]).toBe(3);
    expect(await presenceFor(blocked, blocker)).toMatchObject([{ online: true }]);
  });

  it("nothing is shown while the other block still stands", async () => {
    await blockConversation(blocked, { conversationId: place(0) });
    await blockConversation(blocker, { conversationId: place(0) });
    await readConversation(blocker, { conversationId: place(0), seq: 3 });
    await unblockConversation(blocked, { conversationId: place(0) });
    for (const marks of await shown(place(0))) expect(marks?.[0]).toBe(1);
    expect(await presenceFor(blocked, blocker)).toEqual([]);
    expect(await presenceFor(blocker, blocked)).toMatchObject([{ online: true }]);
  });
});
