// Messages over HTTP, exactly as the contract says: sending, paging, changing, reacting, forwarding, searching.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Actor } from "../../../lib/contract/actor";
import { limits } from "../../../lib/contract/limits";
import { prisma } from "../../../lib/server/db";
import { Api, type Json } from "../../helpers/api";
import { makeListing, makeScene, makeUser, say } from "../../helpers/people";
import { makeWorld } from "../../helpers/samples";
import { testServer } from "../../helpers/server";

const api = new Api(testServer());

const fields = [
  "id",
  "conversationId",
  "seq",
  "rev",
  "senderId",
  "senderRole",
  "senderName",
  "type",
  "text",
].concat(["payload", "replyTo", "attachments", "reactions", "createdAt", "editedAt", "deletedAt"]);

/** A conversation of this many messages, written by both members in turn. */
async function makeThread(count: number) {
  const scene = await makeScene();
  for (let seq = 1; seq <= count; seq++) {
    await say(seq % 2 ? scene.customer : scene.seller, scene.conversation.id, `message ${seq}`);
  }
  return scene;
}

describe("sending", () => {
  it("returns the stored message with every field of the contract, and is idempotent", async () => {
    const { customer, seller, conversation } = await makeScene();
    const input = {
      conversationId: conversation.id,
      id: randomUUID(),
      type: "TEXT" as const,
      text: " Grüße\n👋🏽 ",
    };
    const { message } = await api.call("message:send", customer, input);
    expect(Object.keys(message)).toEqual(expect.arrayContaining(fields));
    expect(message).toEqual({
      ...input,
      seq: 1,
      rev: 1,
      senderId: customer.userId,
      senderRole: "CUSTOMER",
      senderName: customer.name,
      payload: null,
      replyTo: null,
      attachments: [],
      reactions: [],
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      editedAt: null,
      deletedAt: null,
    });
    expect(await api.call("message:send", customer, input)).toEqual({ message });
    expect((await api.refusal("message:send", customer, { ...input, text: "Else" })).code).toBe("conflict");
    expect((await api.refusal("message:send", seller, input)).code).toBe("conflict");
    const { items } = await api.call("message:list", seller, { conversationId: conversation.id });
    expect(items).toEqual([message]);
  });

  it("quotes the message that it replies to, with its current text", async () => {
    const { customer, seller, conversation, message } = await makeWorld();
    const conversationId = conversation.id;
    const reply = { conversationId, id: randomUUID(), text: "Yes", replyToId: message.id };
    const { message: answer } = await api.call("message:send", seller, reply);
    const quote = { id: message.id, seq: message.seq, senderName: customer.name };
    expect(answer.replyTo).toEqual({ ...quote, preview: message.text });
    await api.call("message:edit", customer, { messageId: message.id, text: "Is it new?" });
    const { items } = await api.call("message:list", seller, { conversationId });
    expect(items.at(-1)?.replyTo).toEqual({ ...quote, preview: "Is it new?" });
  });

  it("keeps the order of one sender and gives every message its own number", async () => {
    const { customer, conversation } = await makeScene();
    const texts = Array.from({ length: 30 }, (_, index) => `text ${index}`);
    for (const text of texts) {
      await api.call("message:send", customer, { conversationId: conversation.id, id: randomUUID(), text });
    }
    const { items } = await api.call("message:list", customer, {
      conversationId: conversation.id,
      limit: 200,
    });
    expect(items.map(({ text }) => text)).toEqual(texts);
    expect(items.map(({ seq }) => seq)).toEqual(texts.map((_, index) => index + 1));
  });
});

describe("paging", () => {
  it("reaches every message from either end, ordered by seq", async () => {
    const { customer, conversation } = await makeThread(23);
    const page = async (place: Json) => {
      const { items, nextCursor } = await api.call("message:list", customer, {
        conversationId: conversation.id,
        ...place,
      });
      return { seqs: items.map(({ seq }) => seq), nextCursor };
    };
    const range = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => from + index);
    expect((await page({})).seqs).toEqual(range(1, 23));
    expect((await page({ limit: 5 })).seqs).toEqual(range(19, 23));
    expect((await page({ before: 10, limit: 4 })).seqs).toEqual(range(6, 9));
    expect((await page({ before: 1 })).seqs).toEqual([]);
    expect((await page({ after: 10, limit: 4 })).seqs).toEqual(range(11, 14));
    expect((await page({ after: 23 })).seqs).toEqual([]);
    expect((await page({ around: 12, limit: 5 })).seqs).toEqual(range(10, 14));
    expect((await page({ around: 1, limit: 5 })).seqs).toEqual(range(1, 5));
    expect((await page({ around: 23, limit: 5 })).seqs).toEqual(range(19, 23));
    for (const [start, expected] of [
      [{ limit: 4 }, range(1, 23)],
      [{ after: 0, limit: 4 }, range(1, 23)],
    ] as const) {
      const seen: number[] = [];
      let { seqs, nextCursor } = await page(start);
      seen.push(...seqs);
      while (nextCursor) {
        ({ seqs, nextCursor } = await page({ cursor: nextCursor, limit: 4 }));
        seen.push(...seqs);
      }
      expect(seen.toSorted((a, b) => a - b)).toEqual(expected);
    }
  });
});

describe("editing and deleting", () => {
  it("marks an edit, keeps the earlier text for moderation, and ends after 15 minutes", async () => {
    const { customer, message } = await makeWorld();
    const edit = (text: string) => api.call("message:edit", customer, { messageId: message.id, text });
    const { message: edited } = await edit("Is it sold?");
    expect(edited).toMatchObject({
      id: message.id,
      seq: 1,
      rev: 3,
      text: "Is it sold?",
      editedAt: expect.any(String),
    });
    const kept = await prisma().messageRevision.findMany({ where: { messageId: message.id } });
    expect(kept.map(({ text }) => text)).toEqual([message.text]);
    const createdAt = new Date(Date.now() - limits.editWindowMs - 1_000);
    await prisma().message.update({ where: { id: message.id }, data: { createdAt } });
    const refused = await api.refusal("message:edit", customer, { messageId: message.id, text: "Too late" });
    expect(refused.code).toBe("forbidden");
    expect((await edit("Is it sold?")).message.text).toBe("Is it sold?");
  });

  it("leaves a tombstone without text, also in quotes, previews and search", async () => {
    const { customer, seller, conversation, message } = await makeWorld();
    const conversationId = conversation.id;
    const secret = await say(customer, conversationId, "pineapple", randomUUID());
    await api.call("message:react", seller, { messageId: secret.id, emoji: "👍" });
    const reply = { conversationId, id: randomUUID(), text: "Really?", replyToId: secret.id };
    await api.call("message:send", seller, reply);
    const { message: gone } = await api.call("message:delete", customer, { messageId: secret.id });
    expect(gone).toMatchObject({ seq: secret.seq, senderId: customer.userId, text: null, payload: null });
    expect([gone.reactions, gone.replyTo, gone.attachments]).toEqual([[], null, []]);
    expect(gone.deletedAt).toEqual(expect.any(String));
    const everything = [
      await api.request("message:list", seller, { conversationId }),
      await api.request("conversation:get", seller, { conversationId }),
      await api.request("conversation:list", seller, {}),
      await api.request("conversation:changes", seller, { conversationId, since: 0 }),
    ];
    for (const { text } of everything) expect(text).not.toContain("pineapple");
    expect((await api.call("message:search", seller, { q: "pineapple" })).items).toEqual([]);
    for (const emoji of ["👍", "🎉"]) {
      expect((await api.refusal("message:react", seller, { messageId: secret.id, emoji })).code).toBe(
        "conflict",
      );
    }
    const edit = { messageId: secret.id, text: "Back" };
    expect((await api.refusal("message:edit", customer, edit)).code).toBe("conflict");
    expect((await api.refusal("message:delete", seller, { messageId: message.id })).code).toBe("forbidden");
  });
});

describe("reacting", () => {
  it("lists people by emoji in the order of their reactions, and can be undone", async () => {
    const { customer, seller, message } = await makeWorld();
    const react = (caller: Actor, emoji: string) =>
      api.call("message:react", caller, { messageId: message.id, emoji });
    await react(seller, "👍");
    await react(customer, "👩‍👩‍👧‍👦");
    const { message: both } = await react(customer, "👍");
    expect(both.reactions).toEqual([
      { emoji: "👍", userIds: [seller.userId, customer.userId] },
      { emoji: "👩‍👩‍👧‍👦", userIds: [customer.userId] },
    ]);
    const { message: after } = await api.call("message:unreact", seller, {
      messageId: message.id,
      emoji: "👍",
    });
    expect(after.reactions.find(({ emoji }) => emoji === "👍")?.userIds).toEqual([customer.userId]);
    for (const emoji of ["a", "👍👍", "<b>", "7"]) {
      expect((await api.refusal("message:react", seller, { messageId: message.id, emoji })).code).toBe(
        "invalid_input",
      );
    }
  });

  it(`stops at ${limits.reactionKinds} different emojis for one message`, async () => {
    const { customer, seller, message } = await makeWorld();
    const kinds = Array.from({ length: limits.reactionKinds }, (_, index) =>
      String.fromCodePoint(0x1f600 + index),
    );
    for (const emoji of kinds) await api.call("message:react", customer, { messageId: message.id, emoji });
    const further = await api.refusal("message:react", customer, { messageId: message.id, emoji: "🚗" });
    expect(further.code).toBe("conflict");
    await api.call("message:react", seller, { messageId: message.id, emoji: kinds[0] ?? "" });
  });
});

describe("forwarding", () => {
  it("copies the text, says that it was forwarded, and hides its source", async () => {
    const { customer, message } = await makeWorld();
    const elsewhere = await makeUser("SELLER");
    const listingId = await makeListing(elsewhere);
    const { conversation } = await api.call("conversation:open", customer, { listingId });
    const input = { messageId: message.id, conversationId: conversation.id, id: randomUUID() };
    const { message: copy } = await api.call("message:forward", customer, input);
    expect(copy).toMatchObject({ id: input.id, conversationId: conversation.id, seq: 1, text: message.text });
    expect(copy.payload).toEqual({ forwarded: true });
    expect(JSON.stringify(copy)).not.toContain(message.id);
    expect(await api.call("message:forward", customer, input)).toEqual({ message: copy });
  });
});

describe("searching", () => {
  it("matches words by their beginnings, highlights them, and names the conversation", async () => {
    const { customer, seller, conversation } = await makeScene();
    await say(customer, conversation.id, "The gearbox was replaced in 2019, receipts are here");
    const found = await say(seller, conversation.id, "Gearboxes of that replacement type hold");
    const search = (q: string, more: Json = {}) => api.call("message:search", customer, { q, ...more });
    const { items } = await search("gearb repl");
    expect(items.map(({ message }) => message.seq)).toEqual([2, 1]);
    expect(items[0]).toMatchObject({ message: found, conversation: { id: conversation.id } });
    expect(items[0]?.highlight).toBe("\uE000Gearboxes\uE001 of that \uE000replacement\uE001 type hold");
    expect((await search("GEARBOX 2019")).items).toHaveLength(1);
    expect((await search("earbox")).items).toEqual([]);
    expect((await search("gearbox submarine")).items).toEqual([]);
    expect(
      (await search("gearbox", { from: seller.userId })).items.map(({ message }) => message.seq),
    ).toEqual([2]);
    expect((await search("gearbox", { type: "IMAGE" })).items).toEqual([]);
    expect((await search("gearbox", { before: found.createdAt })).items.length).toBeLessThan(2);
    expect((await search("gearbox", { conversationId: conversation.id })).items).toHaveLength(2);
    for (const odd of ["'", "& | !", ":*", "\\", "%", "()"]) expect((await search(odd)).items).toEqual([]);
  });

  it("pages through all matches without losses or duplicates", async () => {
    const { customer } = await makeThread(11);
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await api.call("message:search", customer, { q: "messa", limit: 3, cursor });
      seen.push(...page.items.map(({ message }) => message.seq));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    // Two matches of the same millisecond may come in either order.
    expect(seen.toSorted((a, b) => b - a)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });
});
