// Opening without a network, by the service worker.
import type { Page } from "@playwright/test";
import { signInAs } from "./support/people";
import { expect, test } from "./support/test";
import { alive } from "./support/thread";

/** Without a network the browser itself complains of everything that it cannot fetch. */
test.use({
  expectedErrors: [/ERR_(?:INTERNET_DISCONNECTED|FAILED)|Failed to (?:fetch|load)|WebSocket connection/],
});

const keptPages = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const keys = await (await caches.open("parley-pages")).keys();
    return keys.map(({ url }) => new URL(url).pathname).sort();
  });

/** The worker is there, knows who is signed in, and has what it needs to stand in. */
async function ready(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect.poll(() => keptPages(page)).toContain("/offline");
}

/** The first page of a browser came before its worker. */
async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect.poll(() => keptPages(page)).toContain(path);
  await alive(page);
}

/** Whether a count is the one that it was when it was last looked at. */
function keepsStill(count: () => Promise<number>): () => Promise<boolean> {
  let last = -1;
  return async () => {
    const before = last;
    last = await count();
    return last === before;
  };
}

test("opens what was seen before, and says so of what was not", async ({ openAs, people }) => {
  const page = await openAs(await people.customer("Grace Hopper"));
  await page.goto("/settings");
  await ready(page);
  await visit(page, "/settings");
  const kept = () => page.evaluate(async () => (await (await caches.open("parley-assets")).keys()).length);
  await expect.poll(keepsStill(kept), { intervals: [1_000], timeout: 30_000 }).toBe(true);
  await page.context().setOffline(true);
  await page.goto("/settings");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("Grace Hopper");
  // It has come alive, and is not only a picture of itself.
  await page.locator("[popovertarget=account-panel]").click();
  await page.locator("#account-panel").getByText("Dark", { exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.goto("/listings/01890000-0000-7000-8000-000000000001");
  await expect(page.getByRole("heading", { name: "You are offline" })).toBeVisible();
});

test("opens the very first page that this browser has seen", async ({ openAs, people }) => {
  const { customer, seller, conversation } = await people.scene();
  await seller.say(conversation.id, "Kept at once");
  const page = await openAs(customer);
  const path = `/inbox/${conversation.id}`;
  await page.goto(path);
  await expect.poll(() => keptPages(page)).toContain(path);
  await page.context().setOffline(true);
  await page.reload();
  await expect(page.getByRole("article").filter({ hasText: "Kept at once" })).toBeVisible();
});

test("opens the last known inbox in place of a conversation never opened here", async ({
  openAs,
  people,
}) => {
  const { customer, conversation, listing } = await people.scene();
  const page = await openAs(customer);
  await page.goto("/inbox");
  await ready(page);
  await visit(page, "/inbox");
  await page.context().setOffline(true);
  await page.goto("/start");
  await expect(page.getByText(listing.title).first()).toBeVisible();
  // The page before, as it comes alive, writes its own address into the history, which may break off the way to this one.
  await expect(() => page.goto(`/inbox/${conversation.id}`)).toPass();
  await expect(page).toHaveURL(/\/inbox$/);
  await expect(page.getByText(listing.title).first()).toBeVisible();
});

test("keeps no page of somebody who has signed out", async ({ openAs, people }) => {
  const page = await openAs(await people.customer("Gone Person"));
  await page.goto("/settings");
  await ready(page);
  await visit(page, "/settings");
  await page.locator("[popovertarget=account-panel]").click();
  await page.locator("#account-panel").getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect.poll(() => keptPages(page)).not.toContain("/settings");
  await ready(page);
  await page.context().setOffline(true);
  await page.goto("/settings");
  await expect(page.getByRole("heading", { name: "You are offline" })).toBeVisible();
  expect(await page.content()).not.toContain("Gone Person");
});

test("keeps no page of somebody else", async ({ openAs, people }) => {
  const page = await openAs(await people.customer("First Person"));
  await page.goto("/settings");
  await ready(page);
  await visit(page, "/settings");
  await signInAs(page.context(), await people.customer("Second Person"));
  await page.goto("/offline");
  await expect.poll(() => keptPages(page)).not.toContain("/settings");
});

test("keeps nothing of the API", async ({ openAs, people }) => {
  const page = await openAs(await people.customer());
  await page.goto("/settings");
  await ready(page);
  await page.evaluate(() => fetch("/api/me").then((response) => response.json()));
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return lists.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept.filter((path) => path.startsWith("/api/"))).toEqual([]);
  expect(kept.length).toBeGreaterThan(0);
});

test("can be installed", async ({ request }) => {
  const manifest = (await (await request.get("/manifest.webmanifest")).json()) as {
    start_url: string;
    icons: { src: string; sizes: string; type: string }[];
  };
  expect(manifest.start_url).toBe("/start");
  for (const { src, type } of manifest.icons) {
    const icon = await request.get(src);
    expect(icon.ok(), src).toBe(true);
    expect(icon.headers()["content-type"], src).toContain(type);
  }
});
