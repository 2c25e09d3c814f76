// Toasts never cover a control in use, and stay long enough to be read.
import type { Locator, Page } from "@playwright/test";
import { composer, list, rows, talks, visit } from "./support/inbox";
import { expect, test } from "./support/test";

type Box = { x: number; y: number; width: number; height: number };

const toastOf = (page: Page): Locator =>
  page
    .getByRole("region", { name: /Notices|تنبيهات/ })
    .getByRole("button", { name: /Dismiss|إخفاء/ })
    .locator("..");

async function boxOf(locator: Locator): Promise<Box> {
  const box = await locator.boundingBox();
  if (!box) throw new Error("It is not on the page.");
  return box;
}

const meet = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

/** Expects the toast to be completely in the view and over none of these. */
async function expectClear(page: Page, others: readonly Locator[]): Promise<void> {
  const toast = toastOf(page);
  await expect(toast).toBeInViewport({ ratio: 1 });
  const box = await boxOf(toast);
  let compared = 0;
  for (const other of others) {
    for (const each of await other.filter({ visible: true }).all()) {
      expect(meet(box, await boxOf(each)), (await each.textContent()) ?? undefined).toBe(false);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(0);
}

const devices = [
  { name: "a desktop", size: { width: 1280, height: 800 }, touch: false },
  { name: "a tablet", size: { width: 820, height: 1180 }, touch: true },
  { name: "a phone of 320 px", size: { width: 320, height: 568 }, touch: true },
  // The visible part of a phone's screen above its keyboard.
  { name: "a phone with its keyboard", size: { width: 360, height: 330 }, touch: true },
];

for (const locale of ["en-GB", "ar"]) {
  for (const { name, size, touch } of devices) {
    test(`covers neither a row nor the composer on ${name}, in ${locale}`, async ({ openAs, people }) => {
      const scene = await talks(people, ["Old clock", "Red chair", "Blue lamp", "Long table", "Oak door"]);
      const page = await openAs(scene.seller, { viewport: size, hasTouch: touch, locale });
      await visit(page, "/dashboard/messages");
      const row = page.locator("a[data-row]");
      await row.first().focus();
      await page.keyboard.press("e");
      await expect(toastOf(page)).toBeVisible();
      await expectClear(page, [row, page.getByRole("tab"), page.getByRole("searchbox")]);
      await toastOf(page).getByRole("button").last().click();
      await expect(toastOf(page)).toHaveCount(0);

      await row.first().press("Enter");
      const box = page.locator("textarea[aria-label]").first();
      await expect(box).toBeVisible();
      await page
        .locator("header")
        .getByRole("button", { name: /Conversation menu|قائمة المحادثة/ })
        .click();
      await page.getByRole("menuitem", { name: /^(Pin|تثبيت)/ }).click();
      await expect(toastOf(page)).toBeVisible();
      const button = page.getByRole("button", { name: /^(Send|إرسال)$/ });
      const menu = page.getByRole("button", { name: /Conversation menu|قائمة المحادثة/ });
      await expectClear(page, [box, button, row, menu]);
    });
  }
}

test("is focused by one key, closed by another, and returns the focus", async ({ openAs, people }) => {
  const scene = await talks(people, ["Old clock", "Red chair"]);
  const page = await openAs(scene.seller);
  await visit(page, "/dashboard/messages");
  await rows(page).filter({ hasText: "Red chair" }).focus();
  await page.keyboard.press("e");
  await expect(toastOf(page)).toBeVisible();
  const before = rows(page).filter({ hasText: "Old clock" });
  await expect(before).toBeFocused();
  await page.keyboard.press("F8");
  await expect(toastOf(page).getByRole("button", { name: "Undo" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(toastOf(page)).toHaveCount(0);
  await expect(before).toBeFocused();
  await expect(list(page)).toBeVisible();
});

test("stays while it is under the pointer or has the focus", async ({ openAs, people }) => {
  const scene = await talks(people, ["Old clock", "Red chair"]);
  const page = await openAs(scene.seller);
  await page.clock.install();
  await visit(page, "/dashboard/messages");
  await rows(page).filter({ hasText: "Red chair" }).focus();
  await page.keyboard.press("e");
  await toastOf(page).hover();
  await page.clock.fastForward(60_000);
  await expect(toastOf(page)).toBeVisible();
  await page.mouse.move(5, 700);
  await page.keyboard.press("F8");
  await page.clock.fastForward(60_000);
  await expect(toastOf(page)).toBeVisible();
  await rows(page).first().focus();
  await page.clock.runFor(9_000);
  await expect(toastOf(page)).toBeVisible();
  await page.clock.runFor(3_000);
  await expect(toastOf(page)).toHaveCount(0);
});

test("on a listing page, covers neither the open chat's composer nor its header", async ({
  openAs,
  people,
}) => {
  const { customer, listing } = await people.scene();
  const page = await openAs(customer, { viewport: { width: 320, height: 568 }, hasTouch: true });
  await visit(page, `/listings/${listing.id}?chat=1`);
  await page.getByRole("button", { name: "Conversation menu" }).click();
  await page.getByRole("menuitem", { name: /^Pin/ }).click();
  await expect(toastOf(page)).toBeVisible();
  await expectClear(page, [composer(page), page.getByRole("button", { name: "Minimise" })]);
});
