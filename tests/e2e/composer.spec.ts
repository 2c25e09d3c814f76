// The composer: what it sends, what it keeps, and that it never loses text.
import type { Page } from "@playwright/test";
import { expect, test } from "./support/test";
import { ThreadPage } from "./support/thread";

const textChars = 5_000;

/** The unsent text in this browser's storage. It is stored a moment after the last key. */
const keptDrafts = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const texts: string[] = [];
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(name));
      if (database.objectStoreNames.contains("drafts")) {
        const drafts = await asked(database.transaction("drafts").objectStore("drafts").getAll());
        texts.push(...drafts.map(({ text }: { text: string }) => text));
      }
      database.close();
    }
    return texts;
  });

test.describe("the composer", () => {
  test("keeps text that was typed right before the page closes", async ({ openAs, people }) => {
    const { customer, conversation } = await people.scene([]);
    const { page, box } = await ThreadPage.open(await openAs(customer), customer, conversation.id);
    for (let round = 0; round < 6; round++) {
      await box.pressSequentially(`${round} `);
      const written = Array.from({ length: round + 1 }, (_, index) => `${index} `).join("");
      // A browser's first visit must create the storage.
      if (round === 0) await expect.poll(() => keptDrafts(page)).toContain(written);
      await page.reload();
      await expect(box).toHaveValue(written);
    }
  });

  test("sends by Enter and by the button, and breaks a line by Shift and Enter", async ({
    openAs,
    people,
  }) => {
    const { customer, seller, conversation } = await people.scene([]);
    const buyer = await ThreadPage.open(await openAs(customer), customer, conversation.id);
    await buyer.box.pressSequentially("One");
    await buyer.box.press("Shift+Enter");
    await buyer.box.pressSequentially("Two");
    await buyer.box.press("Enter");
    await buyer.box.fill("Three");
    await buyer.send.click();
    await expect(buyer.message("Three")).toContainText("Sent");
    await buyer.box.fill("   ");
    await buyer.box.press("Enter");
    const texts = async () => (await seller.read(conversation.id)).map(({ text }) => text);
    await expect.poll(texts).toEqual(["One\nTwo", "Three"]);
  });

  test("does not send while an input method composes a word", async ({ openAs, people }) => {
    const { customer, conversation } = await people.scene([]);
    const buyer = await ThreadPage.open(await openAs(customer), customer, conversation.id);
    await buyer.box.fill("にほん");
    await buyer.box.evaluate((box) => {
      const press = (init: KeyboardEventInit) =>
        box.dispatchEvent(
          new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...init }),
        );
      press({ isComposing: true });
      press({ keyCode: 229 });
    });
    await expect(buyer.box).toHaveValue("にほん");
    await buyer.box.press("Enter");
    await expect(buyer.message("にほん")).toHaveCount(1);
  });

  test("keeps text above the limit, says why it is not sent, and counts down before", async ({
    openAs,
    people,
  }) => {
    const { customer, conversation } = await people.scene([]);
    const buyer = await ThreadPage.open(await openAs(customer), customer, conversation.id);
    await buyer.box.fill("x".repeat(textChars - 20));
    await expect(buyer.page.getByText("20 characters left")).toBeVisible();
    const tooLong = "y".repeat(textChars + 7);
    await buyer.box.fill(tooLong);
    await expect(buyer.page.getByText(/^7 characters too long/)).toBeVisible();
    await buyer.box.press("Enter");
    await expect(buyer.box).toHaveValue(tooLong);
    await expect(buyer.log).toHaveCount(0);
    await expect.poll(() => keptDrafts(buyer.page)).toContain(tooLong);
    await buyer.page.reload();
    await expect(buyer.box).toHaveValue(tooLong);
    await buyer.box.fill(tooLong.slice(0, textChars));
    await buyer.box.press("Enter");
    await expect(buyer.message("yyy")).toContainText("Sent");
    await buyer.message("yyy").getByRole("button", { name: "Show more" }).click();
    await expect(buyer.message("yyy").getByRole("button", { name: "Show less" })).toBeVisible();
  });

  test("keeps a draft of each conversation over a reload", async ({ openAs, people }) => {
    const one = await people.scene();
    const listing = await people.listing(one.seller);
    const opened = await one.customer.call("conversation:open", {
      listingId: listing.id,
      message: { id: crypto.randomUUID(), text: "Another one" },
    });
    const page = await openAs(one.customer);
    const first = await ThreadPage.open(page, one.customer, one.conversation.id);
    await first.box.fill("A draft of the first");
    await expect.poll(() => keptDrafts(page)).toContain("A draft of the first");
    const second = await ThreadPage.open(page, one.customer, opened.conversation.id);
    await expect(second.message("Another one")).toBeVisible();
    await expect(second.box).toHaveValue("");
    await second.box.fill("A draft of the second");
    await expect.poll(() => keptDrafts(page)).toContain("A draft of the second");
    await page.reload();
    await expect(second.box).toHaveValue("A draft of the second");
    await ThreadPage.open(page, one.customer, one.conversation.id);
    await expect(first.box).toHaveValue("A draft of the first");
    await first.box.press("Enter");
    await expect(first.message("A draft of the first")).toContainText(/Sent|Delivered|Read/);
    await page.reload();
    await expect(first.message("A draft of the first")).toBeVisible();
    await expect(first.box).toHaveValue("");
  });

  test("grows with its text, up to a third of the screen", async ({ openAs, people }) => {
    const { customer, conversation } = await people.scene([]);
    const buyer = await ThreadPage.open(await openAs(customer), customer, conversation.id);
    const height = async () => (await buyer.box.boundingBox())?.height ?? 0;
    await buyer.box.fill("one line");
    const one = await height();
    await buyer.box.fill("three\nlines\nhere");
    expect(await height()).toBeGreaterThan(one * 1.8);
    await buyer.box.fill("line\n".repeat(200));
    const screen = buyer.page.viewportSize()?.height ?? 0;
    expect(await height()).toBeLessThanOrEqual(screen * 0.34);
    expect(await height()).toBeGreaterThan(screen * 0.25);
    await buyer.box.press("Enter");
    await expect.poll(height).toBe(one);
  });

  test("inserts an emoji at the caret", async ({ openAs, people }) => {
    const { customer, conversation } = await people.scene([]);
    const buyer = await ThreadPage.open(await openAs(customer), customer, conversation.id);
    await buyer.box.fill("good  day");
    await buyer.box.evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(5, 5));
    await buyer.page.getByRole("button", { name: "Emoji" }).click();
    await buyer.page.getByRole("dialog", { name: "Emoji" }).getByRole("button", { name: "☕" }).click();
    await expect(buyer.box).toHaveValue("good ☕ day");
    await expect(buyer.box).toBeFocused();
  });

  test("fills in a seller's quick reply, chosen by typing after a slash", async ({ openAs, people }) => {
    const { customer, seller, listing, conversation } = await people.scene();
    const replies = [
      ["available", "Hello {customer}, {listing} is still there for {price}."],
      ["address", "Lindenstraße 14"],
    ] as const;
    for (const [shortcut, text] of replies) await seller.call("quick-reply:create", { shortcut, text });
    const dealer = await ThreadPage.open(await openAs(seller), seller, conversation.id);
    await dealer.box.pressSequentially("/");
    const list = dealer.page.getByRole("listbox", { name: "Quick replies" });
    await expect(list.getByRole("option")).toHaveCount(2);
    await dealer.box.press("ArrowDown");
    await expect(list.getByRole("option", { name: /available/ })).toHaveAttribute("aria-selected", "true");
    await dealer.box.pressSequentially("av");
    await expect(list.getByRole("option")).toHaveCount(1);
    await dealer.box.press("Enter");
    await expect(list).toBeHidden();
    await expect(dealer.box).toHaveValue(
      `Hello ${customer.name.split(" ")[0]}, ${listing.title} is still there for €1,250.`,
    );
    await dealer.box.fill("/");
    await expect(list).toBeVisible();
    await dealer.box.press("Escape");
    await expect(list).toBeHidden();
    await expect(dealer.box).toHaveValue("/");
    const buyer = await ThreadPage.open(await openAs(customer), customer, conversation.id);
    await buyer.box.pressSequentially("/");
    await expect(buyer.page.getByRole("listbox")).toHaveCount(0);
  });

  test("is hidden in a closed conversation, with the reason", async ({ openAs, people }) => {
    const { customer, seller, conversation } = await people.scene();
    const buyer = await ThreadPage.open(await openAs(customer), customer, conversation.id);
    const dealer = await ThreadPage.open(await openAs(seller), seller, conversation.id);
    await dealer.page.getByRole("button", { name: "Conversation menu" }).click();
    await dealer.page.getByRole("menuitem", { name: "Block" }).click();
    await dealer.page.getByRole("alertdialog").getByRole("button", { name: "Block" }).click();
    for (const side of [buyer, dealer]) {
      await expect(side.page.getByText(/^This conversation is blocked/)).toBeVisible();
      await expect(side.box).toHaveCount(0);
    }
    await dealer.page.getByRole("button", { name: "Conversation menu" }).click();
    await dealer.page.getByRole("menuitem", { name: "Unblock" }).click();
    for (const side of [buyer, dealer]) await expect(side.box).toBeVisible();
    await buyer.write("Peace");
    await expect(dealer.message("Peace")).toBeVisible();
  });
});

test.describe("without a network", () => {
  test.use({ expectedErrors: [/ERR_(?:INTERNET_DISCONNECTED|FAILED)|WebSocket/] });

  test("messages are queued, and sent once and in order when the network is back", async ({
    openAs,
    people,
  }) => {
    const { customer, seller, conversation } = await people.scene();
    const buyer = await ThreadPage.open(await openAs(customer), customer, conversation.id);
    await buyer.write("Hello");
    await expect(buyer.message("Hello")).toContainText("Sent");
    await buyer.page.context().setOffline(true);
    for (const text of ["First", "Second"]) await buyer.write(text);
    await expect(buyer.message("Second")).toContainText("Queued");
    const notice = buyer.page.getByRole("status").filter({ hasText: /^You are offline\. 2 messages/ });
    await expect(notice).toBeVisible();
    await seller.say(conversation.id, "Meanwhile");
    await buyer.page.context().setOffline(false);
    await expect(buyer.message("Second")).toContainText("Sent", { timeout: 20_000 });
    await expect(notice).toBeHidden();
    await expect(buyer.message("Meanwhile")).toBeVisible();
    const texts = (await seller.read(conversation.id)).map(({ text }) => text);
    expect(texts).toEqual(["Is it still there?", "Hello", "Meanwhile", "First", "Second"]);
  });
});
