// Totals of unread and the lists of what is unread say the same, whatever is archived or muted.
import { beforeEach, expect, it } from "vitest";
import { fits } from "../../lib/client/state/lists";
import type { Actor } from "../../lib/contract/actor";
import type { InputOf } from "../../lib/contract/command";
import type { conversationList } from "../../lib/contract/commands";
import { unreadOn } from "../../lib/contract/unread-on";
import { getUnread } from "../../lib/domain/account/get-unread";
import { blockConversation } from "../../lib/domain/conversation/block-conversation";
import { listConversations } from "../../lib/domain/conversation/list-conversations";
import { readConversation } from "../../lib/domain/conversation/move-watermark";
import { openConversation } from "../../lib/domain/conversation/open-conversation";
import { updateConversation } from "../../lib/domain/conversation/update-conversation";
import { testDatabase } from "../helpers/database";
import { makeListing, makeUser, say } from "../helpers/people";

testDatabase();

type Input = InputOf<typeof conversationList>;
const list = async (actor: Actor, input: Input) => (await listConversations(actor, input)).data.items;

const untilIso = "2999-12-31T00:00:00.000Z";

/** Both of a seller's sides: what customers ask, and what the seller buys from somebody else. */
let ann: Actor;
let customer: Actor;
let other: Actor;
let selling: string[];
let buying: string;
beforeEach(async () => {
  [ann, customer, other] = await Promise.all([makeUser("SELLER"), makeUser("CUSTOMER"), makeUser("SELLER")]);
  selling = [];
  for (const title of ["plain", "archived", "muted", "both"]) {
    const { data } = await openConversation(customer, { listingId: await makeListing(ann, title) });
    selling.push(data.conversation.id);
    await say(customer, data.conversation.id, "Is it still there?");
  }
  const { data } = await openConversation(ann, { listingId: await makeListing(other) });
  buying = data.conversation.id;
  await say(ann, buying, "Hello");
  await say(other, buying, "Yes?");
});

/** What is listed, by the server and by the client's own rule, is what is counted. */
async function expectAgreement() {
  const { data: totals } = await getUnread(ann);
  const me = { id: ann.userId, name: ann.name, role: ann.role, avatarUrl: null };
  const everything = [...(await list(ann, {})), ...(await list(ann, { status: "ARCHIVED" }))];
  for (const side of [undefined, "customer", "seller"] as const) {
    const filter = { ...(side && { side }), unread: true };
    const listed = await list(ann, filter);
    expect(listed).toHaveLength(unreadOn(totals, side ?? null));
    const fitting = everything.filter((row) => fits(filter, row, me));
    expect(fitting.map(({ id }) => id).sort()).toEqual(listed.map(({ id }) => id).sort());
    const times = listed.map(({ lastMessage }) => lastMessage?.at ?? "");
    expect(times).toEqual([...times].sort().reverse());
  }
  const sum = (await list(ann, { unread: true })).reduce((total, { unread }) => total + unread, 0);
  expect(totals.messages).toBe(sum);
  return totals.conversations;
}

it("agree for conversations that are archived, muted or both", async () => {
  expect(await expectAgreement()).toBe(5);
  const [, archived = "", muted = "", both = ""] = selling;
  await updateConversation(ann, { conversationId: archived, archived: true });
  await updateConversation(ann, { conversationId: muted, mutedUntil: untilIso });
  await updateConversation(ann, { conversationId: both, mutedUntil: untilIso, archived: true });
  expect(await expectAgreement()).toBe(5);
  // Being muted, it stays in the archive.
  await say(customer, both, "Hello?");
  expect(await expectAgreement()).toBe(5);
  expect((await list(ann, { status: "ARCHIVED", unread: true })).map(({ id }) => id)).toEqual([
    both,
    archived,
  ]);
});

it("agree when the conversation itself is archived, blocked or read", async () => {
  const [plain = "", archived = "", muted = ""] = selling;
  await updateConversation(ann, { conversationId: archived, status: "ARCHIVED" });
  await updateConversation(ann, { conversationId: buying, archived: true });
  await blockConversation(ann, { conversationId: plain });
  expect(await expectAgreement()).toBe(5);
  await readConversation(ann, { conversationId: archived, seq: 1 });
  await readConversation(ann, { conversationId: muted, seq: 1 });
  expect(await expectAgreement()).toBe(3);
});

it("come in pages that leave nothing out", async () => {
  const [, archived = "", , both = ""] = selling;
  for (const conversationId of [archived, both, buying])
    await updateConversation(ann, { conversationId, archived: true });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await listConversations(ann, { unread: true, limit: 2, cursor });
    seen.push(...data.items.map(({ id }) => id));
    cursor = data.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual([buying, ...selling.toReversed()]);
});
