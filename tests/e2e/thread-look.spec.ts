// The look and sound of a thread: no barrier in either theme, no overflow, no slow keystrokes.

import type { Locator, Page } from "@playwright/test";
import { expectNoViolations } from "./support/axe";
import type { Person, Scene } from "./support/people";
import { expect, test } from "./support/test";
import { ThreadPage } from "./support/thread";

const longWord = "Donaudampfschifffahrtsgesellschaft".repeat(12);

/** One of every kind of message. */
async function fill({ customer, seller, conversation }: Scene): Promise<void> {
  const { id: conversationId } = conversation;
  const [first] = await seller.read(conversationId);
  await seller.say(conversationId, `${longWord} https://example.org/${"path/".repeat(60)}`);
  const replyToId = first?.id;
  await seller.call("message:send", {
    conversationId,
    id: crypto.randomUUID(),
    text: "Yes, it is.",
    replyToId,
  });
  await customer.say(conversationId, "😀👍");
  await customer.say(conversationId, "مرحبا، هل ما زال متاحا؟ It is ABC-123.");
  const edited = await customer.say(conversationId, "I come at fvie");
  await customer.call("message:edit", { messageId: edited.id, text: "I come at five" });
  const gone = await customer.say(conversationId, "Never mind");
  await customer.call("message:delete", { messageId: gone.id });
  await seller.call("message:react", { messageId: edited.id, emoji: "👍" });
  await customer.call("message:react", { messageId: edited.id, emoji: "👍" });
  await seller.say(conversationId, "A long story. ".repeat(300));
}

async function openFilled(page: Page, person: Person, scene: Scene): Promise<ThreadPage> {
  const thread = await ThreadPage.open(page, person, scene.conversation.id);
  await expect(thread.box).toBeEditable();
  return thread;
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`has no barrier in the ${colorScheme} theme`, async ({ openAs, people }) => {
    test.slow();
    const scene = await people.scene();
    await fill(scene);
    const page = await openAs(scene.seller, { colorScheme });
    const dealer = await openFilled(page, scene.seller, scene);
    await expectNoViolations(page);
    await dealer.message("I come at five").hover();
    await dealer.act(dealer.message("Yes, it is."), "Reply");
    await dealer.box.fill("x".repeat(5_001));
    await expectNoViolations(page);
    await dealer.page.getByRole("button", { name: "Emoji" }).click();
    await expectNoViolations(page);
  });

  test(`has none in its menus and dialogs in the ${colorScheme} theme`, async ({ openAs, people }) => {
    test.slow();
    const scene = await people.scene();
    const page = await openAs(scene.customer, { colorScheme });
    const buyer = await openFilled(page, scene.customer, scene);
    await buyer.write("My own");
    await expect(buyer.message("My own")).toContainText("Sent");
    const look = async (what: Locator) => {
      await expect(what).toBeVisible();
      await expectNoViolations(page);
      await page.keyboard.press("Escape");
      await expect(what).toBeHidden();
    };
    await buyer.act(buyer.message("My own"), "React");
    await look(page.getByRole("button", { name: "More emoji" }));
    await buyer.act(buyer.message("My own"), "Delete");
    await look(page.getByRole("alertdialog"));
    await buyer.act(buyer.message("My own"), "Forward");
    await look(page.getByRole("dialog"));
    await page.getByRole("button", { name: "Conversation menu" }).click();
    await look(page.getByRole("menu"));
    await page.getByRole("button", { name: "Conversation menu" }).click();
    await page.getByRole("menuitem", { name: "Block" }).click();
    await look(page.getByRole("alertdialog"));
  });
}

for (const [width, locale] of [
  [320, "en-GB"],
  [320, "ar"],
  [1440, "ar"],
] as const) {
  test(`fits ${width} pixels in ${locale}`, async ({ openAs, people }) => {
    const scene = await people.scene();
    await fill(scene);
    const page = await openAs(scene.customer, { locale, viewport: { width, height: 700 } });
    await page.goto(ThreadPage.path(scene.customer, scene.conversation.id));
    await expect(page.getByRole("article").first()).toBeVisible();
    const tooWide = await page.evaluate(() =>
      [document.documentElement, document.querySelector("[role=log]")]
        .filter((element) => element !== null)
        .filter((element) => element.scrollWidth > element.clientWidth)
        .map((element) => `${element.tagName}: ${element.scrollWidth} in ${element.clientWidth}`),
    );
    expect(tooWide).toEqual([]);
    const outside = await page.getByRole("article").evaluateAll(
      (articles) =>
        articles
          .flatMap((article) => [...article.querySelectorAll("[dir=auto]")])
          .map((text) => text.getBoundingClientRect())
          .filter(({ left, right }) => left < 0 || right > innerWidth).length,
    );
    expect(outside).toBe(0);
  });
}

test("typing does not change the thread, and loses no letter while twenty messages a second arrive", async ({
  openAs,
  people,
}) => {
  test.slow();
  const scene = await people.scene();
  const page = await openAs(scene.customer);
  const buyer = await openFilled(page, scene.customer, scene);
  await buyer.write("Ready");
  await expect(buyer.message("Ready")).toContainText("Sent");
  await expect(buyer.message("Ready")).toBeVisible();
  await buyer.box.focus();

  // Re-rendering makes a keystroke slow, so only the composer may render.
  await buyer.log.evaluate((log) => {
    const seen = window as unknown as { touched: string[] };
    seen.touched = [];
    new MutationObserver((changes) => {
      for (const { target } of changes) seen.touched.push(target.textContent ?? "");
    }).observe(log, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  const alone = "Nobody else writes just now. ";
  await page.keyboard.type(alone);
  await expect(buyer.box).toHaveValue(alone);
  expect(await page.evaluate(() => (window as unknown as { touched: string[] }).touched)).toEqual([]);

  const total = 60;
  const arriving = (async () => {
    for (let sent = 0; sent < total; sent += 2)
      await Promise.all(
        [0, 1].map((index) => scene.seller.say(scene.conversation.id, `Burst ${sent + index}.`)),
      );
  })();
  const among = "While they write I go on writing as if nothing happened. ";
  await page.keyboard.type(among, { delay: 20 });
  await arriving;
  await expect(buyer.message(`Burst ${total - 1}.`)).toBeVisible();
  await expect(buyer.box).toHaveValue(alone + among);
});
