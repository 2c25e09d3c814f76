// Every path through the inbox by keyboard only.
import { composer, rowOf, rows, talks, thread, visit } from "./support/inbox";
import { expect, test } from "./support/test";

const three = ["Alpha", "Beta", "Gamma"] as const;

test("j, k and the arrows move through the list, Enter opens and Esc goes back", async ({
  openAs,
  people,
}) => {
  const { seller } = await talks(people, three);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  await page.keyboard.press("j");
  await expect(rowOf(page, "Gamma")).toBeFocused();
  await page.keyboard.press("j");
  await expect(rowOf(page, "Beta")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(rowOf(page, "Alpha")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(rowOf(page, "Alpha"), "the last row is the last").toBeFocused();
  await page.keyboard.press("k");
  await page.keyboard.press("ArrowUp");
  await expect(rowOf(page, "Gamma")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(thread(page).getByText("About Gamma")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(thread(page)).toBeHidden();
  await expect(rowOf(page, "Gamma")).toBeFocused();
});

test("the tab key stops at one row, and at its menu", async ({ openAs, people }) => {
  const { seller } = await talks(people, three);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  await rowOf(page, "Beta").focus();
  expect(await rows(page).evaluateAll((all) => all.filter(({ tabIndex }) => tabIndex === 0).length)).toBe(1);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "More" }).nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Pin" })).toBeVisible();
  await page.getByRole("menuitem", { name: "Pin" }).press("Enter");
  await expect(rows(page).first()).toContainText("Beta");
});

test("/ opens the search, Esc clears and leaves it, and the arrow moves into the results", async ({
  openAs,
  people,
}) => {
  const { seller } = await talks(people, three);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press("/");
  const search = page.getByRole("searchbox");
  await expect(search).toBeFocused();
  await page.keyboard.type("beta");
  await expect(page).toHaveURL(/q=beta$/);
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await expect(rowOf(page, "Beta")).toBeFocused();
  await page.keyboard.press("/");
  await page.keyboard.press("Escape");
  await expect(search).toHaveValue("");
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press("Escape");
  await expect(search).not.toBeFocused();
});

test("e archives and opens the next, and undo restores it", async ({ openAs, people }) => {
  const { seller } = await talks(people, three);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  await rowOf(page, "Beta").focus();
  await page.keyboard.press("e");
  await expect(rowOf(page, "Beta")).toHaveCount(0);
  await expect(rowOf(page, "Alpha")).toBeFocused();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rowOf(page, "Beta")).toBeVisible();
});

test("p pins to the top, m mutes, u marks as read", async ({ openAs, people }) => {
  const { seller, talks: made } = await talks(people, three);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  await rowOf(page, "Alpha").focus();
  await page.keyboard.press("u");
  await expect(rowOf(page, "Alpha")).not.toContainText("unread");
  await page.keyboard.press("m");
  await expect(rowOf(page, "Alpha")).toContainText("Muted");
  await page.keyboard.press("m");
  await expect(rowOf(page, "Alpha")).not.toContainText("Muted");
  await page.keyboard.press("p");
  await expect(rows(page).first()).toContainText("Alpha");
  await expect(rows(page).first()).toContainText("Pinned");
  const conversationId = made[0]?.conversation.id ?? "";
  const pinnedAt = async () =>
    (await seller.call("conversation:get", { conversationId })).conversation.pinnedAt;
  await expect.poll(pinnedAt, "shown at once, stored a moment later").not.toBeNull();
  await page.reload();
  await expect(rows(page).first()).toContainText("Alpha");
});

test("r starts writing, and Esc goes back to the list and then out", async ({ openAs, people }) => {
  const { seller } = await talks(people, three);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  await rowOf(page, "Beta").focus();
  await page.keyboard.press("Enter");
  await expect(thread(page).getByText("About Beta")).toBeVisible();
  await page.keyboard.press("r");
  await expect(composer(page)).toBeFocused();
  await page.keyboard.type("jek? / are letters here");
  await expect(composer(page)).toHaveValue("jek? / are letters here");
  await page.keyboard.press("Escape");
  await expect(rowOf(page, "Beta")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(thread(page)).toBeHidden();
  await expect(rowOf(page, "Beta"), "what was begun is kept").toContainText("Draft: jek?");
});

test("? explains the keys, and single-key shortcuts can be turned off", async ({ openAs, people }) => {
  const { seller } = await talks(people, three);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(help).toContainText("Archive");
  await help.getByRole("switch", { name: "Single keys" }).click();
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
  await rowOf(page, "Beta").focus();
  await page.keyboard.press("p");
  await page.keyboard.press("ArrowDown");
  await expect(rowOf(page, "Alpha"), "arrows still work").toBeFocused();
  await expect(rowOf(page, "Beta")).not.toContainText("Pinned");
});

test("Ctrl+K finds people, listings and commands", async ({ openAs, people }) => {
  const { seller } = await talks(people, three);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog");
  await expect(palette.getByRole("combobox")).toBeFocused();
  await palette.getByRole("combobox").fill("beta");
  const found = palette.getByRole("option").filter({ hasText: "Kim Castle" }).filter({ hasText: "Beta" });
  await expect(found).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(thread(page).getByText("About Beta")).toBeVisible();
  await page.keyboard.press("Control+k");
  // A fast user presses Enter before the results arrive.
  await palette.getByRole("combobox").fill("alpha");
  await page.keyboard.press("Enter");
  await expect(thread(page).getByText("About Alpha")).toBeVisible();
  await page.keyboard.press("Control+k");
  await palette.getByRole("combobox").fill("archive");
  await palette.getByRole("option", { name: "Archive", exact: true }).click();
  await expect(rowOf(page, "Alpha")).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await palette.getByRole("combobox").fill("light and dark");
  const before = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await palette.getByRole("option", { name: "Switch between light and dark" }).click();
  await expect
    .poll(() => page.evaluate(() => getComputedStyle(document.body).backgroundColor))
    .not.toBe(before);
});

test("x selects, and one action archives all selected", async ({ openAs, people }) => {
  const { seller } = await talks(people, three);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  await rowOf(page, "Alpha").focus();
  await page.keyboard.press("x");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("x");
  await expect(page.getByText("2 selected")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("2 selected")).toBeHidden();
  await expect(rows(page)).toHaveCount(3);
});

test("the arrows move between the tabs, and wrap around", async ({ openAs, people }) => {
  const { seller } = await talks(people, three);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  await page.getByRole("tab", { name: "Conversations" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Customers" })).toBeFocused();
  await expect(page.getByRole("tabpanel", { name: "Customers" })).toBeVisible();
  await expect(page.getByRole("tabpanel", { name: "Conversations" })).toHaveCount(0);
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Conversations" })).toBeFocused();
  await page.keyboard.press("End");
  await expect(page.getByRole("tab", { name: "Customers", selected: true })).toBeFocused();
});

test("a panel that was opened by a key returns the focus", async ({ openAs, people }) => {
  const { seller } = await talks(people, three);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  await rowOf(page, "Beta").click();
  await composer(page).focus();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(composer(page)).toBeFocused();
});
