// Listings for buyers: browsing, searching, one listing, and its chat.
import type { Page } from "@playwright/test";
import { password, signInAs } from "./support/people";
import { expect, test } from "./support/test";
import { alive } from "./support/thread";

const cards = (page: Page) => page.locator("[data-listings] article");
/** A word that no other test's listings contain. */
const unique = () => `Zz${Math.random().toString(36).slice(2, 10)}`;

test.describe("the list of listings", () => {
  test("shows the demo's listings with photo, price and seller, and leads to each", async ({ page }) => {
    await page.goto("/?search=golf");
    const golf = cards(page).filter({ hasText: "VW Golf" });
    await expect(golf).toContainText("€18,900");
    await expect(golf).toContainText("Henrik Falk");
    await expect(golf.locator("img").first()).toHaveJSProperty("complete", true);
    await golf.getByRole("link").click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("VW Golf 1.5 TSI Life, 2021");
    await page.goBack();
    await expect(page).toHaveURL(/search=golf/);
  });

  test("searches by words and kind at once, and shows both in the address", async ({ page, people }) => {
    const word = unique();
    const seller = await people.seller();
    await people.listing(seller, { title: `${word} van`, kind: "VEHICLE" });
    await people.listing(seller, { title: `${word} van wash`, kind: "SERVICE" });
    await page.goto("/");
    await page.getByRole("searchbox", { name: "Search listings" }).fill(word);
    await page.keyboard.press("Enter");
    await expect(cards(page)).toHaveCount(2);
    await page.getByRole("link", { name: "Vehicles" }).click();
    await expect(cards(page)).toHaveCount(1);
    await expect(page).toHaveURL(/kind=VEHICLE/);
    await expect(page.getByRole("link", { name: "Vehicles" })).toHaveAttribute("aria-current", "true");
    await page.reload();
    await expect(cards(page)).toHaveText([new RegExp(`${word} van`)]);
    await expect(page.getByRole("searchbox", { name: "Search listings" })).toHaveValue(word);
  });

  test("says that nothing matches, and links to all listings", async ({ page }) => {
    await page.goto(`/?search=${unique()}`);
    await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
    await page.getByRole("link", { name: "Show all listings" }).click();
    await expect(cards(page).first()).toBeVisible();
  });

  test("grows in place, moves the focus to the new listings, and is restored by the back button", async ({
    page,
    people,
  }) => {
    const word = unique();
    const seller = await people.seller();
    for (let i = 0; i < 30; i++) await people.listing(seller, { title: `${word} ${i}` });
    await page.goto(`/?search=${word}`);
    await expect(cards(page)).toHaveCount(24);
    await page.getByRole("link", { name: "Show more" }).click();
    await expect(cards(page)).toHaveCount(30);
    await expect(cards(page).nth(24).getByRole("link")).toBeFocused();
    await expect(page.getByRole("link", { name: "Show more" })).toHaveCount(0);
    await cards(page).nth(27).getByRole("link").click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${word} 2`);
    await page.goBack();
    await expect(cards(page)).toHaveCount(30);
  });

  test("works without JavaScript", async ({ openAs, people }) => {
    const word = unique();
    const seller = await people.seller();
    for (let i = 0; i < 26; i++) await people.listing(seller, { title: `${word} ${i}` });
    const page = await openAs(null, { javaScriptEnabled: false });
    await page.goto("/");
    await page.getByRole("searchbox", { name: "Search listings" }).fill(word);
    await page.getByRole("button", { name: "Search", exact: true }).click();
    await expect(cards(page)).toHaveCount(24);
    await page.getByRole("link", { name: "Show more" }).click();
    await expect(cards(page)).toHaveCount(26);
    await page.getByRole("link", { name: "Services" }).click();
    await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  });

  test("starts at the top for an invalid cursor in the address", async ({ page }) => {
    await page.goto("/?cursor=nonsense&kind=BOAT&show=-1");
    await expect(cards(page).first()).toBeVisible();
    await expect(page).toHaveURL((url) => !url.searchParams.has("cursor"));
  });
});

test.describe("one listing", () => {
  test("shows photos by buttons and by keys, and each of them in full", async ({ page }) => {
    await page.goto("/?search=golf");
    await cards(page).getByRole("link").click();
    const photos = page.getByRole("region", { name: "Photos" });
    await photos.getByRole("button", { name: "Next photo" }).click();
    await expect(photos.getByRole("status")).toHaveText("Photo 2 of 4");
    await page.keyboard.press("ArrowRight");
    await expect(photos.getByRole("status")).toHaveText("Photo 3 of 4");
    await page.keyboard.press("Home");
    await expect(photos.getByRole("status")).toHaveText("Photo 1 of 4");
    await photos.getByRole("button", { name: "Photo 4 of 4", exact: true }).click();
    await photos.getByRole("button", { name: "Enlarge photo (Photo 4 of 4)" }).click();
    const viewer = page.getByRole("dialog", { name: "Photos" });
    await expect(viewer.getByRole("status")).toHaveText("Photo 4 of 4");
    await page.keyboard.press("ArrowLeft");
    await expect(viewer.getByRole("status")).toHaveText("Photo 3 of 4");
    await page.keyboard.press("Escape");
    await expect(viewer).toHaveCount(0);
    await expect(photos.getByRole("status")).toHaveText("Photo 3 of 4");
  });

  test("shows price, details, status and the seller's usual reply time", async ({ page }) => {
    await page.goto("/?search=camper");
    await cards(page).getByRole("link").click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("VW T2 camper");
    const main = page.getByRole("main");
    await expect(main).toContainText("€31,900");
    await expect(main).toContainText("Reserved for another buyer");
    await expect(main.getByRole("definition").filter({ hasText: "184,000 km" })).toBeVisible();
    await expect(page.getByRole("region", { name: "Seller" })).toContainText(/Usually replies in \d+ min/);
  });

  test("shows whether the seller is online", async ({ openAs, people }) => {
    const seller = await people.seller("Ines Online");
    const { id } = await people.listing(seller);
    const page = await openAs(null);
    await page.goto(`/listings/${id}`);
    await expect(page.getByRole("region", { name: "Seller" })).not.toContainText("Online now");
    const shop = await openAs(seller);
    await shop.goto("/dashboard/messages");
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole("region", { name: "Seller" })).toContainText("Online now", {
        timeout: 500,
      });
    }).toPass();
  });

  test("has metadata for search engines and other applications, with its own pictures", async ({
    page,
    serverUrl,
  }) => {
    await page.goto("/?search=golf");
    await cards(page).getByRole("link").click();
    await page.waitForURL(/listings/);
    await page.reload();
    const about = (name: string) => page.locator(`meta[property="og:${name}"]`).getAttribute("content");
    expect(await page.title()).toBe("VW Golf 1.5 TSI Life, 2021 · Parley");
    expect(await about("title")).toBe("VW Golf 1.5 TSI Life, 2021");
    expect(await about("image")).toMatch(
      new RegExp(`^${serverUrl.replace(/127\.0\.0\.1|localhost/, ".*")}/demo/`),
    );
    const data = await page.locator('script[type="application/ld+json"]').textContent();
    expect(JSON.parse(data ?? "")).toMatchObject({ "@type": "Vehicle", offers: { price: "18900.00" } });
  });

  test.describe("that does not exist", () => {
    test.use({ expectedErrors: [/status of 404/] });

    test("says so for a wrong address and for a hidden listing", async ({ openAs, people }) => {
      const seller = await people.seller();
      const { id } = await people.listing(seller, { status: "HIDDEN" });
      const page = await openAs(null);
      for (const path of [id, "nonsense", "00000000-0000-7000-8000-000000000000"]) {
        const response = await page.goto(`/listings/${path}`);
        expect(response?.status()).toBe(404);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      }
      const own = await openAs(seller);
      await own.goto(`/listings/${id}`);
      await expect(own.getByText("Hidden: buyers cannot see this listing.")).toBeVisible();
      await expect(own.getByRole("link", { name: "Edit listing" })).toBeVisible();
      await expect(own.getByRole("button", { name: "Chat with seller" })).toHaveCount(0);
    });
  });

  test("lets another seller ask as a customer", async ({ openAs, people }) => {
    const owner = await people.seller();
    const { id } = await people.listing(owner);
    const page = await openAs(await people.seller());
    await page.goto(`/listings/${id}`);
    await page.getByRole("button", { name: "Chat with seller" }).click();
    await page.getByRole("textbox", { name: "Message" }).fill("Would you take 20 less?");
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page.getByRole("log").getByRole("article")).toContainText("Sent");
    await expect
      .poll(async () => (await owner.call("conversation:list", { listingId: id })).items.length)
      .toBe(1);
  });
});

test.describe("the chat of a listing", () => {
  test("leads a visitor through signing in back to the open chat, and sends their text", async ({
    page,
    people,
  }) => {
    const customer = await people.customer();
    const seller = await people.seller();
    const { id } = await people.listing(seller);
    await page.goto(`/listings/${id}`);
    await alive(page);
    await page.getByRole("button", { name: "Chat with seller" }).click();
    await page.getByRole("textbox", { name: "Message" }).fill("Would you take 1,000 for it?");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByLabel("Email").fill(customer.user.email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(new RegExp(`/listings/${id}`));
    await expect(page.getByRole("log", { name: "Messages" })).toContainText("Would you take 1,000 for it?");
    // A sent message is not offered again, now or after closing the chat.
    await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("");
    await page.getByRole("button", { name: "Minimise" }).click();
    await page.getByRole("button", { name: "Chat with seller" }).click();
    await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("");
    await expect
      .poll(async () => (await seller.call("conversation:list", { listingId: id })).items.length)
      .toBe(1);
  });

  test("keeps a visitor's text for an existing conversation", async ({ page, people, context }) => {
    const { customer, listing } = await people.scene(["Is it still there?"]);
    await page.goto(`/listings/${listing.id}?chat=1`);
    await page.getByRole("textbox", { name: "Message" }).fill("I forgot to ask");
    await signInAs(context, customer);
    await page.goto(`/listings/${listing.id}?chat=1`);
    await expect(page.getByRole("log", { name: "Messages" })).toContainText("Is it still there?");
    await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("I forgot to ask");
  });

  test("is beside the price on a desktop, and the back button closes it", async ({ openAs, people }) => {
    const { id } = await people.listing(await people.seller());
    const page = await openAs(await people.customer());
    await page.goto(`/listings/${id}`);
    await alive(page);
    await page.getByRole("button", { name: "Chat with seller" }).click();
    const box = await page.getByRole("textbox", { name: "Message" }).boundingBox();
    const price = page.getByText("€1,250").first();
    await expect(price).toBeVisible();
    const priceBox = await price.boundingBox();
    expect((priceBox?.y ?? 0) + (priceBox?.height ?? 0)).toBeLessThan(box?.y ?? 0);
    expect(
      await price.evaluate((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const top = document.elementFromPoint(x + width / 2, y + height / 2);
        return top !== null && element.contains(top);
      }),
    ).toBe(true);
    await page.goBack();
    await expect(page.getByRole("button", { name: "Chat with seller" })).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`/listings/${id}$`));
  });

  test("covers a phone, and keeps the draft when it is minimised", async ({ openAs, people }) => {
    const { id } = await people.listing(await people.seller());
    const page = await openAs(await people.customer(), {
      viewport: { width: 360, height: 720 },
      hasTouch: true,
      isMobile: true,
    });
    await page.goto(`/listings/${id}`);
    await alive(page);
    await page.getByRole("button", { name: "Chat with seller" }).tap();
    const dialog = page.getByRole("dialog");
    expect(await dialog.boundingBox()).toMatchObject({ x: 0, y: 0, width: 360, height: 720 });
    await page.getByRole("textbox", { name: "Message" }).fill("half a sent");
    await page.getByRole("button", { name: "Minimise" }).tap();
    await expect(dialog).toHaveCount(0);
    await page.getByRole("button", { name: "Chat with seller" }).tap();
    await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("half a sent");
  });
});
