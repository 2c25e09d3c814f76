// Several pages of several people against a real server, on an unreliable network, with reloads. Every message is
// stored once and in order, and every page ends with the database's state. A failing run names its seed;
// PARLEY_FUZZ_SEED repeats it, PARLEY_FUZZ_RUNS makes it longer.
import "fake-indexeddb/auto";
import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Engine } from "../../../lib/client/engine/engine";
import { submitDraft } from "../../../lib/client/engine/submit";
import type { Actor } from "../../../lib/contract/actor";
import { getUnread } from "../../../lib/domain/account/get-unread";
import { openConversation } from "../../../lib/domain/conversation/open-conversation";
import { rows } from "../../../lib/server/db";
import { closeEnginesAfterEach, openEngine } from "../../helpers/engine";
import { stateOf, takeSnapshot } from "../../helpers/history/snapshot";
import { makeListing, makeUser, say } from "../../helpers/people";
import { testServer } from "../../helpers/server";
import { until } from "../../helpers/until";
import { seeded, Weather } from "../../helpers/weather";

const server = testServer();
closeEnginesAfterEach();

const firstSeed = Number(process.env.PARLEY_FUZZ_SEED ?? 20261121);
const runs = Number(process.env.PARLEY_FUZZ_RUNS ?? 2);
const steps = 90;

/** One user's tab. A reload makes a new engine on the same storage. */
type Page = { actor: Actor; engine: Engine; weather: Weather };
type Written = { conversationId: string; userId: string; text: string };

async function play(seed: number): Promise<void> {
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const seller = await makeUser("SELLER");
  const customers = await Promise.all([makeUser("CUSTOMER"), makeUser("CUSTOMER")]);
  const places: { id: string; people: string[] }[] = [];
  for (const customer of customers) {
    const opened = await openConversation(customer, { listingId: await makeListing(seller) });
    const { id } = opened.data.conversation;
    await say(customer, id, `hello ${id}`);
    places.push({ id, people: [customer.userId, seller.userId] });
  }
  const open = (actor: Actor): Page => {
    const weather = new Weather(random);
    const engine = openEngine(server.url, actor, { createTransport: weather.factory });
    engine.lists.open({});
    for (const { id, people } of places) if (people.includes(actor.userId)) engine.threads.open(id);
    return { actor, engine, weather };
  };
  const pages = [seller, seller, ...customers].map(open);
  const written: Written[] = [];

  for (let step = 0; step < steps; step++) {
    const page = pick(pages);
    const { engine, actor } = page;
    const mine = places.filter(({ people }) => people.includes(actor.userId));
    const conversationId = pick(mine).id;
    const dice = random();
    if (dice < 0.5) {
      const text = `${seed} ${step}`;
      written.push({ conversationId, userId: actor.userId, text });
      const result = await submitDraft(engine, { conversationId }, text, null);
      expect(result.ok).toBe(true);
    } else if (dice < 0.62) changeSomething(page, conversationId, random());
    else if (dice < 0.7) {
      const seq = engine.store.getState().rows.get(conversationId)?.view.seq ?? 0;
      if (seq > 0) engine.watermarks.read(conversationId, seq);
    } else if (dice < 0.78) page.weather.isBad = !page.weather.isBad;
    else if (dice < 0.86) page.weather.breakLine();
    else if (dice < 0.93) page.weather.isCut = !page.weather.isCut;
    else {
      await engine.close();
      pages[pages.indexOf(page)] = open(actor);
    }
    await pause(random() * 15);
  }

  for (const { weather } of pages) Object.assign(weather, { isBad: false, isCut: false });
  for (const { weather } of pages) weather.breakLine();
  await until(
    "everything to be sent",
    () => pages.every(({ engine }) => engine.outbox.state().length === 0),
    40_000,
  );
  await settle(() => expectTruth(pages));
  await expectOrder(written);
}

/** A late write, such as a watermark, may change the state once more during the comparison. */
async function settle(check: () => Promise<void>): Promise<void> {
  const holds = () =>
    check().then(
      () => true,
      () => false,
    );
  await until("all pages to be up to date", holds, 40_000).catch(check);
}

function changeSomething({ engine, actor }: Page, conversationId: string, dice: number): void {
  const messages = engine.store.getState().threads.get(conversationId)?.windows.flat() ?? [];
  const own = messages.filter(({ senderId, deletedAt }) => senderId === actor.userId && !deletedAt);
  const message = own[Math.floor(dice * own.length)];
  if (dice < 0.3) void engine.actions.update(conversationId, { pinned: dice < 0.15 });
  else if (!message) return;
  else if (dice < 0.5) void engine.actions.react(message.id, "👍");
  else if (dice < 0.9) void engine.actions.edit(message.id, `${message.text} (edited)`);
  else void engine.actions.remove(message.id);
}

async function truth(id: string, userId: string) {
  return stateOf(await takeSnapshot(id), userId);
}

async function expectTruth(pages: readonly Page[]): Promise<void> {
  for (const { engine, actor } of pages) {
    const state = engine.store.getState();
    expect(state.messagePatches.size).toBe(0);
    expect(state.rows.size).toBe(state.lists.get("{}")?.ids.length);
    for (const [id, { base, view }] of state.rows) {
      const { conversation, messages } = await truth(id, actor.userId);
      expect(base).toEqual(conversation);
      expect(view).toBe(base);
      expect(state.threads.get(id)?.windows.flat()).toEqual([...messages.values()]);
    }
    expect(state.unread).toEqual((await getUnread(actor)).data);
  }
}

type Stored = { conversationId: string; senderId: string; text: string };

/** Each text appears once, in the order in which its author wrote it, compared by its first words. */
async function expectOrder(written: readonly Written[]): Promise<void> {
  const original = `SELECT m."conversationId", m."senderId", coalesce(
      (SELECT x.text FROM "MessageRevision" x WHERE x."messageId" = m.id ORDER BY x.rev LIMIT 1), m.text) AS text
    FROM "Message" m WHERE m."conversationId" = ANY ($1::uuid[]) AND m.seq > 1 ORDER BY m.seq`;
  const placeIds = [...new Set(written.map(({ conversationId }) => conversationId))];
  const stored = await rows<Stored>({ name: "", text: original }, [placeIds]);
  for (const id of placeIds)
    for (const by of new Set(written.map(({ userId }) => userId))) {
      const here = stored.filter(({ conversationId, senderId }) => conversationId === id && senderId === by);
      const wanted = written.filter(({ conversationId, userId }) => conversationId === id && userId === by);
      expect(here.map(({ text }) => text)).toEqual(wanted.map(({ text }) => text));
    }
}

const seeds = Array.from({ length: runs }, (_, index) => firstSeed + index);

it.each(seeds)("all pages converge, without duplicates and in order: seed %i", (seed) => play(seed), 120_000);
