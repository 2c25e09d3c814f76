import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import { limits } from "../../lib/contract/limits";
import { uuidv7 } from "../../lib/contract/uuid";
import * as v from "../../lib/contract/values";
import { updateConversation } from "../../lib/domain/conversation/update-conversation";
import { deleteMessage } from "../../lib/domain/message/delete-message";
import { editMessage } from "../../lib/domain/message/edit-message";
import { storeMessage } from "../../lib/domain/message/send-message";
import { findByIndex, scanMine, scanNewest } from "../../lib/domain/search/find-matches";
import { type Criteria, searchMessages } from "../../lib/domain/search/search-messages";
import { searchWords } from "../../lib/domain/search/search-words";
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
  let scene: Scene;
  beforeAll(async () => {
    scene = await makeScene();
  });

  it.each([
    ["Is the bicycle still available?", "bicy avail"],
    ["Is the bicycle available now?", "AVAILABLE bicycle"],
    ["Treffpunkt München, am Bahnhof", "münchen"],
    ["MÜNCHEN HAUPTBAHNHOF", "mün haupt"],
    ["L’École est à côté", "école"],
    ["A second-hand e-bike", "hand bike"],
    ["Write to jane.doe@example.com please", "doe"],
    ["Write to jane.roe@example.com please", "jane.roe@example.com"],
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
    ["ΟΔΟΣ ΕΡΜΟΥ 15", "ΟΔΟΣ"],
    ["Я живу в Москве", "моск"],
    ["क्या यह हिन्दी में है", "हिन्दी"],
    ["自転車を売ります", "自転車"],
    ["50% off (today) #sale", "50% #sale"],
    ["path/to\\some|file", "some file"],
    ["5kg, 3d-printer, 1e5", "5kg 3d 1e5"],
  ])("of %j are found by %j", async (text, query) => {
    const { id } = await say(scene.customer, scene.conversation.id, text);
    const hits = await found(scene.seller, query);
    expect(hits.map(({ message }) => message.id)).toEqual([id]);
  });

  it.each([
    ["a motorbike", "bike"],
    ["café crème", "cafe"],
    ["one word alone", "word missing"],
    ["numbers 12345", "2345"],
    ["80 metres", "m²"],
  ])("of %j are not found by %j", async (text, query) => {
    const { customer, seller, conversation } = await makeScene();
    await say(customer, conversation.id, text);
    expect(await found(seller, query)).toEqual([]);
  });

  it("may be any text at all", async () => {
    const query = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.string({ unit: fc.constantFrom(..."ab1 '\"&|!():*<->\\%_?²्́"), maxLength: 30 }),
    );
    const valid = query.filter((q) => v.filledText(limits.searchChars).safeParse(q).success);
    await fc.assert(
      fc.asyncProperty(valid, async (q) => {
        expect(await found(scene.stranger, q)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("of signs alone find nothing", async () => {
    for (const q of ["!", "%", "_", "'", "& | !", ":*", "€", "👍"]) expect(await found(scene.customer, q)).toEqual([]);
  });
});
