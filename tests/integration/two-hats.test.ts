// Sellers also buy: side and rights belong to the conversation, not to the account.
import { describe, expect, it } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import { uuidv7 } from "../../lib/contract/uuid";
import { blockConversation, unblockConversation } from "../../lib/domain/conversation/block-conversation";
import { listConversations } from "../../lib/domain/conversation/list-conversations";
import { openConversation } from "../../lib/domain/conversation/open-conversation";
import { updateConversation } from "../../lib/domain/conversation/update-conversation";
import { getCustomer } from "../../lib/domain/customer/get-customer";
import { listCustomers } from "../../lib/domain/customer/list-customers";
import { createNote } from "../../lib/domain/note/create-note";
import { prisma } from "../../lib/server/db";
import { testDatabase } from "../helpers/database";
import { makeListing, makeUser, say } from "../helpers/people";

testDatabase();

async function twoSellers() {
  const [ann, ben] = await Promise.all([makeUser("SELLER", "Ann"), makeUser("SELLER", "Ben")]);
  const [anns, bens] = await Promise.all([makeListing(ann), makeListing(ben)]);
  return { ann, ben, anns, bens };
}

const open = async (actor: Actor, input: Parameters<typeof openConversation>[1]) =>
  (await openConversation(actor, input)).data.conversation;

const roleIn = (conversation: { members: { userId: string; role: string }[] }, { userId }: Actor) =>
  conversation.members.find((member) => member.userId === userId)?.role;

describe("a seller", () => {
  it("opens a conversation about another seller's listing as its customer", async () => {
    const { ann, ben, bens } = await twoSellers();
    const conversation = await open(ann, { listingId: bens });
    expect(conversation).toMatchObject({ customer: { id: ann.userId }, seller: { id: ben.userId } });
    expect([roleIn(conversation, ann), roleIn(conversation, ben)]).toEqual(["CUSTOMER", "SELLER"]);
    expect((await say(ann, conversation.id, "Is it still there?")).senderRole).toBe("CUSTOMER");
    expect((await say(ben, conversation.id, "It is.")).senderRole).toBe("SELLER");
  });

  it("may write as a customer to any seller with a listing, and to no other", async () => {
    const { ann, ben } = await twoSellers();
    const idle = await makeUser("SELLER");
    expect((await open(ann, { sellerId: ben.userId })).customer.id).toBe(ann.userId);
    await expect(openConversation(ann, { sellerId: idle.userId })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("cannot ask about a listing of their own", async () => {
    const { ann, anns } = await twoSellers();
    await expect(openConversation(ann, { listingId: anns })).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("can continue a conversation about a listing that has been hidden since", async () => {
    const { ann, bens } = await twoSellers();
    const { id } = await open(ann, { listingId: bens });
    await prisma().listing.update({ where: { id: bens }, data: { status: "HIDDEN" } });
    expect((await open(ann, { listingId: bens })).id).toBe(id);
    const stranger = await makeUser("SELLER");
    await expect(openConversation(stranger, { listingId: bens })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("has a customer's rights where they buy, and a seller's where they sell", async () => {
    const { ann, ben, bens, anns } = await twoSellers();
    const buying = await open(ann, { listingId: bens });
    const selling = await open(ben, { listingId: anns });
    const tag = (id: string) => updateConversation(ann, { conversationId: id, tags: ["later"] });
    const note = (conversationId: string) =>
      createNote(ann, { conversationId, id: uuidv7(), text: "Serious." });
    await expect(tag(buying.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(note(buying.id)).rejects.toMatchObject({ code: "forbidden" });
    expect((await tag(selling.id)).data.conversation.tags).toEqual(["later"]);
    expect((await note(selling.id)).data.note.text).toBe("Serious.");
    await updateConversation(ben, { conversationId: buying.id, tags: ["vip"], priority: "HIGH" });
    await say(ben, buying.id, "Hello");
    const { items } = (await listConversations(ann, {})).data;
    expect(items.find(({ id }) => id === buying.id)).toMatchObject({ tags: [], priority: "NORMAL" });
    expect((await listConversations(ann, { tag: "vip" })).data.items).toEqual([]);
  });

  it("lists as customers the sellers who asked them, and not those whom they asked", async () => {
    const { ann, ben, bens } = await twoSellers();
    const { id } = await open(ann, { listingId: bens });
    await say(ann, id, "Is it still there?");
    expect((await listCustomers(ben, {})).data.items).toMatchObject([{ id: ann.userId, conversationId: id }]);
    expect((await getCustomer(ben, { customerId: ann.userId })).data.customer.unread).toBe(1);
    expect((await listCustomers(ann, {})).data.items).toEqual([]);
    expect((await open(ben, { customerId: ann.userId })).customer.id).toBe(ann.userId);
  });
});

describe("a block", () => {
  it("closes all conversations of two people on either side, and lifting it reopens them", async () => {
    const { ann, ben, anns, bens } = await twoSellers();
    const buying = await open(ann, { listingId: bens });
    const selling = await open(ben, { listingId: anns });
    await blockConversation(ann, { conversationId: buying.id });
    const statuses = async () =>
      (await prisma().conversation.findMany({ orderBy: { id: "asc" } }))
        .filter(({ id }) => [buying.id, selling.id].includes(id))
        .map(({ status }) => status);
    expect(await statuses()).toEqual(["BLOCKED", "BLOCKED"]);
    await expect(openConversation(ben, { sellerId: ann.userId })).rejects.toMatchObject({ code: "blocked" });
    await expect(unblockConversation(ben, { conversationId: selling.id })).rejects.toMatchObject({
      code: "forbidden",
    });
    await unblockConversation(ann, { conversationId: selling.id });
    expect(await statuses()).toEqual(["ACTIVE", "ACTIVE"]);
  });
});
