// Actions on single messages: reply, react, edit, delete, forward, copy; by mouse, by keyboard, by touch.
import { expect, test } from "./support/test";
import { ThreadPage } from "./support/thread";
import { longPress } from "./support/touch";

test.describe("with a message", () => {
  test("a reply links to the quoted message", async ({ openAs, people }) => {
    test.slow();
    const filler = Array.from({ length: 60 }, (_, index) => `Filler ${index + 1}.`);
    const { customer, seller, conversation } = await people.scene(["What does it weigh?", ...filler]);
    await seller.call("conversation:read", { conversationId: conversation.id, seq: 61 });
    const buyer = await ThreadPage.open(await openAs(customer), customer, conversation.id);
    const dealer = await ThreadPage.open(await openAs(seller), seller, conversation.id);
    await dealer.act(dealer.message("Filler 60."), "Reply");
    await expect(dealer.page.getByText(`Replying to ${customer.name}`)).toBeVisible();
    await expect(dealer.box).toBeFocused();
    await dealer.write("That was the last one.");
    await expect(dealer.page.getByText(`Replying to ${customer.name}`)).toBeHidden();
    const reply = buyer.message("That was the last one.");
    await expect(reply.getByRole("button", { name: /^Go to the message/ })).toContainText("Filler 60.");

    // Far above, outside the loaded messages.
    const [first] = await seller.read(conversation.id);
    await seller.call("message:send", {
      conversationId: conversation.id,
      id: crypto.randomUUID(),
      text: "Nine kilos.",
      replyToId: first?.id,
    });
    await buyer
      .message("Nine kilos.")
      .getByRole("button", { name: /^Go to the message/ })
      .click();
    const quoted = buyer.message("What does it weigh?").filter({ hasNotText: "Nine kilos." });
    await expect(quoted).toBeInViewport();
    await expect(buyer.message("Nine kilos.")).not.toBeInViewport();
    await buyer.page.getByRole("button", { name: "Newest messages" }).click();
    await expect(buyer.message("Nine kilos.")).toBeInViewport();
  });

  test("Escape cancels a reply", async ({ openAs, people }) => {
    const { seller, conversation } = await people.scene();
    const dealer = await ThreadPage.open(await openAs(seller), seller, conversation.id);
    await dealer.act(dealer.message("Is it still there?"), "Reply");
    await dealer.box.press("Escape");
    await expect(dealer.page.getByText(/^Replying to/)).toBeHidden();
    await dealer.write("Yes");
    await expect(dealer.message("Yes").getByRole("button", { name: /^Go to the message/ })).toHaveCount(0);
  });

  test("a reaction is added and removed, live for the other side", async ({ openAs, people }) => {
    const { customer, seller, conversation } = await people.scene();
    const buyer = await ThreadPage.open(await openAs(customer), customer, conversation.id);
    const dealer = await ThreadPage.open(await openAs(seller), seller, conversation.id);
    await dealer.act(dealer.message("Is it still there?"), "React");
    const picker = dealer.page.getByRole("dialog", { name: "Choose a reaction" });
    await picker.getByRole("button", { name: "👍" }).click();
    await expect(picker).toBeHidden();
    const reaction = buyer.message("Is it still there?").getByRole("button", { name: /^👍/ });
    await expect(reaction).toHaveAttribute("aria-pressed", "false");
    await reaction.click();
    await expect(reaction).toHaveAttribute("aria-pressed", "true");
    const both = dealer.message("Is it still there?").getByRole("button", { name: /^👍 2/ });
    await both.click();
    await expect(both).toBeHidden();
    await reaction.click();
    await expect(dealer.message("Is it still there?").getByRole("button", { name: /^👍/ })).toHaveCount(0);
  });

  test("the picker offers emojis beyond the frequent ones", async ({ openAs, people }) => {
    const { seller, conversation } = await people.scene();
    const dealer = await ThreadPage.open(await openAs(seller), seller, conversation.id);
    await dealer.act(dealer.message("Is it still there?"), "React");
    const picker = dealer.page.getByRole("dialog", { name: "Choose a reaction" });
    await picker.getByRole("button", { name: "More emoji" }).click();
    await picker.getByRole("button", { name: "🚗" }).click();
    await expect(dealer.message("Is it still there?").getByRole("button", { name: /^🚗/ })).toBeVisible();
  });

  test("an edit is marked for both", async ({ openAs, people }) => {
    const { customer, seller, conversation } = await people.scene(["It is rde"]);
    const buyer = await ThreadPage.open(await openAs(customer), customer, conversation.id);
    const dealer = await ThreadPage.open(await openAs(seller), seller, conversation.id);
    await buyer.box.fill("A draft");
    await buyer.act(buyer.message("It is rde"), "Edit");
    await expect(buyer.box).toHaveValue("It is rde");
    await buyer.box.fill("It is red");
    await buyer.page.getByRole("button", { name: "Save" }).click();
    await expect(dealer.message("It is red")).toContainText("edited");
    await expect(buyer.message("It is red")).toContainText("edited");
    await expect(buyer.box).toHaveValue("A draft");
    await expect(dealer.message("It is red").getByRole("button", { name: "Edit" })).toHaveCount(0);
  });

  test("the arrow key edits the last message, and Escape cancels", async ({ openAs, people }) => {
    const { customer, conversation } = await people.scene(["First", "Secnod"]);
    const buyer = await ThreadPage.open(await openAs(customer), customer, conversation.id);
    await expect(buyer.message("Secnod")).toBeVisible();
    await buyer.box.press("ArrowUp");
    await expect(buyer.box).toHaveValue("Secnod");
    await buyer.box.press("Escape");
    await expect(buyer.box).toHaveValue("");
    await buyer.box.press("ArrowUp");
    await buyer.box.fill("Second");
    await buyer.box.press("Enter");
    await expect(buyer.message("Second")).toContainText("edited");
  });

  test("deleting asks first, and leaves a tombstone for both", async ({ openAs, people }) => {
    const { customer, seller, conversation } = await people.scene(["Never mind"]);
    const buyer = await ThreadPage.open(await openAs(customer), customer, conversation.id);
    const dealer = await ThreadPage.open(await openAs(seller), seller, conversation.id);
    await expect(dealer.message("Never mind")).toBeVisible();
    await expect(dealer.message("Never mind").getByRole("button", { name: "Delete" })).toHaveCount(0);
    await buyer.act(buyer.message("Never mind"), "Delete");
    const question = buyer.page.getByRole("alertdialog", { name: "Delete this message?" });
    await question.getByRole("button", { name: "Cancel" }).click();
    await expect(buyer.message("Never mind")).toBeVisible();
    await buyer.act(buyer.message("Never mind"), "Delete");
    await question.getByRole("button", { name: "Delete" }).click();
    await expect(buyer.message("You deleted this message")).toBeVisible();
    await expect(dealer.message("This message was deleted")).toBeVisible();
    await expect(dealer.log).not.toContainText("Never mind");
  });

  test("a forward sends a copy to a conversation that is found by its name", async ({ openAs, people }) => {
    const { customer, seller, conversation } = await people.scene(["The address is Lindenstraße 14"]);
    const other = await people.customer("Wilhelmina Forward");
    const listing = await people.listing(seller);
    const message = { id: crypto.randomUUID(), text: "Where are you?" };
    const opened = await other.call("conversation:open", { listingId: listing.id, message });
    const dealer = await ThreadPage.open(await openAs(seller), seller, conversation.id);
    await dealer.act(dealer.message("Lindenstraße"), "Forward");
    const dialog = dealer.page.getByRole("dialog", { name: "Forward to" });
    await dialog.getByLabel("Search conversations").fill("Wilhelmina");
    await expect(dialog.getByRole("button", { name: customer.name })).toBeHidden();
    await dialog.getByRole("button", { name: "Wilhelmina Forward" }).click();
    await expect(dialog).toBeHidden();
    const there = await ThreadPage.open(await openAs(other), other, opened.conversation.id);
    await expect(there.message("Lindenstraße 14")).toContainText("Forwarded");
  });

  test("copying puts the text on the clipboard", async ({ openAs, people }) => {
    const { seller, conversation } = await people.scene(["Copy\nme"]);
    const page = await openAs(seller, { permissions: ["clipboard-read", "clipboard-write"] });
    const dealer = await ThreadPage.open(page, seller, conversation.id);
    await dealer.act(dealer.message("Copy"), "Copy");
    await expect(page.getByText("Copied")).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("Copy\nme");
  });
});

test.describe("by keyboard alone", () => {
  test("every message and every action can be reached", async ({ openAs, people }) => {
    const { customer, seller, conversation } = await people.scene(["Alpha", "Beta", "Gamma"]);
    await seller.say(conversation.id, "Delta");
    const buyer = await ThreadPage.open(await openAs(customer), customer, conversation.id);
    const { page } = buyer;
    await expect(buyer.message("Delta")).toBeVisible();
    await buyer.box.focus();
    await expect(async () => {
      await page.keyboard.press("Shift+Tab");
      await expect(
        buyer.message("Delta").or(buyer.message("Delta").getByRole("button")).locator(":scope:focus"),
      ).toHaveCount(1, { timeout: 200 });
    }).toPass();
    await buyer.message("Delta").focus();
    await page.keyboard.press("ArrowUp");
    await expect(buyer.message("Gamma")).toBeFocused();
    await page.keyboard.press("Home");
    await expect(buyer.message("Alpha")).toBeFocused();
    await page.keyboard.press("End");
    await expect(buyer.message("Delta")).toBeFocused();

    await page.keyboard.press("r");
    await expect(page.getByText(`Replying to ${seller.name}`)).toBeVisible();
    await expect(buyer.box).toBeFocused();
    await page.keyboard.press("Escape");

    await buyer.message("Beta").focus();
    await page.keyboard.press("e");
    await expect(buyer.box).toHaveValue("Beta");
    await page.keyboard.press("Escape");

    await buyer.message("Beta").focus();
    await page.keyboard.press("+");
    await expect(page.getByRole("dialog", { name: "Choose a reaction" })).toBeVisible();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await expect(buyer.message("Beta").getByRole("button", { name: /^❤️/ })).toBeVisible();

    await buyer.message("Gamma").focus();
    await page.keyboard.press("Delete");
    await expect(page.getByRole("alertdialog")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("alertdialog")).toBeHidden();

    // A message of another user cannot be edited or deleted.
    await buyer.message("Delta").focus();
    await page.keyboard.press("e");
    await page.keyboard.press("Delete");
    await expect(page.getByRole("alertdialog")).toBeHidden();
    await expect(buyer.box).toHaveValue("");
    await page.keyboard.press("Escape");
    await expect(buyer.box).toBeFocused();
  });
});

test.describe("by touch", () => {
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

  test("a long press opens every action", async ({ openAs, people }) => {
    const { customer, seller, conversation } = await people.scene(["By thumb"]);
    const buyer = await ThreadPage.open(await openAs(customer, phone), customer, conversation.id);
    const message = buyer.message("By thumb");
    const sheet = buyer.page.getByRole("dialog", { name: "Message actions" });
    await longPress(buyer.page, message.getByText("By thumb"), sheet);
    for (const name of ["Reply", "Edit", "Forward", "Copy", "Delete"])
      await expect(sheet.getByRole("button", { name, exact: true })).toBeVisible();
    await sheet.getByRole("button", { name: "👍" }).tap();
    await expect(sheet).toBeHidden();
    await expect(message.getByRole("button", { name: /^👍/ })).toBeVisible();
    await longPress(buyer.page, message.getByText("By thumb"), sheet);
    await sheet.getByRole("button", { name: "Reply", exact: true }).tap();
    await expect(buyer.page.getByText(`Replying to ${customer.name}`)).toBeVisible();
    expect(seller.name).not.toBe(customer.name);
  });

  test("Enter breaks the line and the button sends", async ({ openAs, people }) => {
    const { customer, conversation } = await people.scene();
    const buyer = await ThreadPage.open(await openAs(customer, phone), customer, conversation.id);
    await buyer.box.fill("One");
    await buyer.box.press("Enter");
    await buyer.box.pressSequentially("Two");
    await expect(buyer.box).toHaveValue("One\nTwo");
    await buyer.send.tap();
    await expect(buyer.message("Two")).toBeVisible();
    await expect(buyer.box).toBeFocused();
  });
});
