import { describe, expect, it } from "vitest";
import { uuidv7 } from "../../lib/contract/uuid";
import { getUnread } from "../../lib/domain/account/get-unread";
import { getConversation } from "../../lib/domain/conversation/get-conversation";
import { readConversation } from "../../lib/domain/conversation/move-watermark";
import { openConversation } from "../../lib/domain/conversation/open-conversation";
import { listMessages } from "../../lib/domain/message/list-messages";
import { sendMessage } from "../../lib/domain/message/send-message";
import { testDatabase } from "../helpers/database";
import { makeListing, makeScene, makeUser, say } from "../helpers/people";

testDatabase();

describe("sending", () => {
  it("numbers messages without gaps, for several senders at once", async () => {
    const { customer, seller, conversation } = await makeScene();
    const writers = Array.from({ length: 64 }, (_, index) => (index % 2 ? customer : seller));
    const sent = await Promise.all(
      writers.map((actor, index) => say(actor, conversation.id, `message ${index}`)),
    );
    expect(sent.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 64 }, (_, index) => index + 1),
    );
    const { data } = await getConversation(customer, { conversationId: conversation.id });
    expect(data.conversation).toMatchObject({ seq: 64, rev: 64, unread: 32 });
    expect((await getUnread(customer)).data).toMatchObject({ messages: 32, conversations: 1 });
  });

  it("answers a retry with the stored message and stores nothing twice", async () => {
    const { customer, conversation } = await makeScene();
    const id = uuidv7();
    const [first, second] = await Promise.all([
      say(customer, conversation.id, "hello", id),
      say(customer, conversation.id, "hello", id),
    ]);
    expect(second).toEqual(first);
    const { data } = await listMessages(customer, { conversationId: conversation.id });
    expect(data.items).toEqual([first]);
  });

  it("refuses an id that already belongs to another message", async () => {
    const { customer, seller, conversation } = await makeScene();
    const id = uuidv7();
    await say(customer, conversation.id, "hello", id);
    await expect(say(customer, conversation.id, "something else", id)).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(say(seller, conversation.id, "hello", id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("lets one bad message in a batch fail alone", async () => {
    const { customer, conversation } = await makeScene();
    const stranger = await makeUser("CUSTOMER");
    const [good, foreign, quoting] = await Promise.allSettled([
      say(customer, conversation.id, "good"),
      say(stranger, conversation.id, "not mine"),
      sendMessage(customer, {
        conversationId: conversation.id,
        id: uuidv7(),
        type: "TEXT",
        text: "quote",
        replyToId: uuidv7(),
      }),
    ]);
    expect(good.status).toBe("fulfilled");
    expect(foreign).toMatchObject({ status: "rejected", reason: { code: "not_found" } });
    expect(quoting).toMatchObject({ status: "rejected", reason: { code: "not_found" } });
  });

  it("tells each member their own unread count, as of each message", async () => {
    const { customer, seller, conversation } = await makeScene();
    const write = (text: string) =>
      sendMessage(customer, { conversationId: conversation.id, id: uuidv7(), type: "TEXT", text });
    const facts = (await Promise.all([write("one"), write("two")])).flatMap((sent) => sent.facts ?? []);
    const unreadTold = (userId: string) =>
      facts
        .flatMap((fact) =>
          fact.name === "message:sent" && "users" in fact.to && fact.to.users.includes(userId)
            ? [[fact.payload.message.seq, fact.payload.conversation.unread]]
            : [],
        )
        .sort(([one = 0], [other = 0]) => one - other);
    expect(unreadTold(seller.userId)).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(unreadTold(customer.userId)).toEqual([
      [1, 0],
      [2, 0],
    ]);
    await readConversation(seller, { conversationId: conversation.id, seq: 1 });
    expect((await getUnread(seller)).data).toMatchObject({ messages: 1, conversations: 1 });
    expect((await getUnread(customer)).data).toMatchObject({ messages: 0, conversations: 0 });
  });

  it("creates one conversation when fifty requests open it at once", async () => {
    const [customer, seller] = await Promise.all([makeUser("CUSTOMER"), makeUser("SELLER")]);
    const listingId = await makeListing(seller);
    const opened = await Promise.all(
      Array.from({ length: 50 }, () => openConversation(customer, { listingId })),
    );
    expect(new Set(opened.map(({ data }) => data.conversation.id)).size).toBe(1);
    expect(opened.filter(({ data }) => data.created).length).toBe(1);
  });
});
