// A thread by finger: a long press opens a message's menu, a swipe quotes it, and neither disturbs scrolling.
import type { Page } from "@playwright/test";
import { expectNoViolations } from "./support/axe";
import { expect, test } from "./support/test";
import { ThreadPage } from "./support/thread";
import { Finger, longPress, phone } from "./support/touch";

const sheet = (page: Page) => page.getByRole("dialog", { name: "Message actions" });
/** Longer than any long press, to prove that nothing happens. */
const aWhile = (page: Page) => page.evaluate(() => new Promise((done) => setTimeout(done, 800)));
const talk = Array.from({ length: 40 }, (_, index) => `Message number ${index + 1}.`);

for (const width of [320, 390]) {
  test(`a long press opens a message's menu at ${width} pixels`, async ({ openAs, people }) => {
    const { customer, conversation } = await people.scene(["By thumb"]);
    const page = await openAs(customer, phone(width));
    const buyer = await ThreadPage.open(page, customer, conversation.id);
    const message = buyer.message("By thumb");
    await longPress(page, message.getByText("By thumb"), sheet(page));
    for (const name of ["Reply", "Edit", "Forward", "Copy", "Delete"])
      await expect(sheet(page).getByRole("button", { name, exact: true })).toBeVisible();
    await expectNoViolations(page);
    // The opening press selected no item and no text.
    await aWhile(page);
    await expect(sheet(page)).toBeVisible();
    expect(await page.evaluate(() => getSelection()?.toString())).toBe("");
    await sheet(page).getByRole("button", { name: "👍" }).tap();
    await expect(message.getByRole("button", { name: /^👍/ })).toBeVisible();
  });
}

test("a long press copies a message's text through the menu", async ({ openAs, people }) => {
  const { customer, conversation } = await people.scene(["Copy these words"]);
  const page = await openAs(customer, phone(390));
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const buyer = await ThreadPage.open(page, customer, conversation.id);
  await longPress(page, buyer.message("Copy these words").getByText("Copy these words"), sheet(page));
  await sheet(page).getByRole("button", { name: "Copy", exact: true }).tap();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("Copy these words");
});

test("a finger that scrolls or moves opens no menu and quotes nothing", async ({ openAs, people }) => {
  const { customer, conversation } = await people.scene(talk);
  const page = await openAs(customer, phone(390));
  const buyer = await ThreadPage.open(page, customer, conversation.id);
  const last = buyer.message("Message number 40.");
  await expect(last).toBeInViewport();
  const finger = await Finger.of(page);
  await finger.down(last.getByText("Message number 40."));
  await finger.move(20, 200);
  await aWhile(page);
  await finger.up();
  await expect(last).not.toBeInViewport({ ratio: 1 });
  await expect(sheet(page)).toBeHidden();
  await expect(page.getByText(/^Replying to/)).toBeHidden();
});

test("a link in a message opens by a tap, and shows the message's menu by a long press", async ({
  openAs,
  people,
}) => {
  const { customer, seller, listing, conversation } = await people.scene();
  const address = `${seller.serverUrl}/listings/${listing.id}`;
  await seller.say(conversation.id, `It is at ${address}`);
  const page = await openAs(customer, phone(390));
  const buyer = await ThreadPage.open(page, customer, conversation.id);
  const link = buyer.message("It is at").getByRole("link");
  await longPress(page, link, sheet(page));
  expect(page.context().pages()).toHaveLength(1);
  await page.keyboard.press("Escape");
  await expect(sheet(page)).toBeHidden();
  const opened = page.context().waitForEvent("page");
  await link.tap();
  expect((await opened).url()).toBe(address);
});

for (const { width, locale, forward, replying } of [
  { width: 320, locale: "en-GB", forward: 1, replying: /^Replying to/ },
  { width: 390, locale: "en-GB", forward: 1, replying: /^Replying to/ },
  { width: 320, locale: "ar", forward: -1, replying: /^رد على/ },
  { width: 390, locale: "ar", forward: -1, replying: /^رد على/ },
]) {
  test(`a swipe quotes a message at ${width} pixels in ${locale}`, async ({ openAs, people }) => {
    const { customer, seller, conversation } = await people.scene(["Quote me"]);
    await seller.say(conversation.id, "Quote me too");
    const page = await openAs(customer, phone(width, locale));
    await page.goto(ThreadPage.path(customer, conversation.id));
    const box = page.getByRole("textbox");
    await expect(box).toBeEditable();
    const context = page.getByText(replying).locator("..");
    const finger = await Finger.of(page);

    for (const text of ["Quote me", "Quote me too"]) {
      const words = page.getByRole("log").getByText(text, { exact: true });
      const startX = (await words.boundingBox())?.x ?? 0;
      const followed = async () => (((await words.boundingBox())?.x ?? 0) - startX) * forward;
      // A short swipe is no quote: the message follows less than the finger, and returns.
      await finger.down(words);
      await finger.move(40 * forward);
      await expect.poll(followed).toBeGreaterThan(15);
      expect(await followed()).toBeLessThan(35);
      await finger.up();
      await expect.poll(followed).toBeCloseTo(0);
      // A swipe in the other direction does nothing.
      await finger.down(words);
      await finger.move(-90 * forward);
      expect(await followed()).toBeCloseTo(0);
      await finger.up();
      await expect(context.getByText(text, { exact: true })).toBeHidden();

      await finger.down(words);
      await finger.move(100 * forward);
      await finger.up();
      await expect(context).toContainText(text);
      await expect(box).toBeFocused();
      await expect.poll(followed).toBeCloseTo(0);
    }
    await expectNoViolations(page);
  });
}

test("with reduced motion a swipe quotes and moves no message", async ({ openAs, people }) => {
  const { customer, conversation } = await people.scene(["Stand still"]);
  const page = await openAs(customer, { ...phone(390), reducedMotion: "reduce" });
  const buyer = await ThreadPage.open(page, customer, conversation.id);
  const words = buyer.message("Stand still").getByText("Stand still");
  const before = await words.boundingBox();
  const finger = await Finger.of(page);
  await finger.down(words);
  await finger.move(100);
  expect(await words.boundingBox()).toEqual(before);
  await finger.up();
  await expect(page.getByText(/^Replying to/)).toBeVisible();
});

test("a swipe from the edge of the screen is left to the browser", async ({ openAs, people }) => {
  const { customer, seller, conversation } = await people.scene();
  await seller.say(conversation.id, "From the edge");
  const page = await openAs(customer, phone(390));
  const buyer = await ThreadPage.open(page, customer, conversation.id);
  const finger = await Finger.of(page);
  await finger.down(buyer.message("From the edge"), 8);
  await finger.move(150);
  await finger.up();
  await expect(page.getByText(/^Replying to/)).toBeHidden();
});

test("a keyboard and a screen reader find the menu of a message on a phone", async ({ openAs, people }) => {
  const { customer, conversation } = await people.scene(["First of them", "Second of them"]);
  const page = await openAs(customer, phone(390));
  const buyer = await ThreadPage.open(page, customer, conversation.id);
  for (const text of ["First of them", "Second of them"])
    await expect(buyer.message(text).getByRole("button", { name: "Message actions" })).toHaveCount(1);
  const button = buyer.message("Second of them").getByRole("button", { name: "Message actions" });
  const sizeOf = async () => (await button.boundingBox())?.width ?? 0;
  expect(await sizeOf()).toBeLessThan(2);
  await buyer.message("Second of them").focus();
  await page.keyboard.press("Tab");
  await expect(button).toBeFocused();
  expect(await sizeOf()).toBeGreaterThanOrEqual(40);
  await page.keyboard.press("Enter");
  await expect(sheet(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();
});

test("with a mouse, a message's buttons are beside it, and dragging selects its text", async ({
  openAs,
  people,
}) => {
  const { customer, conversation } = await people.scene(["By mouse"]);
  const page = await openAs(customer);
  const buyer = await ThreadPage.open(page, customer, conversation.id);
  await buyer.act(buyer.message("By mouse"), "Reply");
  await expect(page.getByText(/^Replying to/)).toBeVisible();
  await buyer.message("By mouse").getByText("By mouse").dblclick();
  expect(await page.evaluate(() => getSelection()?.toString())).toMatch(/By|mouse/);
});
