import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import { encodeCursor } from "../../lib/contract/cursor";
import { limits } from "../../lib/contract/limits";
import { uuidv7 } from "../../lib/contract/uuid";
import * as v from "../../lib/contract/values";
import { listConversations } from "../../lib/domain/conversation/list-conversations";
import { updateConversation } from "../../lib/domain/conversation/update-conversation";
import { deleteMessage } from "../../lib/domain/message/delete-message";
import { editMessage } from "../../lib/domain/message/edit-message";
import { storeMessage } from "../../lib/domain/message/send-message";
import { searchMessages } from "../../lib/domain/search/search-messages";
import { prisma } from "../../lib/server/db";
import { testDatabase } from "../helpers/database";
import { makeScene, makeUser, type Scene, say } from "../helpers/people";

testDatabase();

type Filters = Omit<Parameters<typeof searchMessages>[1], "q">;

const found = async (actor: Actor, q: string, filters: Filters = {}) =>
  (await searchMessages(actor, { q, ...filters })).data.items;

const textsFound = async (actor: Actor, q: string, filters: Filters = {}) =>
  (await found(actor, q, filters)).map(({ message }) => message.text);

async function sayAll({ customer, conversation }: Scene, texts: readonly string[]): Promise<void> {
  for (const text of texts) await say(customer, conversation.id, text);
}

describe("words", () => {
  it.each([
    ["Is the bicycle still available?", "bicy avail"],
    ["Is the bicycle available now?", "AVAILABLE bicycle"],
    ["Treffpunkt München, am Bahnhof", "münchen"],
    ["MÜNCHEN HAUPTBAHNHOF", "mün haupt"],
    ["L’École est à côté", "école"],
    ["A second-hand e-bike", "hand bike"],
    ["Write to jane.doe@example.com please", "doe"],
    ["Write to jane.doe@example.com please", "jane.doe@example.com"],
    ["See https://shop.example/red-shoes?size=42", "shoes 42"],
    ["It weighs 12.75 kg and costs 1,250.99", "75 99"],
    ["Version 2.0.17_beta", "17 beta"],
    ["Costs €350 or $400 or 450€", "350 400 450"],
    ["“Quoted” and ¿Qué tal? and «mot»", "quoted qué mot"],
    ["😀hello👍 there", "hello"],
    ["don't worry", "don't"],
    ["The flat has 80 m² and a garden", "80 m²"],
    ["half ½ or x² squared", "x²"],
    ["İstanbul'da buluşalım", "İstanbul"],
    ["İstanbul'a gel", "istanbul"],
    ["ΟΔΟΣ ΕΡΜΟΥ 15", "ΟΔΟΣ"],
    ["Я живу в Москве", "моск"],
    ["क्या यह हिन्दी में है", "हिन्दी"],
    ["自転車を売ります", "自転車"],
    ["我想买这辆自行车", "自行车"],
    ["您好，iPhone手机还在吗？", "手机"],
    ["新しいテキストです", "テキスト"],
    ["สวัสดีครับ ขายจักรยาน", "จักรยาน"],
    ["مرحبا، هل الدراجة متاحة؟", "الدراجة مرح"],
    ["Great 🎉🎉 thanks", "🎉"],
    ["with ❤️ and 🇩🇪", "❤ 🇩🇪"],
    ["The quick brown fox", '"brown fox"'],
    ["The quick brown, foxy one", "“brown fox”"],
    ["又快又便宜", '"又便宜" 快'],
    ["50% off (today) #sale", "50% #sale"],
    ["path/to\\some|file", "some file"],
    ["نمی\u200Cدانم کتاب\u200Cها کجاست", "نمی\u200Cدانم"],
    ["نمی\u200Cدانم کتاب\u200Cها کجاست", "دانم کتاب"],
    ["auf dem Donau\u00ADdampfer", "Donau\u00ADdampfer"],
    ["foo\u200Bbar", "bar"],
    [
      "ten words are still all looked for in a text, aren't they",
      "ten words are still all looked for in they",
    ],
    ["5kg, 3d-printer, 1e5", "5kg 3d 1e5"],
  ])("of %j are found by %j", async (text, query) => {
    const scene = await makeScene();
    await sayAll(scene, [text, "something else"]);
    expect(await textsFound(scene.seller, query)).toEqual([text]);
  });

  it.each([
    ["a motorbike", "bike"],
    ["café crème", "cafe"],
    ["one word alone", "word missing"],
    ["ten words are still all looked for in a text", "ten words are still all looked for in missing"],
    ["numbers 12345", "2345"],
    ["80 metres", "m²"],
    ["The fox is brown", '"brown fox"'],
    ["brownish fox", '"brown fox"'],
    ["我想买这辆自行车", "车自行"],
    ["自 行 车", "自行车"],
    ["a 👍🏽 b", "🎉"],
  ])("of %j are not found by %j", async (text, query) => {
    const scene = await makeScene();
    await sayAll(scene, [text]);
    expect(await found(scene.seller, query)).toEqual([]);
  });

  it("may be any text, for few messages and for many", async () => {
    const { customer } = await makeScene();
    const admin = await makeUser("ADMIN");
    const query = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.string({ unit: fc.constantFrom(..."ab1 '\"&|!():*<->\\%_?²\u0301{}[]^$+."), maxLength: 30 }),
    );
    const valid = query.filter((q) => v.filledText(limits.searchChars).safeParse(q).success);
    await fc.assert(
      fc.asyncProperty(valid, async (q) => {
        expect(await found(customer, q)).toEqual([]);
        await found(admin, q);
      }),
      { numRuns: 80 },
    );
  });

  it("that consist of punctuation find nothing", async () => {
    const scene = await makeScene();
    await sayAll(scene, ["% _ ' & | ! :* € text"]);
    for (const q of ["!", "%", "_", "'", "& | !", ":*", "€"]) {
      expect(await found(scene.customer, q)).toEqual([]);
      const listed = await listConversations(scene.customer, { search: q });
      expect(listed.data.items).toEqual([]);
    }
  });
});

describe("filters", () => {
  it("narrow by conversation, sender, type and time", async () => {
    const scene = await makeScene();
    const { customer, seller, conversation } = scene;
    const other = await makeScene();
    await sayAll(scene, ["red one"]);
    const middle = await say(seller, conversation.id, "red two");
    await storeMessage({
      id: uuidv7(),
      conversationId: conversation.id,
      senderId: customer.userId,
      type: "IMAGE",
      text: "red three",
      payload: null,
      replyToId: null,
    });
    await sayAll(other, ["red elsewhere"]);
    expect(await textsFound(customer, "red")).toEqual(["red three", "red two", "red one"]);
    expect(await textsFound(customer, "red", { from: seller.userId })).toEqual(["red two"]);
    expect(await textsFound(customer, "red", { type: "IMAGE" })).toEqual(["red three"]);
    expect(await textsFound(customer, "red", { type: "VOICE" })).toEqual([]);
    expect(await textsFound(customer, "red", { before: middle.createdAt })).toEqual(["red one"]);
    expect(
      await textsFound(customer, "red", { conversationId: conversation.id, from: customer.userId }),
    ).toEqual(["red three", "red one"]);
    expect(await textsFound(customer, "red", { from: other.customer.userId })).toEqual([]);
  });

  it("by conversation exclude other conversations of the same person", async () => {
    const scene = await makeScene();
    const second = await makeScene();
    await prisma().member.create({
      data: { conversationId: second.conversation.id, userId: scene.customer.userId, role: "ADMIN" },
    });
    await sayAll(scene, ["blue here"]);
    await sayAll(second, ["blue there"]);
    const { conversation, customer } = scene;
    expect(await textsFound(customer, "blue")).toEqual(["blue there", "blue here"]);
    expect(await textsFound(customer, "blue", { conversationId: conversation.id })).toEqual(["blue here"]);
  });
});

describe("pages", () => {
  async function allPages(actor: Actor, q: string, limit: number, between?: () => Promise<unknown>) {
    const texts: (string | null)[] = [];
    let cursor: string | undefined;
    do {
      const { data } = await searchMessages(actor, { q, limit, cursor });
      expect(data.items.length).toBeLessThanOrEqual(limit);
      texts.push(...data.items.map(({ message }) => message.text));
      cursor = data.nextCursor ?? undefined;
      await between?.();
    } while (cursor);
    return texts;
  }

  it("return every match once, newest first, even when many are sent at one instant or during the search", async () => {
    const { customer, seller, conversation } = await makeScene();
    const texts = Array.from({ length: 75 }, (_, index) => `green ${index}`);
    for (let from = 0; from < texts.length; from += 25)
      await Promise.all(texts.slice(from, from + 25).map((text) => say(customer, conversation.id, text)));
    for (const actor of [seller, await makeUser("ADMIN")]) {
      const paged = await allPages(actor, "green", 10, () =>
        say(customer, conversation.id, "green and late"),
      );
      const before = paged.filter((text) => text !== "green and late");
      expect([...before].sort()).toEqual([...texts].sort());
      const [newest = "", oldest = ""] = [before[0], before.at(-1)].map((text) => text ?? "");
      expect([texts.indexOf(newest) >= 50, texts.indexOf(oldest) < 25]).toEqual([true, true]);
    }
  });

  it("start only where a page ended", async () => {
    const { customer } = await makeScene();
    for (const cursor of [
      "x",
      encodeCursor([1]),
      encodeCursor(["yesterday", uuidv7()]),
      encodeCursor(["", ""]),
    ])
      await expect(found(customer, "green", { cursor })).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("inaccessible messages", () => {
  it("are not found: strangers and former members find nothing, admins everything", async () => {
    const scene = await makeScene();
    const { customer, seller, conversation } = scene;
    const [stranger, admin] = await Promise.all([makeUser("CUSTOMER"), makeUser("ADMIN")]);
    await sayAll(scene, ["secret handshake"]);
    const all = [customer, seller, admin, stranger];
    const counts = () =>
      Promise.all(all.map(async (actor) => (await found(actor, "secret handshake")).length));
    expect(await counts()).toEqual([1, 1, 1, 0]);
    const filters = { conversationId: conversation.id, from: customer.userId };
    expect(await textsFound(admin, "secret", filters)).toEqual(["secret handshake"]);
    const notFound = { code: "not_found" };
    await expect(found(stranger, "secret", filters)).rejects.toMatchObject(notFound);
    await expect(found(stranger, "secret", { conversationId: uuidv7() })).rejects.toMatchObject(notFound);
    await prisma().member.update({
      where: { conversationId_userId: { conversationId: conversation.id, userId: seller.userId } },
      data: { leftAt: new Date() },
    });
    expect(await counts()).toEqual([1, 0, 1, 0]);
    await expect(found(seller, "secret", filters)).rejects.toMatchObject(notFound);
  });

  it("stay hidden beside a match: a customer gets the conversation without the seller's notes", async () => {
    const scene = await makeScene();
    await sayAll(scene, ["tagged talk"]);
    const { customer, seller, conversation } = scene;
    await updateConversation(seller, { conversationId: conversation.id, tags: ["haggler"], priority: "LOW" });
    const views = await Promise.all([customer, seller].map((actor) => found(actor, "tagged")));
    const shown = views.map(([hit]) => [
      hit?.conversation.tags,
      hit?.conversation.priority,
      hit?.conversation.unread,
    ]);
    expect(shown).toEqual([
      [[], "NORMAL", 0],
      [["haggler"], "LOW", 1],
    ]);
  });

  it("are recorded in the audit log when an admin searches", async () => {
    const admin = await makeUser("ADMIN");
    await found(admin, "anything");
    const entries = await prisma().auditEntry.findMany({ where: { actorId: admin.userId } });
    expect(entries.map(({ action }) => action)).toEqual(["message:search"]);
  });
});

describe("removed text", () => {
  it("is not found: neither deleted messages nor the earlier text of edited ones", async () => {
    const { customer, seller, conversation } = await makeScene();
    const [edited, deleted] = await Promise.all([
      say(customer, conversation.id, "yellow bicycle"),
      say(customer, conversation.id, "yellow submarine"),
    ]);
    await editMessage(customer, { messageId: edited.id, text: "orange bicycle" });
    await deleteMessage(customer, { messageId: deleted.id });
    for (const actor of [customer, seller, await makeUser("ADMIN")]) {
      expect(await textsFound(actor, "yellow")).toEqual([]);
      expect(await textsFound(actor, "submarine")).toEqual([]);
      expect(await textsFound(actor, "orange bicycle")).toEqual(["orange bicycle"]);
    }
  });
});

describe("the highlight", () => {
  const marked = async (text: string, q: string) => {
    const scene = await makeScene();
    await sayAll(scene, [text]);
    const [hit] = await found(scene.seller, q);
    return hit?.highlight.replaceAll("\uE000", "[").replaceAll("\uE001", "]");
  };

  it("marks every word that begins like a word of the query", async () => {
    expect(await marked("Bikes, a bike and a motorbike. Biking!", "bik")).toBe(
      "[Bikes], a [bike] and a motorbike. [Biking]!",
    );
    expect(await marked("Red shoes, red hat", "shoe RED")).toBe("[Red] [shoes], [red] hat");
    expect(await marked("C++ (and more) costs $5.", "c and")).toBe("[C]++ ([and] more) [costs] $5.");
  });

  it("marks words of scripts without spaces anywhere in the text", async () => {
    expect(await marked("我想买自行车，二手自行车 bikes 🎉", "自行车 bike 🎉")).toBe(
      "我想买[自行车]，二手[自行车] [bikes] [🎉]",
    );
  });

  it("is the part of a long text around the first match", async () => {
    const text = `${"lorem ipsum ".repeat(40)}needle ${"dolor sit ".repeat(40)}`;
    const excerpt = (await marked(text, "needle")) ?? "";
    expect(excerpt).toContain("[needle]");
    expect(excerpt.length).toBeLessThan(200);
    expect([excerpt.startsWith("…"), excerpt.endsWith("…")]).toEqual([true, true]);
  });

  it("does not treat the rest of a cut word as a beginning", async () => {
    for (let filler = 30; filler <= 42; filler++) {
      const excerpt = await marked(`${"lorem ".repeat(20)}motorbike ${"x".repeat(filler)} bike`, "bike");
      expect(excerpt?.match(/\[[^\]]*\]/g)).toEqual(["[bike]"]);
    }
  });

  it("never cuts a character in half", async () => {
    const excerpt = (await marked(`${"😀".repeat(60)} needle ${"😀".repeat(200)}`, "needle")) ?? "";
    expect([excerpt.isWellFormed(), excerpt.includes("\ufffd")]).toEqual([true, false]);
  });
});
