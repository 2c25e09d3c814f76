// Parley on a phone: one header in a thread, the chat button in reach, no field behind a bar, and titles that break
// between words.
import type { Locator, Page } from "@playwright/test";
import { expectNoViolations } from "./support/axe";
import { composer, rowOf, talk, thread, visit } from "./support/inbox";
import { expect, test } from "./support/test";
import { alive } from "./support/thread";
import { phone } from "./support/touch";

const longTitle = "Volkswagen Golf Variant 1.5 TSI with trailer hitch, winter tyres and full service history";

/** Whether the middle of an element can be pressed and is not covered. */
const isOnTop = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const top = document.elementFromPoint(x + width / 2, y + height / 2);
    return top !== null && element.contains(top);
  });

/** Scrolls until an element is at the bottom of the window, where the bar is. */
async function putUnderFoot(locator: Locator): Promise<void> {
  await locator.evaluate((element) => scrollBy(0, element.getBoundingClientRect().bottom - innerHeight + 4));
  expect(await isOnTop(locator)).toBe(false);
}

const banner = (page: Page) => page.getByRole("banner");

test.describe("a thread", () => {
  for (const width of [320, 390]) {
    test(`has one header at ${width} pixels, and the page's own returns with the list`, async ({
      openAs,
      people,
    }) => {
      const { customer, seller, listing, conversation } = await people.scene();
      for (const person of [customer, seller]) {
        const base = person === seller ? "/dashboard/messages" : "/inbox";
        const page = await openAs(person, phone(width));
        await visit(page, `${base}/${conversation.id}`);
        await expect(page.getByRole("heading", { level: 2, name: listing.title })).toBeVisible();
        await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
        await expect(banner(page)).toHaveCount(0);
        const back = page.getByRole("button", { name: "Back" });
        expect((await back.boundingBox())?.y).toBeLessThan(20);
        await expectNoViolations(page);
        await back.tap();
        await expect(page).toHaveURL(new RegExp(`${base}$`));
        await expect(banner(page)).toBeVisible();
        await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
        await rowOf(page, listing.title).tap();
        await expect(thread(page)).toBeVisible();
        await expect(banner(page)).toHaveCount(0);
      }
    });
  }

  test("keeps the page's own header where there is room for both", async ({ openAs, people }) => {
    const { customer, conversation } = await people.scene();
    const page = await openAs(customer);
    await visit(page, `/inbox/${conversation.id}`);
    await expect(banner(page)).toBeVisible();
    await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toHaveCount(1);
  });

  test("that does not exist also leads back", async ({ openAs, people }) => {
    const page = await openAs(await people.customer(), phone(320));
    await visit(page, `/inbox/${crypto.randomUUID()}`);
    await page.getByRole("button", { name: "Back" }).tap();
    await expect(banner(page)).toBeVisible();
  });

  test("keeps its composer above an overlaid keyboard", async ({ openAs, people }) => {
    const { customer, conversation } = await people.scene();
    const page = await openAs(customer, phone(390));
    // As some phone browsers do: the page keeps its height, and the visual viewport shrinks.
    await page.addInitScript(() => {
      const seen = { height: innerHeight };
      Object.defineProperty(visualViewport, "height", { get: () => seen.height });
      Object.assign(window, {
        coverPage(height: number) {
          seen.height = height;
          visualViewport?.dispatchEvent(new Event("resize"));
        },
      });
    });
    await visit(page, `/inbox/${conversation.id}`);
    await composer(page).tap();
    await page.evaluate("coverPage(400)");
    const bottomOf = async () => {
      const box = await composer(page).boundingBox();
      return (box?.y ?? 0) + (box?.height ?? 0);
    };
    await expect.poll(bottomOf).toBeLessThanOrEqual(400);
    expect((await page.getByRole("button", { name: "Back" }).boundingBox())?.y).toBeLessThan(20);
    await page.evaluate("coverPage(740)");
    await expect.poll(bottomOf).toBeGreaterThan(600);
  });
});

test.describe("a listing", () => {
  for (const { width, locale, name } of [
    { width: 320, locale: "en-GB", name: "Chat with seller" },
    { width: 390, locale: "en-GB", name: "Chat with seller" },
    { width: 320, locale: "ar", name: "محادثة البائع" },
  ]) {
    test(`keeps the chat button in reach at ${width} pixels in ${locale}`, async ({ openAs, people }) => {
      const seller = await people.seller();
      const others = await Promise.all([1, 2, 3].map(() => people.listing(seller)));
      const { id } = await people.listing(seller, {
        description: "A long story. ".repeat(200),
        photos: ["/demo/sofa.svg"],
      });
      const page = await openAs(await people.customer(), phone(width, locale));
      await page.goto(`/listings/${id}`);
      await alive(page);
      const button = page.getByRole("button", { name });
      const end = page.locator(`main a[href="/listings/${others[0]?.id}"]`);
      for (const share of [0, 0.5, 1]) {
        await page.evaluate((part) => scrollTo(0, part * document.documentElement.scrollHeight), share);
        await expect(button).toBeInViewport({ ratio: 1 });
        expect(await isOnTop(button)).toBe(true);
      }
      await expectNoViolations(page);
      // It does not cover the end of the page.
      const lastBottom = await page
        .locator("main article")
        .last()
        .evaluate((article) => article.getBoundingClientRect().bottom);
      expect(lastBottom).toBeLessThanOrEqual((await button.boundingBox())?.y ?? 0);
      await expect(end).toHaveCount(1);
      await button.tap();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expect(button).toHaveCount(0);
    });
  }

  test("does not leave the focused element under the bar", async ({ openAs, people }) => {
    const seller = await people.seller();
    await Promise.all([1, 2, 3, 4].map(() => people.listing(seller)));
    const { id } = await people.listing(seller, { description: "A long story. ".repeat(200) });
    const page = await openAs(await people.customer(), phone(320));
    await page.goto(`/listings/${id}`);
    await alive(page);
    const links = page.locator("main section article a");
    await expect(links).toHaveCount(4);
    for (let index = 0; index < 4; index++) {
      await putUnderFoot(links.nth(index));
      await links.nth(index).focus();
      expect(await isOnTop(links.nth(index))).toBe(true);
    }
  });
});

test("a field of a long form does not stay behind the bar at its foot", async ({ openAs, people }) => {
  const page = await openAs(await people.seller(), phone(320));
  await page.goto("/dashboard/listings/new");
  await alive(page);
  const controls = [
    page.getByLabel("Status", { exact: true }),
    ...(await page.getByRole("button", { name: /^Add/ }).all()),
  ];
  expect(controls.length).toBeGreaterThan(1);
  for (const control of controls) {
    await putUnderFoot(control);
    await control.focus();
    expect(await isOnTop(control)).toBe(true);
  }
});

test.describe("a long title at 320 pixels", () => {
  /** Words that are broken over two lines. */
  const brokenWords = (locator: Locator): Promise<string[]> =>
    locator.evaluate((element) => {
      const broken: string[] = [];
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode())
        for (const { 0: word, index } of node.textContent?.matchAll(/\S+/g) ?? []) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
          if (tops.size > 1) broken.push(word);
        }
      return broken;
    });

  for (const locale of ["en-GB", "ar"]) {
    test(`breaks only between words in ${locale}`, async ({ openAs, people }) => {
      const [customer, seller] = await Promise.all([people.customer(), people.seller()]);
      const { conversation, listing } = await talk(people, customer, seller, longTitle);
      await seller.call("listing:update", { listingId: listing.id, status: "RESERVED" });
      for (const person of [customer, seller]) {
        const base = person === seller ? "/dashboard/messages" : "/inbox";
        const page = await openAs(person, phone(320, locale));
        await visit(page, `${base}/${conversation.id}`);
        const title = page.getByRole("link", { name: longTitle });
        await expect(title).toBeVisible();
        expect(await brokenWords(title)).toEqual([]);
        expect((await title.boundingBox())?.width).toBeGreaterThan(110);
        expect((await title.boundingBox())?.height).toBeGreaterThan(30);
      }
      const page = await openAs(customer, phone(320, locale));
      await page.goto(`/listings/${listing.id}`);
      const heading = page.getByRole("heading", { level: 1 });
      await expect(heading).toHaveText(longTitle);
      expect(await brokenWords(heading)).toEqual([]);
      await page.goto("/");
      const card = page.locator(`main a[href="/listings/${listing.id}"]`);
      await expect(card).toBeVisible();
      expect(await brokenWords(card)).toEqual([]);
    });
  }
});
