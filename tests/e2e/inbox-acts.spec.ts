// Actions on conversations from the list: selecting several, archiving and undoing.
import type { Page } from "@playwright/test";
import { list, rowOf, rows, talks, thread, visit } from "./support/inbox";
import { expect, test } from "./support/test";
import { alive } from "./support/thread";

const five = ["Alpha", "Beta", "Gamma", "Delta", "Echo"] as const;
const phone = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };

const chosen = (page: Page) =>
  list(page)
    .getByRole("link")
    .filter({ hasText: /Selected/ });

test("a click with Shift extends the selection, and another one moves its end", async ({
  openAs,
  people,
}) => {
  const { seller } = await talks(people, five);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  await page.getByRole("button", { name: "Select several" }).click();
  await rowOf(page, "Delta").click();
  await rowOf(page, "Alpha").click({ modifiers: ["Shift"] });
  await expect(page.getByText("4 selected")).toBeVisible();
  await expect(chosen(page)).toHaveCount(4);
  await expect(rowOf(page, "Echo")).not.toContainText("Selected");
  await rowOf(page, "Beta").click({ modifiers: ["Shift"] });
  await expect(page.getByText("3 selected")).toBeVisible();
  await expect(rowOf(page, "Alpha")).not.toContainText("Selected");
  expect(await page.evaluate(() => getSelection()?.toString())).toBe("");
});

test("a click with Shift starts a selection at the open conversation", async ({ openAs, people }) => {
  const { seller } = await talks(people, five);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  await rowOf(page, "Echo").click();
  await expect(thread(page).getByText("About Echo")).toBeVisible();
  await rowOf(page, "Gamma").click({ modifiers: ["Shift"] });
  await expect(page.getByText("3 selected")).toBeVisible();
  expect(page.context().pages()).toHaveLength(1);
});

test("Shift with the arrows extends the selection by keyboard", async ({ openAs, people }) => {
  const { seller } = await talks(people, five);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  await rowOf(page, "Delta").focus();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByText("3 selected")).toBeVisible();
  await expect(rowOf(page, "Beta")).toBeFocused();
  await page.keyboard.press("Shift+ArrowUp");
  await expect(page.getByText("2 selected")).toBeVisible();
  await expect(rowOf(page, "Beta")).not.toContainText("Selected");
});

const ways: Record<string, (page: Page) => Promise<void>> = {
  "the row's menu": async (page) => {
    await rowOf(page, "Gamma").hover();
    await list(page)
      .getByRole("listitem")
      .filter({ hasText: "Gamma" })
      .getByRole("button", { name: "More" })
      .click();
    await page.getByRole("menuitem", { name: "Archive" }).click();
  },
  "the key": async (page) => {
    await rowOf(page, "Gamma").focus();
    await page.keyboard.press("e");
  },
  "the thread's menu": async (page) => {
    await page.getByRole("button", { name: "Conversation menu" }).click();
    await page.getByRole("menuitem", { name: "Archive" }).click();
  },
  "the palette": async (page) => {
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("combobox").fill("archive");
    await page.getByRole("option", { name: "Archive", exact: true }).click();
  },
  "the selection": async (page) => {
    await page.getByRole("button", { name: "Select several" }).click();
    await rowOf(page, "Gamma").click();
    await page
      .getByRole("group", { name: "Selected conversations" })
      .getByRole("button", { name: "Archive" })
      .click();
  },
};

for (const [name, archive] of Object.entries(ways))
  test(`archiving by ${name} opens the next conversation, and Undo brings it back`, async ({
    openAs,
    people,
  }) => {
    const { seller } = await talks(people, five);
    const page = await openAs(seller);
    await visit(page, "/dashboard/messages");
    await rowOf(page, "Gamma").click();
    await expect(thread(page).getByText("About Gamma")).toBeVisible();
    await archive(page);
    await expect(rowOf(page, "Gamma")).toHaveCount(0);
    await expect(thread(page).getByText("About Beta")).toBeVisible();
    await expect(rows(page)).toHaveCount(4);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(rowOf(page, "Gamma")).toBeVisible();
    await expect(thread(page).getByText("About Gamma")).toBeVisible();
  });

test("on a phone, archiving in the thread opens the next, and the back button leads to the list", async ({
  openAs,
  people,
}) => {
  const { seller } = await talks(people, ["Alpha", "Beta"]);
  const page = await openAs(seller, phone);
  await visit(page, "/dashboard/messages");
  await rowOf(page, "Beta").tap();
  await expect(thread(page).getByText("About Beta")).toBeVisible();
  await ways["the thread's menu"]?.(page);
  await expect(thread(page).getByText("About Alpha")).toBeVisible();
  await page.goBack();
  await alive(page);
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows(page)).toHaveCount(2);
});
