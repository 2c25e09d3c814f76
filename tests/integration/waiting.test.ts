// Lists of one side, and lists of conversations that wait for an answer.
import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import type { InputOf } from "../../lib/contract/command";
import type { conversationList } from "../../lib/contract/commands";
import { getUnread } from "../../lib/domain/account/get-unread";
import { answerWhileAway } from "../../lib/domain/away-message/answer-while-away";
import { awayPeriod } from "../../lib/domain/away-message/away-period";
import { setAwayMessage } from "../../lib/domain/away-message/set-away-message";
import { blockConversation } from "../../lib/domain/conversation/block-conversation";
import { getConversation } from "../../lib/domain/conversation/get-conversation";
import { listConversations } from "../../lib/domain/conversation/list-conversations";
import { readConversation } from "../../lib/domain/conversation/move-watermark";
import { openConversation } from "../../lib/domain/conversation/open-conversation";
import { updateConversation } from "../../lib/domain/conversation/update-conversation";
import { syncClient } from "../../lib/domain/sync/sync-client";
import { prisma } from "../../lib/server/db";
import { testDatabase } from "../helpers/database";
import { makeListing, makeUser, say } from "../helpers/people";

testDatabase();

type Input = InputOf<typeof conversationList>;
const listed = async (actor: Actor, input: Input) =>
  (await listConversations(actor, input)).data.items.map(({ id }) => id);

let seller: Actor;
let customers: Actor[];
/** One conversation for each customer, begun by the customer, in this order. */
let asked: string[];
beforeEach(async () => {
  seller = await makeUser("SELLER");
  const listingId = await makeListing(seller);
  customers = await Promise.all([makeUser("CUSTOMER"), makeUser("SELLER"), makeUser("CUSTOMER")]);
  asked = [];
  for (const customer of customers) {
    const { data } = await openConversation(customer, { listingId });
    await say(customer, data.conversation.id, "Is it still there?");
    asked.push(data.conversation.id);
  }
});

const customer = (index: number) => customers[index] as Actor;
const conversation = (index: number) => asked[index] ?? "";
const waitingOf = (actor: Actor) => listed(actor, { side: "seller", waiting: true });

describe("waiting", () => {
  it("orders by the longest wait, also when a customer asks again", async () => {
    expect(await waitingOf(seller)).toEqual(asked);
    await say(customer(0), conversation(0), "Hello?");
    expect(await waitingOf(seller)).toEqual(asked);
    expect(await listed(seller, {})).toEqual([asked[0], asked[2], asked[1]]);
  });

  it("ends with an answer, and starts again with the next question", async () => {
    await say(seller, conversation(0), "It is.");
    expect(await waitingOf(seller)).toEqual(asked.slice(1));
    expect(await listed(customer(0), { side: "customer", waiting: true })).toEqual([asked[0]]);
    await say(customer(0), conversation(0), "Can I see it?");
    expect(await waitingOf(seller)).toEqual([asked[1], asked[2], asked[0]]);
    expect(await listed(customer(0), { waiting: true })).toEqual([]);
  });

  it("does not end by reading", async () => {
    await readConversation(seller, { conversationId: conversation(0), seq: 1 });
    expect(await waitingOf(seller)).toEqual(asked);
  });

  it("does not end with an away message, which is no question to the customer either", async () => {
    await setAwayMessage(seller, { enabled: true, text: "Back soon.", timezone: "UTC", hours: [] });
    await say(customer(0), conversation(0), "Hello?");
    const period = awayPeriod([], "UTC", Date.now()) ?? "";
    const asking = { conversationId: conversation(0), sellerId: seller.userId, period };
    await answerWhileAway(asking, Date.now());
    expect(await prisma().message.count({ where: { conversationId: conversation(0) } })).toBe(3);
    expect(await waitingOf(seller)).toEqual(asked);
    expect(await listed(customer(0), { waiting: true })).toEqual([]);
  });

  it("does not end or start with a message of an admin who joined", async () => {
    const admin = await makeUser("ADMIN");
    await prisma().member.create({
      data: { conversationId: conversation(0), userId: admin.userId, role: "ADMIN" },
    });
    await say(admin, conversation(0), "Please be polite.");
    expect(await waitingOf(seller)).toEqual(asked);
    expect(await listed(customer(0), { waiting: true })).toEqual([]);
    expect(await listed(admin, { waiting: true })).toEqual([]);
    expect(await listed(admin, {})).toEqual([asked[0]]);
  });

  it("excludes closed and archived conversations", async () => {
    await blockConversation(seller, { conversationId: conversation(0) });
    await updateConversation(seller, { conversationId: conversation(1), archived: true });
    expect(await waitingOf(seller)).toEqual([asked[2]]);
    expect(await listed(seller, { waiting: true, status: "ARCHIVED" })).toEqual([asked[1]]);
    expect(await listed(seller, { waiting: false })).toEqual([asked[0]]);
  });

  it("is paged, for one side and for both", async () => {
    for (const input of [{ side: "seller" as const }, {}]) {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const { data } = await listConversations(seller, { ...input, waiting: true, limit: 1, cursor });
        found.push(...data.items.map(({ id }) => id));
        cursor = data.nextCursor ?? undefined;
      } while (cursor);
      expect(found).toEqual(asked);
    }
  });

  it("shows its start", async () => {
    const { data } = await getConversation(seller, { conversationId: conversation(0) });
    const first = await prisma().message.findFirstOrThrow({ where: { conversationId: conversation(0) } });
    expect(data.conversation.waitingSince).toBe(first.createdAt.toISOString());
    const theirs = await getConversation(customer(0), { conversationId: conversation(0) });
    expect(theirs.data.conversation.waitingSince).toBeNull();
  });
});

describe("the sides of one account", () => {
  it("are separate lists, which together are the whole", async () => {
    const other = customer(1);
    const { data } = await openConversation(seller, { listingId: await makeListing(other) });
    const bought = data.conversation.id;
    await say(seller, bought, "Would you take less?");
    expect(await listed(seller, { side: "customer" })).toEqual([bought]);
    expect(await listed(seller, { side: "seller" })).toEqual([...asked].reverse());
    expect(await listed(seller, {})).toEqual([bought, ...[...asked].reverse()]);
    expect(await listed(seller, { limit: 2 })).toEqual([bought, asked[2]]);
    expect(await listed(other, { side: "customer" })).toEqual([asked[1]]);
    expect(await listed(seller, { side: "seller", search: "still there" })).toEqual([...asked].reverse());
    expect(await listed(seller, { side: "customer", search: "still there" })).toEqual([]);
    for (const [side, first] of [
      ["customer", bought],
      ["seller", asked[2]],
      [undefined, bought],
    ] as const)
      expect((await syncClient(seller, { conversations: [], side })).data.inbox.items[0]?.id).toBe(first);
  });

  it("are counted separately", async () => {
    const other = customer(1);
    const { data } = await openConversation(seller, { listingId: await makeListing(other) });
    const conversationId = data.conversation.id;
    await say(seller, conversationId, "Would you take less?");
    await say(other, conversationId, "No.");
    await say(other, conversationId, "Sorry.");
    const unread = async () => (await getUnread(seller)).data;
    expect(await unread()).toMatchObject({
      messages: 5,
      conversations: 4,
      asCustomer: { messages: 2, conversations: 1 },
    });
    const { facts } = await readConversation(seller, { conversationId, seq: 2 });
    expect(facts?.find(({ name }) => name === "unread:changed")?.payload).toMatchObject({
      messages: 4,
      asCustomer: { messages: 1, conversations: 1 },
    });
    await readConversation(seller, { conversationId, seq: 3 });
    expect(await unread()).toMatchObject({
      messages: 3,
      conversations: 3,
      asCustomer: { messages: 0, conversations: 0 },
    });
  });
});
