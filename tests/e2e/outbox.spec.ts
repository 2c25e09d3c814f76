// Messages are sent once and in order, through failures of the network, the page, its tab and the server.

import { databaseName } from "../../lib/client/storage/database";
import { Random } from "../../scripts/seed/random";
import {
  engineBrowser,
  openEngine,
  reopenEngine,
  textsOf,
  thread,
  waiting,
  write,
} from "./support/engine-page";
import { People } from "./support/people";
import { Server } from "./support/server";
import { expect, test } from "./support/test";

test.use({ expectedErrors: [/net::ERR_|WebSocket connection|status of (?:400|429|50[0-9])/] });
test.use({ serviceWorkers: "block" });

test("200 messages written offline, with random reloads, arrive once and in order", async ({
  page,
  context,
  people,
}) => {
  test.setTimeout(120_000);
  const { customer, conversation } = await people.scene([]);
  const chance = new Random(20_260);
  await engineBrowser(context, customer);
  await openEngine(page, customer);
  await context.setOffline(true);
  const written: string[] = [];
  for (let index = 0; index < 200; index++) {
    const text = `message ${index}`;
    await write(page, { conversationId: conversation.id }, text);
    written.push(text);
    if (chance.unit() < 0.04) {
      await reopenEngine(page);
      await expect.poll(async () => (await waiting(page)).length).toBe(written.length);
    }
  }
  expect((await waiting(page)).map(([text]) => text)).toEqual(written);
  await context.setOffline(false);
  for (let reloads = 0; reloads < 3; reloads++) {
    const before = (await waiting(page)).length;
    await expect
      .poll(async () => (await waiting(page)).length, { timeout: 30_000 })
      .toBeLessThan(Math.max(1, before - 20));
    await reopenEngine(page);
  }
  await expect.poll(async () => (await waiting(page)).length, { timeout: 60_000 }).toBe(0);
  expect(await textsOf(customer, conversation.id)).toEqual(written);
});

test("two tabs write to one conversation without duplicates", async ({ page, context, people }) => {
  const { customer, conversation } = await people.scene([]);
  const other = await context.newPage();
  await engineBrowser(context, customer);
  for (const each of [page, other]) await openEngine(each, customer);
  await context.setOffline(true);
  const target = { conversationId: conversation.id };
  for (let index = 0; index < 5; index++) {
    await write(page, target, `one ${index}`);
    await write(other, target, `two ${index}`);
  }
  for (const each of [page, other]) await expect.poll(async () => (await waiting(each)).length).toBe(10);
  const [ones, others] = [await waiting(page), await waiting(other)];
  expect(others.map(([text]) => text)).toEqual(ones.map(([text]) => text));
  await context.setOffline(false);
  for (const each of [page, other]) await expect.poll(async () => (await waiting(each)).length).toBe(0);
  const texts = [0, 1, 2, 3, 4].flatMap((index) => [`one ${index}`, `two ${index}`]);
  expect(await textsOf(customer, conversation.id)).toEqual(texts);
  for (const each of [page, other]) await expect.poll(() => thread(each, conversation.id)).toEqual(texts);
});

test("messages to a seller without a conversation wait, and create one", async ({
  page,
  context,
  people,
}) => {
  const [customer, seller] = await Promise.all([people.customer(), people.seller()]);
  const listing = await people.listing(seller);
  await engineBrowser(context, customer);
  await openEngine(page, customer);
  await context.setOffline(true);
  const texts = ["Is it still there?", "I could come today.", "Hello?"];
  for (const text of texts) await write(page, { listingId: listing.id }, text);
  await reopenEngine(page);
  await expect.poll(async () => (await waiting(page)).map(([text]) => text)).toEqual(texts);
  await context.setOffline(false);
  await expect.poll(() => waiting(page)).toEqual([]);
  const { items } = await seller.call("conversation:list", {});
  expect(items).toHaveLength(1);
  expect(await textsOf(seller, items[0]?.id ?? "")).toEqual(texts);
});

const withoutLocks = () => {
  Object.defineProperty(Navigator.prototype, "locks", { value: undefined });
};
const withoutChannel = () => {
  Reflect.deleteProperty(globalThis, "BroadcastChannel");
};

for (const { name, scripts } of [
  { name: "", scripts: [] },
  { name: ", in a browser without locks", scripts: [withoutLocks] },
  { name: ", in a browser without locks and channels", scripts: [withoutLocks, withoutChannel] },
]) {
  for (const end of ["crashes", "is closed"] as const) {
    test(`a tab that ${end} while it sends gives way within five seconds${name}`, async ({
      page,
      context,
      people,
    }) => {
      const { customer, conversation } = await people.scene([]);
      for (const script of scripts) await context.addInitScript(script);
      await engineBrowser(context, customer);
      await openEngine(page, customer, { mute: true });
      const target = { conversationId: conversation.id };
      await write(page, target, "one");
      await expect.poll(() => waiting(page)).toEqual([["one", "SENDING"]]);
      const other = await context.newPage();
      await openEngine(other, customer);
      await write(other, target, "two");
      expect(await waiting(other)).toEqual([
        ["one", "SENDING"],
        ["two", "QUEUED"],
      ]);
      const endedMs = Date.now();
      if (end === "crashes") {
        const session = await context.newCDPSession(page);
        void session.send("Page.crash").catch(() => undefined);
        await page.waitForEvent("crash");
      } else {
        await page.close();
      }
      const stored = () => textsOf(customer, conversation.id);
      await expect.poll(stored, { timeout: 15_000, intervals: [100] }).toEqual(["one", "two"]);
      const [, two] = await customer.read(conversation.id);
      expect(Date.parse(two?.createdAt ?? "") - endedMs).toBeLessThan(5_000);
      await expect.poll(() => waiting(other)).toEqual([]);
    });
  }
}

test.describe("in two tabs", () => {
  // The other tab is disconnected and its next request is refused.
  test.use({ expectedErrors: [/WebSocket connection|\/socket\.io\//] });

  test("signing out leaves no data of the account in the browser", async ({ page, context, people }) => {
    const { customer, conversation } = await people.scene([]);
    await engineBrowser(context, customer);
    const other = await context.newPage();
    for (const each of [page, other]) await openEngine(each, customer);
    await page.evaluate((key) => window.parley.setDraft(key, "half a thou"), conversation.id);
    await expect
      .poll(() => other.evaluate((key) => window.parley.draft(key), conversation.id))
      .toBe("half a thou");
    await page.evaluate(() => window.parley.signOut());
    await expect
      .poll(() => other.evaluate((key) => window.parley.draft(key), conversation.id))
      .toBeUndefined();
    const names = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
    await expect.poll(names).not.toContain(databaseName(customer.id));
  });
});

test("a laptop that wakes after an hour syncs and sends its waiting messages", async ({
  page,
  context,
  people,
}) => {
  const { customer, seller, conversation } = await people.scene(["Is it still there?"]);
  await engineBrowser(context, customer);
  await page.clock.install();
  await openEngine(page, customer);
  await expect.poll(() => thread(page, conversation.id)).toEqual(["Is it still there?"]);
  await context.setOffline(true);
  await write(page, { conversationId: conversation.id }, "I could come today.");
  await seller.say(conversation.id, "Yes.");
  await page.clock.fastForward("01:00:00");
  await context.setOffline(false);
  const all = ["Is it still there?", "Yes.", "I could come today."];
  await expect.poll(() => thread(page, conversation.id), { timeout: 15_000 }).toEqual(all);
  await expect.poll(() => textsOf(customer, conversation.id)).toEqual(all);
});

test("a restarting server loses no message", async ({ openAs }) => {
  test.setTimeout(240_000);
  const server = new Server({ PARLEY_DEMO: "0" });
  try {
    await server.start();
    const { customer, seller, conversation } = await new People(server.url).scene(["before"]);
    const [buyer, shop] = [await openAs(null), await openAs(null)];
    for (const [page, person] of [
      [buyer, customer],
      [shop, seller],
    ] as const) {
      await engineBrowser(page.context(), person);
      await openEngine(page, person);
      await expect.poll(() => thread(page, conversation.id)).toEqual(["before"]);
    }
    const target = { conversationId: conversation.id };
    await server.stop();
    for (const text of ["one", "two", "three"]) await write(buyer, target, text);
    await write(shop, target, "from the shop");
    await server.start();
    const stored = () => textsOf(customer, conversation.id);
    await expect.poll(async () => (await stored()).length, { timeout: 30_000 }).toBe(5);
    const kept = await textsOf(customer, conversation.id);
    for (const page of [buyer, shop]) await expect.poll(() => thread(page, conversation.id)).toEqual(kept);
    expect(kept.filter((text) => text !== "from the shop")).toEqual(["before", "one", "two", "three"]);
  } finally {
    await server.remove();
  }
});
