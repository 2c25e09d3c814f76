// Page performance for users: code size, load time and response time, on demo data and in a long thread.
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { findBrowser } from "../../../scripts/browser.mjs";
import { Caller, People, type Person, signInAs } from "../../e2e/support/people";
import { build, spawnParley, started, stopped } from "../../helpers/server-process";
import type { Result } from "../report";
import { withEmptyPage } from "./empty-page";
import {
  interactionMs,
  largestPaintMs,
  longestFrameMs,
  newContext,
  scriptKilobytes,
  slowDown,
} from "./measure";

const demoPassword = "parley-demo";
const longThread = 10_000;
const sendersAtOnce = 32;
const typedChars = 100;
const typedEveryMs = 40;
const arrivalsPerSecond = 20;
const openings = 7;

type Stage = { browser: Browser; url: string; people: People; buyer: Person; seller: Person };

export async function benchPages(): Promise<Result[]> {
  const executablePath = await findBrowser();
  if (executablePath === null) throw new Error("There is no browser: npx playwright install chromium.");
  await build();
  const dataDir = mkdtempSync(join(tmpdir(), "parley-bench-"));
  const server = spawnParley({ PARLEY_DATA_DIR: dataDir, PARLEY_RATE_LIMITS: "off" });
  const args = ["--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const url = await started(server, [], []);
    const people = new People(url);
    const [buyer, seller] = await Promise.all(
      ["buyer@parley.test", "seller@parley.test"].map((email) => people.enter(email)),
    );
    if (!buyer || !seller) throw new Error("The demo has no people.");
    return await measure({ browser, url, people, buyer, seller });
  } finally {
    await browser.close();
    await stopped(server);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measure(stage: Stage): Promise<Result[]> {
  const { browser, url, buyer, seller } = stage;
  const [asBuyer, asSeller] = await Promise.all(
    [buyer, seller].map(async (person) => {
      const context = await newContext(browser);
      await signInAs(context, person, demoPassword);
      return context;
    }),
  );
  const { items } = await new Caller(url).call("listing:list", { search: "Golf" });
  const listing = `${url}/listings/${items[0]?.id}`;
  const pages = [
    { name: "listings", address: `${url}/`, mostKilobytes: 15 },
    { name: "a listing", address: listing, mostKilobytes: 15 },
    { name: "a listing, signed in", address: listing, who: asBuyer, mostKilobytes: 15 },
    { name: "inbox", address: `${url}/inbox`, who: asBuyer, mostKilobytes: 110 },
    { name: "dashboard", address: `${url}/dashboard/messages`, who: asSeller, mostKilobytes: 110 },
  ];
  const empty = await withEmptyPage((address) => scriptKilobytes(browser, address));
  const results: Result[] = [{ name: "an empty page: code", value: empty, unit: "KB" }];
  for (const { name, address, who, mostKilobytes } of pages) {
    results.push({
      name: `${name}: code above an empty page`,
      value: (await scriptKilobytes(browser, address, who)) - empty,
      unit: "KB",
      goal: { atMost: mostKilobytes },
    });
    results.push({
      name: `${name}: largest paint, processor slowed four times`,
      value: await largestPaintMs(browser, address, who),
      unit: "ms",
      goal: { atMost: 1_000 },
    });
  }
  results.push(...(await measurePresses(browser, url, listing, asBuyer)));
  results.push(...(await measureLongThread(stage)));
  return results;
}

const press = (name: string, value: number): Result => ({
  name: `${name}, processor slowed four times`,
  value,
  unit: "ms",
  goal: { atMost: 100 },
});

async function measurePresses(
  browser: Browser,
  url: string,
  listing: string,
  asBuyer: BrowserContext | undefined,
): Promise<Result[]> {
  const context = await newContext(browser, asBuyer);
  const page = await context.newPage();
  await slowDown(page);
  await page.goto(url, { waitUntil: "networkidle" });
  const filter = await interactionMs(page, async () => {
    await page.getByRole("link", { name: "Vehicles" }).click();
    await page.waitForURL(/kind=VEHICLE/);
  });
  await page.goto(listing, { waitUntil: "networkidle" });
  const photo = await interactionMs(page, () => page.getByRole("button", { name: "Next photo" }).click());
  const chat = await interactionMs(page, async () => {
    await page.getByRole("button", { name: "Chat with seller" }).click();
    await page.getByRole("textbox", { name: "Message" }).waitFor();
  });
  const typing = await interactionMs(page, () => page.keyboard.type("Is it still available?", { delay: 50 }));
  await page.goto(`${url}/inbox`, { waitUntil: "networkidle" });
  const rows = page.getByRole("list", { name: "Conversations" }).getByRole("link");
  const open = await interactionMs(page, async () => {
    await rows.nth(1).click();
    await page.getByRole("log", { name: "Messages" }).waitFor();
  });
  await context.close();
  return [
    press("choosing a kind of listing", filter),
    press("the next photo", photo),
    press("opening the chat of a listing", chat),
    press("typing into it", typing),
    press("opening a conversation", open),
  ];
}

/** A customer's conversation with this many messages, beside another one to start from. */
async function writeLongThread({ people }: Stage) {
  const [customer, seller] = await Promise.all([people.customer(), people.seller()]);
  const open = async (title: string) => {
    const { id: listingId } = await people.listing(seller, { title });
    const { conversation } = await customer.call("conversation:open", { listingId });
    return conversation.id;
  };
  const [long, short] = [await open("The long one"), await open("The short one")];
  let left = longThread;
  const say = async () => {
    for (let number = left--; number > 0; number = left--)
      await (number % 3 === 0 ? seller : customer).say(long, `Message ${number} of a long conversation.`);
  };
  await Promise.all(Array.from({ length: sendersAtOnce }, say));
  await customer.say(short, "Only this.");
  const { conversation } = await customer.call("conversation:get", { conversationId: long });
  await customer.call("conversation:read", { conversationId: long, seq: conversation.seq });
  return { customer, seller, long, short };
}

async function measureLongThread(stage: Stage): Promise<Result[]> {
  const { browser, url } = stage;
  const { customer, seller, long, short } = await writeLongThread(stage);
  const opened: number[] = [];
  const context = await newContext(browser);
  await signInAs(context, customer);
  const page = await context.newPage();
  for (let opening = 0; opening < openings; opening++) {
    await page.goto(`${url}/inbox/${short}`, { waitUntil: "networkidle" });
    opened.push(await openingMs(page, long));
  }
  const frame = await longestFrameMs(page, () => typeWhileOthersWrite(page, seller, long));
  await context.close();
  return [
    {
      name: `opening a thread of ${longThread.toLocaleString("en")} messages`,
      value: Math.max(...opened),
      unit: "ms",
      goal: { atMost: 300 },
    },
    {
      name: `longest frame, typing while ${arrivalsPerSecond} messages a second arrive`,
      value: frame,
      unit: "ms",
      goal: { atMost: 50 },
    },
  ];
}

/** From the press on its row to the frame that shows its newest messages. */
function openingMs(page: Page, conversationId: string): Promise<number> {
  return page.evaluate(async (id) => {
    const row = document.querySelector<HTMLElement>(`a[href$="${id}"]`);
    if (!row) throw new Error("The row of the long conversation is not in the list.");
    const startMs = performance.now();
    row.click();
    const isThere = () => {
      const log = document.querySelector('[role="log"]');
      return /of a long conversation/.test(log?.textContent ?? "");
    };
    while (!isThere()) await new Promise((done) => requestAnimationFrame(done));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - startMs;
  }, conversationId);
}

async function typeWhileOthersWrite(page: Page, seller: Person, conversationId: string): Promise<void> {
  const arriving: Promise<unknown>[] = [];
  const timer = setInterval(
    () => arriving.push(seller.say(conversationId, `And another thing: ${randomUUID()}`)),
    1_000 / arrivalsPerSecond,
  );
  try {
    await page.getByRole("textbox", { name: "Message" }).click();
    await page.keyboard.type("word ".repeat(typedChars / 5), { delay: typedEveryMs });
  } finally {
    clearInterval(timer);
    await Promise.all(arriving);
  }
}
