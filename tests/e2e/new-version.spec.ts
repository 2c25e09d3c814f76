// Open pages when the server has been updated.
import type { Page } from "@playwright/test";
import { composer, send, thread, visit } from "./support/inbox";
import { expect, test } from "./support/test";

const isControlled = (page: Page): Promise<boolean> =>
  page.evaluate(() => navigator.serviceWorker.controller !== null);

test("an open page announces a new version, and a reload keeps the text being written", async ({
  openAs,
  people,
}) => {
  const { customer, conversation } = await people.scene();
  const page = await openAs(customer);
  await visit(page, `/inbox/${conversation.id}`);
  await expect.poll(() => isControlled(page)).toBe(true);
  await visit(page, `/inbox/${conversation.id}`);
  const notice = page.getByText("There is a new version of Parley.");
  await expect(notice).toBeHidden();
  await composer(page).fill("Half a thou");
  // Acts as the page of a new build in another tab does.
  await page.evaluate(() => navigator.serviceWorker.register("/sw.js?v=next", { updateViaCache: "none" }));
  await expect(notice).toBeVisible();
  const reloaded = page.waitForEvent("load");
  await page.getByRole("button", { name: "Reload" }).click();
  await reloaded;
  await expect(composer(page)).toHaveValue("Half a thou");
  await composer(page).fill("Half a thought");
  await composer(page).press("Enter");
  await expect(thread(page).getByText("Half a thought")).toBeVisible();
});

test.describe("a page of an old build", () => {
  test.use({
    serviceWorkers: "block",
    expectedErrors: [/status of 404|ChunkLoadError|Failed to load chunk/],
  });

  test("that misses code which the server no longer has is replaced by the new build", async ({
    openAs,
    people,
  }) => {
    const { seller, listing } = await people.scene();
    const page = await openAs(await people.customer());
    await page.goto(`/listings/${listing.id}`);
    await page.waitForLoadState("networkidle");
    let isUpdated = false;
    await page.route(/\/_next\/static\/chunks\//, (route) =>
      isUpdated ? route.continue() : route.fulfill({ status: 404, body: "" }),
    );
    page.on("request", (request) => {
      isUpdated ||= request.isNavigationRequest();
    });
    await page.getByRole("button", { name: "Chat with seller" }).click();
    await expect(page.getByText("Parley has been updated")).toBeVisible();
    await page.getByRole("button", { name: "Reload" }).click();
    await send(page, "Is it still there?");
    await expect(thread(page).getByText("Is it still there?")).toBeVisible();
    const count = async () => (await seller.call("conversation:list", {})).items.length;
    await expect.poll(count, "shown at once, stored a moment later").toBe(2);
  });
});
