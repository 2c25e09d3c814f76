// Opening pages without a network, by the service worker.
import type { Page } from "@playwright/test";
import { talk } from "./support/inbox";
import { kept, keptAhead, keptOnDevice, offlineErrors } from "./support/offline";
import { signInAs } from "./support/people";
import { expect, test } from "./support/test";
import { alive } from "./support/thread";

test.use({ expectedErrors: [offlineErrors] });

/** A browser's first page loads before its worker. */
async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect.poll(() => kept(page, "pages")).toContain(path);
  await alive(page);
}

test("opens seen pages, and explains itself on others", async ({ openAs, people }) => {
  const page = await openAs(await people.customer("Grace Hopper"));
  await page.goto("/settings");
  await keptAhead(page);
  await page.context().setOffline(true);
  await page.goto("/settings");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("Grace Hopper");
  // The page is interactive, not only rendered.
  await page.locator("[popovertarget=account-panel]").click();
  await page.locator("#account-panel").getByText("Dark", { exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.goto("/listings/01890000-0000-7000-8000-000000000001");
  await expect(page.getByRole("heading", { name: "You are offline" })).toBeVisible();
});

for (const side of ["customer", "seller"] as const) {
  test(`a reload in a conversation stays in it, for a ${side}`, async ({ openAs, people }) => {
    const scene = await people.scene(["Is it still there?"]);
    const page = await openAs(scene[side]);
    const path = `${side === "seller" ? "/dashboard/messages" : "/inbox"}/${scene.conversation.id}`;
    await page.goto(path);
    await keptAhead(page);
    await keptOnDevice(page, scene[side].id, scene.conversation.id);
    await page.context().setOffline(true);
    await page.reload();
    await expect(page).toHaveURL(path);
    await expect(page.getByRole("article").filter({ hasText: "Is it still there?" })).toBeVisible();
    await expect(page.getByRole("list", { name: "Conversations" })).toContainText(scene.listing.title);
    // A message written now waits, also over another reload, and is sent when the network is back.
    await page.getByRole("textbox", { name: "Message", exact: true }).fill("Written in the cellar");
    await page.keyboard.press("Enter");
    const written = page.getByRole("article").filter({ hasText: "Written in the cellar" });
    await expect(written).toContainText("Queued");
    await page.reload();
    await expect(written).toContainText("Queued");
    await page.context().setOffline(false);
    await expect(written).toContainText(/Sent|Delivered|Read/);
    const stored = await scene.customer.read(scene.conversation.id);
    expect(stored.map(({ text }) => text)).toEqual(["Is it still there?", "Written in the cellar"]);
  });
}

test("a conversation that was never opened here says that it needs the network, and opens when it is back", async ({
  openAs,
  people,
}) => {
  const [customer, seller] = await Promise.all([people.customer(), people.seller()]);
  const { conversation } = await talk(people, customer, seller, "Never looked at", ["Not on this device"]);
  const page = await openAs(customer);
  await page.goto("/settings");
  await keptAhead(page);
  await page.context().setOffline(true);
  await page.goto(`/inbox/${conversation.id}`);
  await expect(page.getByText("This needs the network").last()).toBeVisible();
  await expect(page.getByText(/busy/)).toHaveCount(0);
  await page.context().setOffline(false);
  await expect(page.getByRole("article").filter({ hasText: "Not on this device" })).toBeVisible();
});

test("the installed application starts with the last known inbox", async ({ openAs, people }) => {
  const { customer, listing, conversation } = await people.scene();
  const page = await openAs(customer);
  await page.goto("/inbox");
  await keptAhead(page);
  await keptOnDevice(page, customer.id, conversation.id, "conversations");
  await page.context().setOffline(true);
  await page.goto("/start");
  await expect(page).toHaveURL(/\/inbox$/);
  await expect(page.getByRole("list", { name: "Conversations" })).toContainText(listing.title);
});

test("keeps no page of a signed-out user", async ({ openAs, people }) => {
  const page = await openAs(await people.customer("Gone Person"));
  await page.goto("/settings");
  await keptAhead(page);
  await visit(page, "/settings");
  await page.locator("[popovertarget=account-panel]").click();
  await page.locator("#account-panel").getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect.poll(() => kept(page, "ahead")).toEqual([]);
  await expect.poll(() => kept(page, "pages")).toContain("/offline");
  expect(await kept(page, "pages")).not.toContain("/settings");
  await page.context().setOffline(true);
  await page.goto("/settings");
  await expect(page.getByRole("heading", { name: "You are offline" })).toBeVisible();
  expect(await page.content()).not.toContain("Gone Person");
});

test("keeps no page of another user", async ({ openAs, people }) => {
  const page = await openAs(await people.customer("First Person"));
  await page.goto("/settings");
  await keptAhead(page);
  await visit(page, "/settings");
  await signInAs(page.context(), await people.customer("Second Person"));
  await page.goto("/offline");
  await expect.poll(() => kept(page, "pages")).not.toContain("/settings");
});

test("caches no answers of the API", async ({ openAs, people }) => {
  const page = await openAs(await people.customer());
  await page.goto("/settings");
  await keptAhead(page);
  await page.evaluate(() => fetch("/api/me").then((response) => response.json()));
  const paths = await page.evaluate(async () => {
    const names = await caches.keys();
    const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return lists.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(paths.filter((path) => path.startsWith("/api/"))).toEqual([]);
  expect(paths.length).toBeGreaterThan(0);
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
