// Parts of a page whose code is loaded on first use, when loading fails. The service worker is off, because it would
// have the code.
import type { Locator, Page } from "@playwright/test";
import { composer, list, thread, visit } from "./support/inbox";
import { expect, test } from "./support/test";
import { ThreadPage } from "./support/thread";

test.use({
  serviceWorkers: "block",
  expectedErrors: [/net::ERR_|ChunkLoadError|Failed to load|WebSocket connection|status of 404/],
});

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const failure = (page: Page): Locator => page.getByRole("alert").filter({ hasText: "needs the network" });

/**
 * Expects a notice that the part needs the network. The page stays usable, and the part opens by itself when the
 * network is back.
 */
async function opensOnceBack(page: Page, part: Locator): Promise<void> {
  await expect(failure(page)).toBeVisible();
  await page.context().setOffline(false);
  await expect(part).toBeVisible();
  await expect(failure(page)).toBeHidden();
}

test("a menu that cannot be loaded says so and leaves the thread unchanged", async ({ openAs, people }) => {
  const { customer, conversation } = await people.scene(["Is it still there?"]);
  const page = await openAs(customer);
  await visit(page, `/inbox/${conversation.id}`);
  await page.context().setOffline(true);
  await composer(page).fill("Half a thought");
  await page.getByRole("button", { name: "Conversation menu" }).click();
  await expect(failure(page)).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await expect(failure(page)).toBeHidden();
  await expect(thread(page).getByText("Is it still there?")).toBeVisible();
  await expect(composer(page)).toHaveValue("Half a thought");
  // The next press retries.
  await page.getByRole("button", { name: "Conversation menu" }).click();
  await opensOnceBack(page, page.getByRole("menuitem", { name: "Pin" }));
});

test("another press retries a part that could not be loaded", async ({ openAs, people }) => {
  const { customer, conversation } = await people.scene();
  const page = await openAs(customer);
  await visit(page, `/inbox/${conversation.id}`);
  await page.context().setOffline(true);
  await page.keyboard.press("Control+k");
  await expect(failure(page)).toBeVisible();
  const secondTry = page.waitForEvent("requestfailed", (request) => request.url().includes("/_next/static/"));
  await page.getByRole("button", { name: "Try again" }).click();
  await secondTry;
  await opensOnceBack(page, page.getByRole("dialog", { name: "Find or do anything" }));
});

const desktopParts: { name: string; open(page: Page): Promise<void>; part(page: Page): Locator }[] = [
  {
    name: "the list of keys",
    open: (page) => page.keyboard.press("?"),
    part: (page) => page.getByRole("dialog", { name: "Keyboard shortcuts" }),
  },
  {
    name: "the menu of a row",
    open: async (page) => {
      await list(page).getByRole("listitem").first().hover();
      await list(page).getByRole("button", { name: "More" }).first().click();
    },
    part: (page) => page.getByRole("menuitem", { name: "Archive" }),
  },
  {
    name: "the inbox menu",
    open: (page) => page.getByRole("button", { name: "Inbox menu" }).click(),
    part: (page) => page.getByRole("menuitem", { name: "Settings" }),
  },
  {
    name: "the filter",
    open: (page) => page.getByRole("button", { name: "Filter" }).click(),
    part: (page) => page.getByRole("dialog", { name: "Filter" }),
  },
  {
    name: "the customers",
    open: (page) => page.getByRole("tab", { name: "Customers" }).click(),
    part: (page) => page.getByRole("searchbox", { name: "Search name, email or phone" }),
  },
  {
    name: "the account panel",
    open: (page) => page.locator("[popovertarget=account-panel]").click(),
    part: (page) => page.locator("#account-panel").getByRole("link", { name: "Settings" }),
  },
];

for (const { name, open, part } of desktopParts) {
  test(`${name} opens when the network is back`, async ({ openAs, people }) => {
    const { seller } = await people.scene();
    const page = await openAs(seller);
    await visit(page, "/dashboard/messages");
    await page.context().setOffline(true);
    await open(page);
    await expect(failure(page)).toBeVisible();
    await expect(page.getByRole("tab", { name: "Conversations" })).toBeAttached();
    await opensOnceBack(page, part(page));
  });
}

test("forwarding and deleting open when the network is back", async ({ openAs, people }) => {
  const { customer, conversation } = await people.scene(["Is it still there?"]);
  const page = await openAs(customer);
  const open = await ThreadPage.open(page, customer, conversation.id);
  const message = open.message("Is it still there?");
  for (const [act, title] of [
    ["Forward", "Forward to"],
    ["Delete", "Delete this message?"],
  ] as const) {
    await page.context().setOffline(true);
    await open.act(message, act);
    await opensOnceBack(page, page.getByText(title));
    await page.keyboard.press("Escape");
    await expect(page.getByText(title)).toBeHidden();
  }
});

test("on a phone, the details open when the network is back, and can be left before", async ({
  openAs,
  people,
}) => {
  const { seller, conversation } = await people.scene(["Is it still there?"]);
  const page = await openAs(seller, phone);
  await visit(page, `/dashboard/messages/${conversation.id}`);
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Details" }).tap();
  await expect(failure(page)).toBeVisible();
  await failure(page).getByRole("button", { name: "Close" }).tap();
  await expect(failure(page)).toBeHidden();
  await expect(thread(page).getByText("Is it still there?")).toBeVisible();
});

test("on a listing, the chat and the large photo open when the network is back", async ({
  openAs,
  people,
}) => {
  const { seller } = await people.scene();
  const listing = await people.listing(seller, { photos: ["/demo/sofa.svg", "/demo/sofa-2.svg"] });
  const page = await openAs(await people.customer(), phone);
  await page.goto(`/listings/${listing.id}`, { waitUntil: "networkidle" });
  await page.context().setOffline(true);
  await page
    .getByRole("button", { name: /Enlarge photo/ })
    .first()
    .tap();
  await opensOnceBack(page, page.getByRole("button", { name: "Close photos" }));
  await page.keyboard.press("Escape");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Chat with seller" }).tap();
  await expect(failure(page)).toBeVisible();
  await failure(page).getByRole("button", { name: "Close" }).tap();
  await expect(page.getByRole("heading", { level: 1, name: listing.title })).toBeVisible();
  await page.getByRole("button", { name: "Chat with seller" }).tap();
  await opensOnceBack(page, composer(page));
});

test("a part whose first requests fail opens by itself when the server answers", async ({
  openAs,
  people,
}) => {
  const { customer, conversation } = await people.scene();
  const page = await openAs(customer);
  await visit(page, `/inbox/${conversation.id}`);
  await page.waitForLoadState("networkidle");
  // The loader requests each file a second time before it gives up.
  const requests = new Map<string, number>();
  await page.route(/\/_next\/static\/chunks\//, (route) => {
    const count = (requests.get(route.request().url()) ?? 0) + 1;
    requests.set(route.request().url(), count);
    return count > 2 ? route.continue() : route.abort();
  });
  await page.getByRole("button", { name: "Inbox menu" }).click();
  await expect(page.getByRole("menuitem", { name: "Settings" })).toBeVisible();
  expect(Math.max(...requests.values())).toBe(3);
});

test("code that a newer build has replaced offers to reload the page", async ({ openAs, people }) => {
  const { customer, conversation } = await people.scene();
  const page = await openAs(customer);
  await visit(page, `/inbox/${conversation.id}`);
  await composer(page).fill("Half a thought");
  await page.waitForLoadState("networkidle");
  let isReplaced = true;
  await page.route(/\/_next\/static\/chunks\//, (route) =>
    isReplaced ? route.fulfill({ status: 404, body: "" }) : route.continue(),
  );
  await page.getByRole("button", { name: "Inbox menu" }).click();
  await expect(page.getByText("Parley has been updated")).toBeVisible();
  isReplaced = false;
  await page.getByRole("dialog").getByRole("button", { name: "Reload" }).click();
  await expect(composer(page)).toHaveValue("Half a thought");
  await page.getByRole("button", { name: "Inbox menu" }).click();
  await expect(page.getByRole("menuitem", { name: "Settings" })).toBeVisible();
});
