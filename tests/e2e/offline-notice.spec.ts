// Every view reports a missing network once, and every part that could not be loaded says so and loads later by itself.
import type { Locator, Page } from "@playwright/test";
import { composer, talk, visit } from "./support/inbox";
import { keptAhead, keptOnDevice, offlineErrors } from "./support/offline";
import { signInAs } from "./support/people";
import { expect, test } from "./support/test";
import { alive } from "./support/thread";

test.use({ expectedErrors: [offlineErrors] });

const notices = (page: Page): Locator =>
  page.getByRole("status").filter({ hasText: /^(You are offline|أنت غير متصل)/ });

async function expectOneNotice(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await expect(notices(page)).toHaveCount(1);
  await expect(notices(page)).toBeInViewport();
  await page.context().setOffline(false);
  await expect(notices(page)).toHaveCount(0);
}

for (const [device, viewport] of [
  ["a desktop", { width: 1440, height: 900 }],
  ["a phone of 320 px", { width: 320, height: 640 }],
] as const) {
  test(`every view of a seller reports once that there is no network, on ${device}`, async ({
    openAs,
    people,
  }) => {
    test.slow();
    const { seller, listing, conversation } = await people.scene();
    const page = await openAs(seller, { viewport });
    for (const path of [
      "/dashboard/messages",
      `/dashboard/messages/${conversation.id}`,
      "/dashboard/messages?tab=customers",
      "/dashboard/listings",
      "/dashboard/listings/new",
      `/dashboard/listings/${listing.id}`,
      "/dashboard/settings/quick-replies",
      "/dashboard/settings/away-message",
      "/settings",
      "/",
      `/listings/${listing.id}`,
    ]) {
      await page.goto(path);
      await alive(page);
      await test.step(path, () => expectOneNotice(page));
    }
  });

  test(`every view of a buyer reports once that there is no network, on ${device}`, async ({
    openAs,
    people,
  }) => {
    const { customer, listing, conversation } = await people.scene();
    const other = await people.listing(await people.seller());
    const page = await openAs(customer, { viewport });
    for (const path of [
      "/inbox",
      `/inbox/${conversation.id}`,
      "/settings",
      `/listings/${listing.id}`,
      `/listings/${listing.id}?chat=1`,
      `/listings/${other.id}?chat=1`,
    ]) {
      await page.goto(path);
      await alive(page);
      if (path.includes("chat=1")) await expect(composer(page)).toBeVisible();
      await test.step(path, () => expectOneNotice(page));
    }
    // The minimised chat says nothing any more, and the page does.
    await page.getByRole("button", { name: "Minimise" }).click();
    await expectOneNotice(page);
  });
}

test("the desk of an admin reports that there is no network, also in Arabic", async ({ openAs, people }) => {
  const page = await openAs(null, { locale: "ar" });
  await signInAs(page.context(), await people.enter("admin@parley.test"), "parley-demo");
  for (const path of ["/admin", "/inbox"]) {
    await page.goto(path);
    await alive(page);
    await expectOneNotice(page);
  }
});

test("shows how many messages are waiting, also on a page without messages", async ({ openAs, people }) => {
  const { customer, conversation } = await people.scene();
  const page = await openAs(customer);
  await visit(page, `/inbox/${conversation.id}`);
  await keptAhead(page);
  await keptOnDevice(page, customer.id, conversation.id);
  await page.context().setOffline(true);
  await composer(page).fill("From the cellar");
  await composer(page).press("Enter");
  await expect(notices(page)).toContainText("1 message will be sent");
  await page.goto("/settings");
  await expect(notices(page)).toContainText("1 message will be sent");
});

test.describe("quick replies", () => {
  const slash = async (page: Page) => {
    await composer(page).fill("/");
  };

  test("that were loaded before are available without the network, also after a reload", async ({
    openAs,
    people,
  }) => {
    const { seller, customer, conversation } = await people.scene();
    await seller.call("quick-reply:create", { shortcut: "hi", text: "Hello {customer.full}" });
    const page = await openAs(seller);
    await visit(page, `/dashboard/messages/${conversation.id}`);
    await keptAhead(page);
    await keptOnDevice(page, seller.id, conversation.id);
    await slash(page);
    await expect(page.getByRole("option", { name: "/hi" })).toBeVisible();
    await composer(page).fill("");
    await page.context().setOffline(true);
    await page.reload();
    await slash(page);
    await page.getByRole("option", { name: "/hi" }).click();
    await expect(composer(page)).toHaveValue(`Hello ${customer.user.name}`);
  });

  test("that were never loaded say that they need the network, and load when it is back", async ({
    openAs,
    people,
  }) => {
    const { seller, conversation } = await people.scene();
    await seller.call("quick-reply:create", { shortcut: "hi", text: "Hello" });
    const page = await openAs(seller);
    await visit(page, `/dashboard/messages/${conversation.id}`);
    await page.context().setOffline(true);
    await slash(page);
    await expect(page.getByText(/Quick replies need the network/)).toBeVisible();
    await page.context().setOffline(false);
    await expect(page.getByRole("option", { name: "/hi" })).toBeVisible();
  });
});

test("no part waits for ever without the network: each says that it needs it, and loads when it is back", async ({
  openAs,
  people,
}) => {
  const { seller, conversation } = await people.scene();
  const other = await talk(people, await people.customer("Second Buyer"), seller, "Second thing");
  const page = await openAs(seller, { viewport: { width: 1600, height: 900 } });
  await visit(page, `/dashboard/messages/${conversation.id}`);
  await keptAhead(page);
  await keptOnDevice(page, seller.id, conversation.id);
  await page.context().setOffline(true);
  await expect(notices(page)).toHaveCount(1);
  const isBusy = page.locator("[aria-busy=true], [class*=animate-skeleton]").filter({ visible: true });
  const needsNetwork = page.getByText(/needs the network/).filter({ visible: true });

  // A conversation that was never opened, with its details.
  await page
    .getByRole("list", { name: "Conversations" })
    .getByRole("link")
    .filter({ hasText: other.title })
    .click();
  await expect(needsNetwork.first()).toBeVisible();
  await expect(isBusy).toHaveCount(0);
  await page.getByRole("tab", { name: "Customers" }).click();
  await expect(needsNetwork.first()).toBeVisible();
  await expect(isBusy).toHaveCount(0);
  await page.getByRole("tab", { name: "Conversations" }).click();
  await page.getByRole("searchbox").fill("thing");
  await expect(needsNetwork.first()).toBeVisible();
  await expect(isBusy).toHaveCount(0);

  await page.context().setOffline(false);
  await expect(needsNetwork).toHaveCount(0);
  await expect(page.getByRole("article").filter({ hasText: `About ${other.title}` })).toBeVisible();
});
