// Sellers manage their own listings, and no other user can.
import { expectNoViolations } from "./support/axe";
import { expect, test } from "./support/test";

test.describe("a seller's own listings", () => {
  test("start with a hint, and end with a published listing that buyers see", async ({ openAs, people }) => {
    const seller = await people.seller();
    const page = await openAs(seller);
    await page.goto("/dashboard/listings");
    await expect(page.getByText("You have no listings yet")).toBeVisible();
    await page.getByRole("main").getByRole("link", { name: "New listing" }).first().click();

    await page.getByRole("radio", { name: "Vehicle" }).check({ force: true });
    await page.getByRole("textbox", { name: "Title" }).fill("Saab 900, 1989");
    await page.getByRole("textbox", { name: "Price" }).fill("7.450,50");
    await page.getByRole("combobox", { name: "Currency" }).selectOption("CHF");
    await page.getByRole("textbox", { name: "Description" }).fill("Runs.\n\nSmells of the eighties.");
    await page.getByRole("button", { name: "Add a photo" }).click();
    await expect(page.getByRole("textbox", { name: "Address of photo 1" })).toBeFocused();
    await page.keyboard.type("/demo/estate-car.svg");
    await page.getByRole("button", { name: "Add a photo" }).click();
    await page.getByRole("textbox", { name: "Address of photo 2" }).fill("/demo/hatchback.svg");
    await page.getByRole("button", { name: "Move photo 2 forward" }).click();
    await page.getByRole("button", { name: "Add a detail" }).click();
    await expect(page.getByRole("textbox", { name: "Name of detail 1" })).toBeFocused();
    await page.getByRole("textbox", { name: "Name of detail 1" }).fill("Mileage");
    await page.getByRole("textbox", { name: "Value of detail 1" }).fill("312,000 km");
    await page.getByRole("button", { name: "Publish" }).click();

    await expect(page).toHaveURL(/\/dashboard\/listings$/);
    await expect(page.getByRole("article").filter({ hasText: "Saab 900, 1989" })).toContainText("CHF");
    const { items } = await seller.call("listing:list", { sellerId: seller.id });
    expect(items).toMatchObject([
      {
        kind: "VEHICLE",
        priceMinor: 745_050,
        currency: "CHF",
        photos: ["/demo/hatchback.svg", "/demo/estate-car.svg"],
        attributes: { Mileage: "312,000 km" },
        status: "ACTIVE",
      },
    ]);
    const visitor = await openAs(null);
    await visitor.goto(`/listings/${items[0]?.id}`);
    await expect(visitor.getByText("Smells of the eighties.")).toBeVisible();
  });

  test("are changed by their form, which starts with the stored values", async ({ openAs, people }) => {
    const seller = await people.seller();
    const { id } = await people.listing(seller, {
      title: "Lamp",
      priceMinor: 950,
      attributes: { Height: "1 m" },
    });
    const page = await openAs(seller);
    await page.goto(`/listings/${id}`);
    await page.getByRole("link", { name: "Edit listing" }).click();
    await expect(page.getByRole("textbox", { name: "Price" })).toHaveValue("9.50");
    await expect(page.getByRole("textbox", { name: "Value of detail 1" })).toHaveValue("1 m");
    await page.getByRole("textbox", { name: "Price" }).fill("8");
    await page.getByRole("button", { name: "Remove detail 1" }).click();
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page).toHaveURL(/\/dashboard\/listings$/);
    const { listing } = await seller.call("listing:get", { listingId: id });
    expect(listing).toMatchObject({ title: "Lamp", priceMinor: 800, attributes: {} });
  });

  test.describe("with invalid input", () => {
    test.use({ expectedErrors: [/status of 400/] });

    test("show the error at each field, and keep the input", async ({ openAs, people }) => {
      const page = await openAs(await people.seller());
      await page.goto("/dashboard/listings/new");
      await page.getByRole("textbox", { name: "Price" }).fill("a lot");
      await page.getByRole("button", { name: "Publish" }).click();
      const title = page.getByRole("textbox", { name: "Title" });
      await expect(title).toBeFocused();
      await expect(title).toHaveAccessibleDescription(/Please fill this in/);
      await expect(page.getByRole("textbox", { name: "Price" })).toHaveAccessibleDescription(/enter a price/);
      await expect(page.getByRole("alert").filter({ hasText: "check what is marked" })).toBeVisible();

      // Above the maximum price, which only the server checks.
      await title.fill("Yacht");
      await page.getByRole("textbox", { name: "Price" }).fill("99999999999");
      await page.getByRole("button", { name: "Publish" }).click();
      await expect(page.getByRole("textbox", { name: "Price" })).toHaveAttribute("aria-invalid", "true");
      await expect(title).toHaveValue("Yacht");
      await expect(title).not.toHaveAttribute("aria-invalid", "true");
    });
  });

  test("change their status at once", async ({ openAs, people }) => {
    const seller = await people.seller();
    const { id } = await people.listing(seller, { title: "Tent" });
    const page = await openAs(seller);
    await page.goto("/dashboard/listings");
    const status = page.getByRole("combobox", { name: "Status of Tent" });
    await status.selectOption("SOLD");
    await expect(status).toHaveValue("SOLD");
    await expect
      .poll(async () => (await seller.call("listing:get", { listingId: id })).listing.status)
      .toBe("SOLD");
    await page.getByRole("link", { name: "Sold" }).click();
    await expect(page.getByRole("article")).toHaveCount(1);
    await page.getByRole("link", { name: "Hidden" }).click();
    await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  });

  test.describe("when the server refuses a status", () => {
    test.use({ expectedErrors: [/status of 503/] });

    test("show the stored status and the reason", async ({ openAs, people }) => {
      const seller = await people.seller();
      await people.listing(seller, { title: "Canoe" });
      const page = await openAs(seller);
      await page.route("**/api/listings/*", (route) =>
        route.fulfill({
          status: 503,
          json: { ok: false, error: { code: "unavailable", message: "Please try again." } },
        }),
      );
      await page.goto("/dashboard/listings");
      const status = page.getByRole("combobox", { name: "Status of Canoe" });
      await status.selectOption("SOLD");
      await expect(page.getByText("very busy right now")).toBeVisible();
      await expect(status).toHaveValue("ACTIVE");
    });
  });

  test.describe("belong to their owner only", () => {
    test.use({ expectedErrors: [/status of 404/] });

    test("and cannot be changed by others: visitors sign in first, and other users find no such page", async ({
      openAs,
      people,
    }) => {
      const { id } = await people.listing(await people.seller());
      const path = `/dashboard/listings/${id}`;
      const stranger = await openAs(null);
      await stranger.goto(path);
      await expect(stranger).toHaveURL((url) => url.pathname === "/sign-in");
      expect(new URL(stranger.url()).searchParams.get("callbackUrl")).toBe(path);
      for (const person of [await people.seller(), await people.customer()]) {
        const page = await openAs(person);
        expect((await page.goto(path))?.status()).toBe(404);
        await expect(page.getByRole("button", { name: "Save changes" })).toHaveCount(0);
        await page.goto(`/listings/${id}`);
        await expect(page.getByRole("link", { name: "Edit listing" })).toHaveCount(0);
      }
      const customer = await openAs(await people.customer());
      expect((await customer.goto("/dashboard/listings"))?.status()).toBe(404);
    });
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`have no barrier in the ${colorScheme} theme, and fit a small phone`, async ({ openAs, people }) => {
      const seller = await people.seller();
      const { id } = await people.listing(seller, {
        attributes: { Width: "2 m" },
        photos: ["/demo/sofa.svg"],
      });
      const page = await openAs(seller, { colorScheme, viewport: { width: 320, height: 700 } });
      for (const path of ["/dashboard/listings", "/dashboard/listings/new", `/dashboard/listings/${id}`]) {
        await page.goto(path);
        await expectNoViolations(page);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, path).toBeLessThanOrEqual(0);
      }
    });
  }
});

test("unsaved changes are not left without a question", async ({ openAs, people }) => {
  const seller = await people.seller();
  const { id } = await people.listing(seller);
  const page = await openAs(seller);
  await page.goto(`/dashboard/listings/${id}`);
  await page.getByLabel("Title").fill("Half a new title");
  const asked: string[] = [];
  const answer = (isLeft: boolean) =>
    page.once("dialog", (dialog) => {
      asked.push(dialog.type());
      return isLeft ? dialog.accept() : dialog.dismiss();
    });
  answer(false);
  await page.getByRole("link", { name: "All my listings" }).click();
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  await expect(page.getByLabel("Title")).toHaveValue("Half a new title");
  answer(true);
  await page.getByRole("link", { name: "All my listings" }).click();
  await expect(page).toHaveURL(/\/dashboard\/listings$/);
});
