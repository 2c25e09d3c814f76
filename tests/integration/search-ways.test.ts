// The query plans of a search read different indexes and return the same matches.
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import { uuidv7 } from "../../lib/contract/uuid";
import { openConversation } from "../../lib/domain/conversation/open-conversation";
import { findByIndex, scanMine, scanNewest } from "../../lib/domain/search/find-matches";
import type { Criteria, Hit } from "../../lib/domain/search/search-messages";
import { searchWords } from "../../lib/domain/search/search-words";
import { prisma } from "../../lib/server/db";
import { testDatabase } from "../helpers/database";
import { makeListing, makeScene, makeUser } from "../helpers/people";

testDatabase();

const runs = 150;
const timeLimitMs = 12_000;
const everything = 1_000_000;

const word = fc.oneof(
  { weight: 4, arbitrary: fc.constant("red") },
  {
    weight: 4,
    arbitrary: fc.constantFrom("red", "Red", "reds", "blue", "bl", "b", "1", "12", "12.5", "1e5", "x1"),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "é",
      "École",
      "ÜBER",
      "ß",
      "İst",
      "ist",
      "ΟΔΟΣ",
      "οδός",
      "हिन्दी",
      "दी",
      "你好",
      "好",
      "买你好车",
      "車両ABC",
      "ไทย",
      "🎉",
      "👍🏽",
      "m²",
      "½",
      "e\u0301",
      "ªº",
    ),
  },
  {
    weight: 1,
    arbitrary: fc.string({
      unit: fc.constantFrom(
        "r",
        "e",
        "d",
        "1",
        "²",
        "\u0301",
        "€",
        "😀",
        "é",
        "न",
        "्",
        "好",
        "ท",
        "ั",
        "\uFE0F",
        "\u200D",
      ),
      maxLength: 4,
    }),
  },
);
const glue = fc.constantFrom(
  " ",
  " ",
  " ",
  "-",
  ".",
  ",",
  "_",
  "/",
  "@",
  "'",
  "’",
  ":",
  "€",
  "😀",
  "“",
  "&amp;",
  "\n",
  "",
  "²",
);
const text = fc
  .array(fc.tuple(word, glue), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.flat().join(""))
  .filter((value) => value.trim() !== "" && value.isWellFormed());

type Place = { id: string; members: Actor[] };
const people: Actor[] = [];
const places: Place[] = [];

/** Two conversations of a customer, one of another, and a customer who has left theirs. */
beforeAll(async () => {
  const scene = await makeScene();
  const listingId = await makeListing(scene.seller);
  const other = await makeUser("CUSTOMER");
  const second = await openConversation(scene.customer, { listingId });
  const third = await openConversation(other, { listingId });
  places.push(
    { id: scene.conversation.id, members: [scene.customer, scene.seller] },
    { id: second.data.conversation.id, members: [scene.customer, scene.seller] },
    { id: third.data.conversation.id, members: [other, scene.seller] },
  );
  people.push(scene.customer, scene.seller, other, await makeUser("CUSTOMER"));
  await prisma().member.update({
    where: { conversationId_userId: { conversationId: third.data.conversation.id, userId: other.userId } },
    data: { leftAt: new Date() },
  });
});

type Said = { text: string; place: number; sender: number; minute: number; isDeleted: boolean };

/** Inserted directly into the table, because search must find messages of any age. */
async function store(said: readonly Said[]): Promise<void> {
  await prisma().message.deleteMany({});
  const data = said.map((each, index) => {
    const place = places[each.place];
    const sender = place?.members[each.sender];
    if (!place || !sender) throw new Error("There is no such place.");
    return {
      id: uuidv7(),
      conversationId: place.id,
      seq: index + 1,
      rev: index + 1,
      senderId: sender.userId,
      senderRole: sender.role,
      text: each.isDeleted ? null : each.text,
      createdAt: new Date(Date.UTC(2026, 0, 1, 0, each.minute)),
    };
  });
  await prisma().message.createMany({ data });
  await prisma().member.updateMany({ data: { lastMessageAt: new Date() } });
}

const history = fc.array(
  fc.record({
    text,
    place: fc.nat(2),
    sender: fc.nat(1),
    minute: fc.nat(2),
    isDeleted: fc.constantFrom(false, false, false, true),
  }),
  { minLength: 1, maxLength: 25, size: "max" },
);

const question = fc.record({
  q: fc.oneof(
    fc.constantFrom("r", "red"),
    fc.array(word, { minLength: 1, maxLength: 2 }).map((words) => words.join(" ")),
  ),
  who: fc.nat(3),
  seesEverything: fc.boolean(),
  from: fc.option(fc.nat(3), { freq: 3 }),
  before: fc.option(fc.nat(3), { freq: 3 }),
  where: fc.option(fc.nat(2), { freq: 3 }),
  most: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 30 })),
  depth: fc.integer({ min: 1, max: 15 }),
  resume: fc.option(fc.nat(5)),
});
type Question = typeof question extends fc.Arbitrary<infer Q> ? Q : never;

function criteriaOf({ q, who, seesEverything, from, before, where }: Question): Criteria | null {
  const words = searchWords(q);
  const actor = people[who];
  if (!words || !actor) return null;
  return {
    userId: actor.userId,
    words,
    seesEverything,
    from: from === null ? undefined : people[from]?.userId,
    before: before === null ? undefined : new Date(Date.UTC(2026, 0, 1, 0, before)).toISOString(),
    conversationId: where === null ? undefined : places[where]?.id,
  };
}

const cursorAfter = (hits: readonly Hit[], index: number): Criteria["cursor"] => {
  const hit = hits[index % Math.max(1, hits.length)];
  return hit && [hit.at, hit.id];
};

describe("the query plans of a search", () => {
  it("return the same matches, each as far as it reads", async () => {
    await fc.assert(
      fc.asyncProperty(
        history,
        fc.array(question, { minLength: 5, maxLength: 10 }),
        async (said, questions) => {
          await store(said);
          for (const each of questions) await expectAlike(each);
        },
      ),
      {
        numRuns: runs,
        interruptAfterTimeLimit: timeLimitMs,
        seed: process.env.PARLEY_SEED ? Number(process.env.PARLEY_SEED) : undefined,
      },
    );
  }, 40_000);

  it("keep one order among messages of the same instant, at every stopping point", async () => {
    const said = { text: "red", place: 0, sender: 0, minute: 0, isDeleted: false };
    await store(Array.from({ length: 20 }, () => said));
    const words = searchWords("red");
    if (!words) throw new Error("There is something to look for.");
    const criteria = { userId: people[0]?.userId ?? "", words, seesEverything: false };
    const all = await findByIndex(criteria, everything);
    for (let depth = 1; depth <= 20; depth++)
      expect(await scanNewest(criteria, depth, depth)).toEqual(all.slice(0, depth));
  });

  it("find each conversation by its newest match, even if another has very many", async () => {
    const said = (place: number, minute: number) => ({
      text: "red",
      place,
      sender: 1,
      minute,
      isDeleted: false,
    });
    await store([said(1, 0), said(1, 1), ...Array.from({ length: 20 }, () => said(0, 2))]);
    const words = searchWords("red");
    if (!words) throw new Error("There is something to look for.");
    const userId = people[0]?.userId ?? "";
    const criteria = { userId, words, seesEverything: false, oncePerConversation: true };
    const ways = [
      (most: number) => findByIndex(criteria, most),
      (most: number) => scanMine(criteria, most),
      (most: number) => scanNewest(criteria, everything, most),
    ];
    for (const way of ways) {
      const [first, second, ...more] = await way(5);
      expect([first?.conversationId, second?.conversationId, more]).toEqual([
        places[0]?.id,
        places[1]?.id,
        [],
      ]);
      expect(Date.parse(second?.at ?? "")).toBe(Date.UTC(2026, 0, 1, 0, 1));
      expect(await way(1)).toEqual([first]);
    }
  });

  async function expectAlike(each: Question): Promise<void> {
    const start = criteriaOf(each);
    if (!start) return;
    const all = await findByIndex(start, everything);
    const cursor = each.resume === null ? undefined : cursorAfter(all, each.resume);
    const criteria = { ...start, cursor };
    const at = cursor ? all.findIndex(({ id }) => id === cursor[1]) + 1 : 0;
    const wanted = all.slice(at, at + each.most);
    expect(await findByIndex(criteria, each.most)).toEqual(wanted);
    expect(await scanNewest(criteria, everything, each.most)).toEqual(wanted);
    const near = await scanNewest(criteria, each.depth, each.most);
    if (near.length >= each.most) expect(near).toEqual(wanted);
    if (!criteria.seesEverything || criteria.conversationId)
      expect(await scanMine(criteria, each.most)).toEqual(wanted);
  }
});
