// Every part opens without a network in a browser that has seen one page of the application. No menu, sheet or dialog
// needs to have been used before.
import type { Page } from "@playwright/test";
import { composer, list, thread, visit } from "./support/inbox";
import { keptAhead, keptOnDevice, offlineErrors } from "./support/offline";
import { expect, test } from "./support/test";
import { ThreadPage } from "./support/thread";
import { longPress } from "./support/touch";

test.use({ expectedErrors: [offlineErrors] });

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

async function closeBy(page: Page, key: string, name: string): Promise<void> {
  await page.keyboard.press(key);
  await expect(page.getByRole("dialog", { name })).toBeHidden();
}

test("on a buyer's phone", async ({ openAs, people }) => {
  const { customer, conversation, listing } = await people.scene(["Is it still there?"]);
  const page = await openAs(customer, phone);
  await visit(page, `/inbox/${conversation.id}`);
  await keptAhead(page);
  await keptOnDevice(page, customer.id, conversation.id);
  await page.context().setOffline(true);

  const message = thread(page).getByRole("article").filter({ hasText: "Is it still there?" });
  const actions = page.getByRole("dialog", { name: "Message actions" });
  await longPress(page, message.getByText("Is it still there?"), actions);
  await actions.getByRole("button", { name: "Forward" }).tap();
  await expect(page.getByRole("dialog", { name: "Forward to" })).toContainText(listing.title);
  await closeBy(page, "Escape", "Forward to");
  await page.getByRole("button", { name: "Conversation menu" }).tap();
  await page.getByRole("menuitem", { name: "Block" }).tap();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).tap();
  await page.getByRole("button", { name: "Emoji" }).tap();
  await expect(page.getByRole("dialog", { name: "Emoji" })).toBeVisible();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Back" }).tap();
  await list(page).getByRole("button", { name: "More" }).tap();
  await expect(page.getByRole("menuitem", { name: "Archive" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Inbox menu" }).tap();
  await page.getByRole("menuitem", { name: "Find or do anything" }).tap();
  await expect(page.getByRole("dialog", { name: "Find or do anything" })).toBeVisible();
  await closeBy(page, "Escape", "Find or do anything");
  await page.locator("[popovertarget=account-panel]").tap();
  await page.locator("#account-panel").getByRole("link", { name: "Settings" }).tap();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue(customer.name);
});

test("on a seller's desktop", async ({ openAs, people }) => {
  const { seller, conversation } = await people.scene(["Is it still there?"]);
  const page = await openAs(seller, { viewport: { width: 1440, height: 900 } });
  await visit(page, `/dashboard/messages/${conversation.id}`);
  await keptAhead(page);
  await keptOnDevice(page, seller.id, conversation.id);
  await page.context().setOffline(true);

  const open = new ThreadPage(page);
  const message = open.message("Is it still there?");
  await open.act(message, "React");
  await expect(page.getByRole("dialog", { name: "Choose a reaction" })).toBeVisible();
  await page.keyboard.press("Escape");
  await open.act(message, "Forward");
  await expect(page.getByRole("dialog", { name: "Forward to" })).toBeVisible();
  await closeBy(page, "Escape", "Forward to");
  await page.getByRole("button", { name: "Conversation menu" }).click();
  await expect(page.getByRole("menuitem", { name: "Pin" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Find or do anything" })).toBeVisible();
  await closeBy(page, "Escape", "Find or do anything");
  await page.getByRole("heading", { level: 2 }).first().click();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await closeBy(page, "Escape", "Keyboard shortcuts");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page.getByRole("dialog", { name: "Filter" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: "Customers" }).click();
  await expect(page.getByRole("tabpanel").getByText("This needs the network")).toBeVisible();
  await page.getByRole("tab", { name: "Conversations" }).click();
  await page.getByRole("button", { name: "Select several" }).click();
  await page.getByRole("checkbox", { name: "Select all" }).click();
  await page.getByRole("button", { name: "Tag", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Tag 1 conversation" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "End selection" }).click();
  await expect(composer(page)).toBeVisible();

  for (const [path, heading] of [
    ["/dashboard/listings", "My listings"],
    ["/dashboard/settings/quick-replies", "Quick replies"],
    ["/dashboard/settings/away-message", "Away message"],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
  }
});

test("not on a device that saves data, and not for a visitor", async ({ openAs, people }) => {
  const saver = await openAs(await people.customer());
  await saver.addInitScript(() => {
    Object.defineProperty(navigator, "connection", { value: { saveData: true } });
  });
  const stranger = await openAs(null);
  for (const page of [saver, stranger]) {
    const asked: string[] = [];
    page.context().on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto("/");
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    await page.reload({ waitUntil: "networkidle" });
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((path) => path.endsWith("/parts.json"))).toEqual([]);
  }
});
