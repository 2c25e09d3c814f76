// A customer's first listing makes them a seller, after they agree, in all tabs at once.
import type { Page } from "@playwright/test";
import { expectNoViolations } from "./support/axe";
import { rowOf, talk, visit } from "./support/inbox";
import { offlineErrors } from "./support/offline";
import { expect, test } from "./support/test";

test.use({ expectedErrors: [offlineErrors] });

const nav = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Main" }).getByRole("link", { name });
const question = (page: Page) => page.getByRole("alertdialog", { name: "Start selling?" });
const publish = (page: Page) => page.getByRole("button", { name: "Publish", exact: true });

async function describeBicycle(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Title" }).fill("Blue bicycle");
  await page.getByRole("textbox", { name: "Price" }).fill("120");
}

/** Disappears when the page is reloaded. */
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { isMarked: true }) && undefined);
const isMarked = (page: Page) => page.evaluate(() => "isMarked" in window);

test("a first listing makes a customer a seller in every tab, after they agree", async ({
  openAs,
  people,
}) => {
  const [customer, seller] = await Promise.all([people.customer("Noor Haddad"), people.seller("Toni Frame")]);
  await talk(people, customer, seller, "Brown saddle", ["Is it real leather?"]);
  const page = await openAs(customer);
  const [inbox, start] = [await page.context().newPage(), await page.context().newPage()];
  await visit(inbox, "/inbox");
  await start.goto("/");
  await Promise.all([mark(inbox), mark(start)]);

  await visit(page, "/settings");
  await expect(page.getByRole("main").getByRole("link", { name: "Sell something" })).toBeVisible();
  await page.getByRole("button", { name: "Account: Noor Haddad" }).click();
  await page.getByRole("link", { name: "Sell something" }).first().click();
  await expect(page.getByRole("heading", { name: "New listing" })).toBeVisible();
  await describeBicycle(page);
  await publish(page).click();
  await expect(question(page)).toContainText("Noor Haddad");
  await question(page).getByRole("button", { name: "Cancel" }).click();
  await expect(publish(page)).toBeFocused();
  expect((await customer.call("me:get", {})).user.role).toBe("CUSTOMER");
  expect((await customer.call("listing:list", { sellerId: customer.id })).items).toEqual([]);

  await publish(page).click();
  await question(page).getByRole("button", { name: "Publish and start selling" }).click();
  await expect(page).toHaveURL(/\/dashboard\/listings$/);
  await expect(page.getByRole("article").filter({ hasText: "Blue bicycle" })).toBeVisible();
  for (const tab of [page, inbox, start])
    for (const name of ["Messages", "Buying", "My listings"]) await expect(nav(tab, name)).toBeVisible();
  expect([await isMarked(inbox), await isMarked(start)]).toEqual([true, true]);

  await expect(rowOf(inbox, "Brown saddle")).toBeVisible();
  await nav(inbox, "Messages").click();
  await expect(inbox.getByRole("tab", { name: "Customers" })).toBeVisible();
  await page.goto("/dashboard/settings/away-message");
  await expect(page.getByRole("heading", { name: "Away message" })).toBeVisible();
  await page.getByRole("button", { name: "Account: Noor Haddad" }).click();
  await expect(page.getByRole("link", { name: "Settings" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Sell something" })).toHaveCount(0);
});

test("at 320 px, by keyboard and with a network failure in between", async ({ openAs, people }) => {
  const customer = await people.customer("Bartholomew-Maximilian Featherstonehaugh");
  const page = await openAs(customer, { viewport: { width: 320, height: 568 } });
  await visit(page, "/dashboard/listings/new");
  await expect(page.getByText("This is your first listing.")).toBeVisible();
  await describeBicycle(page);
  await page.keyboard.press("Enter");
  await expect(question(page).getByRole("button", { name: "Cancel" })).toBeFocused();
  await expectNoViolations(page);
  const isWide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(await isWide()).toBe(false);
  await expect(question(page).getByRole("button", { name: "Publish and start selling" })).toBeInViewport({
    ratio: 1,
  });
  await page.keyboard.press("Escape");
  await expect(question(page)).toHaveCount(0);
  await expect(page.getByRole("textbox", { name: "Price" })).toBeFocused();

  await page.context().setOffline(true);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+Tab");
  await expect(question(page).getByRole("button", { name: "Publish and start selling" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "This needs the network" })).toBeInViewport();
  await page.context().setOffline(false);
  expect((await customer.call("me:get", {})).user.role).toBe("CUSTOMER");

  // They have already agreed.
  await publish(page).press("Enter");
  await expect(page).toHaveURL(/\/dashboard\/listings$/);
  await expect(nav(page, "My listings")).toBeVisible();
  expect(await isWide()).toBe(false);
});
