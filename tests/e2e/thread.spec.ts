// Two users, each in a separate browser, talk to each other.
import { expect, test } from "./support/test";
import { ThreadPage } from "./support/thread";

test.describe("a thread", () => {
  test("shows a message to the other side and its reply, both live", async ({ openAs, people }) => {
    const { customer, seller, conversation } = await people.scene();
    const [buyer, dealer] = await Promise.all([
      ThreadPage.open(await openAs(customer), customer, conversation.id),
      ThreadPage.open(await openAs(seller), seller, conversation.id),
    ]);
    await buyer.write("Hello, is this available?");
    await expect(dealer.message("Hello, is this available?")).toBeVisible();
    await dealer.write("Yes, it's available!");
    await expect(buyer.message("Yes, it's available!")).toBeVisible();
    await expect(buyer.box).toHaveValue("");
    await expect(buyer.log.getByRole("article")).toHaveCount(3);
  });

  test("shows the state of a message: sent, delivered, read", async ({ openAs, people }) => {
    const { customer, seller, conversation } = await people.scene();
    const buyer = await ThreadPage.open(await openAs(customer), customer, conversation.id);
    await buyer.write("Are you there?");
    const own = buyer.message("Are you there?");
    await expect(own).toContainText("Sent");
    const elsewhere = await openAs(seller);
    await elsewhere.goto("/dashboard/messages");
    await expect(own).toContainText("Delivered");
    await ThreadPage.open(elsewhere, seller, conversation.id);
    await expect(own).toContainText("Read");
  });

  test("keeps every message over a reload of both browsers", async ({ openAs, people }) => {
    const { customer, seller, conversation } = await people.scene();
    const buyer = await ThreadPage.open(await openAs(customer), customer, conversation.id);
    const dealer = await ThreadPage.open(await openAs(seller), seller, conversation.id);
    for (const text of ["one", "two", "three"]) await buyer.write(`Message ${text}`);
    await expect(dealer.message("Message three")).toBeVisible();
    await dealer.write("And an answer");
    await expect(buyer.message("And an answer")).toBeVisible();
    for (const side of [buyer, dealer]) {
      await side.page.reload();
      await expect(side.log.getByRole("article")).toHaveCount(5);
      await expect(side.log.getByRole("article").nth(3)).toContainText("Message three");
      await expect(side.message("And an answer")).toBeVisible();
    }
  });

  test("shows that the other user is typing, until they stop", async ({ openAs, people }) => {
    const { customer, seller, conversation } = await people.scene();
    const buyer = await ThreadPage.open(await openAs(customer), customer, conversation.id);
    const dealer = await ThreadPage.open(await openAs(seller), seller, conversation.id);
    const isTyping = dealer.page.getByText(`${customer.name} is typing`);
    // A key typed before the connection is open is missed, so the next key is seen.
    await expect(async () => {
      await buyer.box.pressSequentially("I am ");
      await expect(isTyping).toBeVisible({ timeout: 700 });
    }).toPass();
    await expect(isTyping).toBeHidden();
    await buyer.box.pressSequentially(" still");
    await expect(isTyping).toBeVisible();
    await buyer.box.press("Enter");
    await expect(isTyping).toBeHidden();
  });

  test("shows when the other user comes and goes", async ({ openAs, people }) => {
    const { customer, seller, conversation } = await people.scene();
    const buyer = await ThreadPage.open(await openAs(customer), customer, conversation.id);
    const dealerPage = await openAs(seller);
    await ThreadPage.open(dealerPage, seller, conversation.id);
    const header = buyer.page.getByRole("main");
    await expect(header.getByText("Online", { exact: true })).toBeVisible();
    await dealerPage.close();
    await expect(header.getByText(/^Last seen/)).toBeVisible({ timeout: 15_000 });
  });

  test("opens at the first unread message, which has a divider while the thread is open", async ({
    openAs,
    people,
  }) => {
    const texts = Array.from({ length: 60 }, (_, index) => `Question ${index + 1}.`);
    const { customer, seller, conversation } = await people.scene(texts.slice(0, 30));
    await seller.call("conversation:read", { conversationId: conversation.id, seq: 30 });
    for (const text of texts.slice(30)) await customer.say(conversation.id, text);
    const dealer = await ThreadPage.open(await openAs(seller), seller, conversation.id);
    const divider = dealer.log.getByText("New messages", { exact: true });
    await expect(divider).toBeInViewport();
    const first = dealer.message("Question 31.");
    await expect(first).toBeInViewport();
    const top = async (part: typeof first) => (await part.boundingBox())?.y ?? 0;
    await expect.poll(async () => (await top(first)) - (await top(divider))).toBeGreaterThan(0);
    await expect(dealer.message("Question 60.")).not.toBeInViewport();
    await dealer.page.getByRole("button", { name: /new messages/ }).click();
    await expect(dealer.message("Question 60.")).toBeInViewport();
    await expect
      .poll(
        async () =>
          (await seller.call("conversation:get", { conversationId: conversation.id })).conversation.unread,
      )
      .toBe(0);
  });

  for (const way of ["a link", "the list"] as const)
    test(`opens by ${way} at the first message when everything is unread, and marks only the visible ones`, async ({
      openAs,
      people,
    }) => {
      const texts = Array.from({ length: 30 }, (_, index) => `Question ${index + 1}.`);
      const { seller, conversation } = await people.scene(texts);
      const page = await openAs(seller);
      const dealer = new ThreadPage(page);
      if (way === "a link") await ThreadPage.open(page, seller, conversation.id);
      else {
        await page.goto("/dashboard/messages");
        await page.getByRole("list", { name: "Conversations" }).getByRole("link").first().click();
      }
      await expect(dealer.message("Question 1.")).toBeInViewport({ ratio: 1 });
      await expect(dealer.log.getByText("New messages", { exact: true })).toBeInViewport();
      await expect(dealer.message("Question 30.")).not.toBeInViewport();
      const readSeq = async () =>
        (await seller.call("conversation:get", { conversationId: conversation.id })).conversation.readSeq;
      await expect.poll(readSeq).toBeGreaterThan(0);
      const seen = await readSeq();
      await expect(dealer.message(`Question ${seen}.`)).toBeInViewport();
      await expect(dealer.message(`Question ${seen + 2}.`)).not.toBeInViewport();
      await dealer.log.hover();
      await expect(async () => {
        await page.mouse.wheel(0, 150);
        await expect(dealer.message("Question 30.")).toBeInViewport({ ratio: 1, timeout: 50 });
      }).toPass({ intervals: [50] });
      await expect.poll(readSeq).toBe(30);
    });

  test("counts only visible messages as read", async ({ openAs, people }) => {
    const { customer, seller, conversation } = await people.scene();
    const page = await openAs(seller);
    const dealer = await ThreadPage.open(page, seller, conversation.id);
    const readSeq = async () =>
      (await seller.call("conversation:get", { conversationId: conversation.id })).conversation.readSeq;
    await expect.poll(readSeq).toBe(1);
    // Another user's window covers this one.
    await page.evaluate(() => {
      document.hasFocus = () => false;
    });
    await customer.say(conversation.id, "Are you looking?");
    await expect(dealer.message("Are you looking?")).toBeVisible();
    const buyer = await ThreadPage.open(await openAs(customer), customer, conversation.id);
    await expect(buyer.message("Are you looking?")).toContainText("Delivered");
    expect(await readSeq()).toBe(1);
    await page.evaluate(() => {
      document.hasFocus = () => true;
      window.dispatchEvent(new Event("focus"));
    });
    await expect(buyer.message("Are you looking?")).toContainText("Read");
  });

  test("keeps its position when a message arrives, and shows the number of new ones", async ({
    openAs,
    people,
  }) => {
    const texts = Array.from({ length: 40 }, (_, index) => `Line ${index + 1}.`);
    const { customer, seller, conversation } = await people.scene(texts);
    const buyer = await ThreadPage.open(await openAs(customer), customer, conversation.id);
    await expect(buyer.message("Line 40.")).toBeInViewport();
    const marker = buyer.message("Line 20.");
    await buyer.log.hover();
    await expect(async () => {
      await buyer.page.mouse.wheel(0, -200);
      expect(await buyer.isInView(marker)).toBe(true);
    }).toPass();
    await buyer.rest(async () => (await marker.boundingBox())?.y);
    const before = await marker.boundingBox();
    for (const text of ["Here", "Here too"]) await seller.say(conversation.id, text);
    const pill = buyer.page.getByRole("button", { name: "2 new messages" });
    await expect(pill).toBeVisible();
    expect(await marker.boundingBox()).toEqual(before);
    await pill.click();
    await expect(buyer.message("Here too")).toBeInViewport();
    await seller.say(conversation.id, "And here");
    await expect(buyer.message("And here")).toBeInViewport();
  });

  test("reads new messages aloud, except one's own", async ({ openAs, people }) => {
    const { customer, seller, conversation } = await people.scene();
    const buyer = await ThreadPage.open(await openAs(customer), customer, conversation.id);
    await buyer.write("My own words");
    await expect(buyer.message("My own words")).toContainText("Sent");
    const region = buyer.page.getByRole("status").filter({ hasText: `${seller.name}: Listen` });
    // Messages before the connection are synced and not read aloud.
    await expect(async () => {
      await seller.say(conversation.id, "Listen");
      await expect(region).toBeAttached({ timeout: 2_000 });
    }).toPass();
    await expect(buyer.page.getByRole("status").filter({ hasText: "My own words" })).toHaveCount(0);
  });
});

test.describe("an inaccessible conversation", () => {
  test.use({ expectedErrors: [/status of 404/] });

  test("says that it does not exist, whether it is missing or foreign", async ({ openAs, people }) => {
    const [{ conversation }, stranger] = await Promise.all([people.scene(), people.customer()]);
    const page = await openAs(stranger);
    await ThreadPage.open(page, stranger, conversation.id);
    await expect(page.getByText("This conversation does not exist")).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Message" })).toHaveCount(0);
  });
});
