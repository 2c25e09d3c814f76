// A jump to a message (from a search, a link, a quote or the history) ends with the message marked in the middle of the
// view.
import type { Locator, Page } from "@playwright/test";
import { list, talk, thread, visit } from "./support/inbox";
import { lengthen } from "./support/long-thread";
import type { People } from "./support/people";
import { expect, test } from "./support/test";
import { alive, ThreadPage } from "./support/thread";

const nearPx = 40;
const phone = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };

const lines = (count: number, word = "Line") =>
  Array.from(
    { length: count },
    (_, index) => `${word} ${index + 1} of a talk.${" More words.".repeat(index % 5)}`,
  );

const message = (page: Page, text: string): Locator =>
  thread(page).getByRole("article").filter({ hasText: text });

/** The distance between the middle of a message and the middle of the view. */
async function offMiddle(page: Page, text: string): Promise<number> {
  const [inner, outer] = await Promise.all([
    message(page, text)
      .boundingBox({ timeout: 500 })
      .catch(() => null),
    thread(page).boundingBox(),
  ]);
  if (!inner || !outer) return Number.POSITIVE_INFINITY;
  return Math.abs(inner.y + inner.height / 2 - (outer.y + outer.height / 2));
}

async function expectShown(page: Page, text: string): Promise<void> {
  await expect.poll(() => offMiddle(page, text)).toBeLessThan(nearPx);
  await expect(message(page, text)).toHaveAttribute("aria-current", "true");
  await expect(message(page, text)).toBeVisible();
  // It also stays there.
  await page.evaluate(() => new Promise((done) => setTimeout(done, 700)));
  expect(await offMiddle(page, text)).toBeLessThan(nearPx);
}

/** A seller with a long conversation, all read, and a newer one beside it. */
async function scene(people: People, count = 80) {
  const [customer, seller] = await Promise.all([people.customer("Kim Castle"), people.seller("Toni Frame")]);
  const long = await talk(people, customer, seller, "Long talk", lines(count));
  await seller.call("conversation:read", { conversationId: long.conversation.id, seq: count });
  const other = await talk(people, customer, seller, "Other talk", ["Something else"]);
  return { customer, seller, long, other };
}

async function searchFor(page: Page, words: string): Promise<Locator> {
  await page.getByRole("searchbox", { name: "Search people, listings and messages" }).fill(words);
  return page.getByRole("list", { name: "Messages found" }).getByRole("link").first();
}

test("a found message of an unopened thread is in the middle and marked", async ({ openAs, people }) => {
  const { seller, other } = await scene(people);
  const page = await openAs(seller);
  await visit(page, `/dashboard/messages/${other.conversation.id}`);
  await (await searchFor(page, "Line 37")).click();
  await expectShown(page, "Line 37 of");
});

test("the same result, pressed again after scrolling away, jumps there again", async ({ openAs, people }) => {
  const { seller } = await scene(people);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  const hit = await searchFor(page, "Line 37");
  await hit.click();
  await expectShown(page, "Line 37 of");
  await page.getByRole("button", { name: "Newest messages" }).click();
  await expect(message(page, "Line 80 of")).toBeInViewport();
  await hit.click();
  await expectShown(page, "Line 37 of");
});

test("a link to a message opens at it, also after a reload and with back and forward", async ({
  openAs,
  people,
}) => {
  const { seller, long, other } = await scene(people);
  const page = await openAs(seller);
  await visit(page, `/dashboard/messages/${long.conversation.id}?message=12`);
  await expectShown(page, "Line 12 of");
  await page.reload();
  await alive(page);
  await expectShown(page, "Line 12 of");
  await list(page).getByRole("link").filter({ hasText: other.title }).click();
  await expect(message(page, "Something else")).toBeVisible();
  await page.goBack();
  await expectShown(page, "Line 12 of");
  await page.goForward();
  await expect(message(page, "Something else")).toBeVisible();
});

test("a message far up in 100,000 is in the middle, before and after the unread ones", async ({
  openAs,
  people,
}) => {
  test.slow();
  const long = await people.scene([]);
  await lengthen(long, 100_000, 500);
  const { seller, conversation } = long;
  const other = await talk(people, await people.customer(), seller, "Other talk");
  const page = await openAs(seller);
  await visit(page, `/dashboard/messages/${other.conversation.id}`);
  for (const number of [31_415, 99_900]) {
    // Navigates as a link within the page does: the thread is not loaded, or shows a different part.
    await page.evaluate(
      ([id, seq]) => history.pushState(null, "", `/dashboard/messages/${id}?message=${seq}`),
      [conversation.id, number] as const,
    );
    await expectShown(page, `number ${number}.`);
  }
  // Earlier messages have not been seen, and the screen has a way to them.
  const { conversation: now } = await seller.call("conversation:get", { conversationId: conversation.id });
  expect(now.readSeq).toBe(99_500);
  await page.getByRole("button", { name: /unread messages above/ }).click();
  await expect(thread(page).getByText("New messages", { exact: true })).toBeInViewport();
  await expect(message(page, "number 99501.")).toBeInViewport();
});

test("a message stays in the middle while others arrive", async ({ openAs, people }) => {
  const { customer, seller, long } = await scene(people);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  const hit = await searchFor(page, "Line 41");
  const talking = (async () => {
    for (const text of lines(12, "Newer")) await customer.say(long.conversation.id, text);
  })();
  await hit.click();
  await expectShown(page, "Line 41 of");
  await talking;
  await expectShown(page, "Line 41 of");
  await expect(page.getByRole("button", { name: "12 new messages" })).toBeVisible();
});

for (const language of ["en", "ar"] as const)
  test(`on a phone a link opens at its message, written ${language === "ar" ? "from right to left" : "from left to right"}`, async ({
    openAs,
    people,
  }) => {
    const { customer, long } = await scene(people);
    const page = await openAs(customer, phone);
    await page.context().addCookies([{ name: "parley-locale", value: language, url: customer.serverUrl }]);
    await page.goto(`/inbox/${long.conversation.id}?message=23`);
    await alive(page);
    await expect(page.locator("html")).toHaveAttribute("dir", language === "ar" ? "rtl" : "ltr");
    const log = page.getByRole("log");
    const target = log.getByRole("article").filter({ hasText: "Line 23 of" });
    await expect(target).toHaveAttribute("aria-current", "true");
    await expect
      .poll(async () => {
        const [inner, outer] = await Promise.all([target.boundingBox(), log.boundingBox()]);
        return inner && outer ? Math.abs(inner.y + inner.height / 2 - outer.y - outer.height / 2) : 1e9;
      })
      .toBeLessThan(nearPx);
  });

test("a link to a missing message opens the thread at its end, and says so", async ({ openAs, people }) => {
  const { seller, long } = await scene(people);
  const page = await openAs(seller);
  await visit(page, `/dashboard/messages/${long.conversation.id}?message=4000`);
  await expect(page.getByText("That message is not in this conversation.")).toBeVisible();
  await expect(message(page, "Line 80 of")).toBeInViewport();
});

test("a thread that was left in the middle reopens there", async ({ openAs, people }) => {
  const { seller, long, other } = await scene(people);
  const page = await openAs(seller);
  const dealer = await ThreadPage.open(page, seller, long.conversation.id);
  await expect(message(page, "Line 80 of")).toBeInViewport();
  await dealer.log.hover();
  const marker = dealer.message("Line 40 of");
  await expect(async () => {
    await page.mouse.wheel(0, -200);
    await expect(marker).toBeInViewport({ ratio: 1, timeout: 50 });
  }).toPass({ intervals: [50] });
  await dealer.rest(async () => (await marker.boundingBox())?.y);
  const before = await marker.boundingBox();
  await list(page).getByRole("link").filter({ hasText: other.title }).click();
  await expect(message(page, "Something else")).toBeVisible();
  await list(page).getByRole("link").filter({ hasText: long.title }).click();
  await expect
    .poll(async () => (await marker.boundingBox({ timeout: 500 }).catch(() => null))?.y)
    .toBe(before?.y);
});
