// The owner of a listing sees its conversations, and is never told to ask the seller.
import type { Page } from "@playwright/test";
import { rows, talk } from "./support/inbox";
import { type Person, signInAs } from "./support/people";
import { expect, test } from "./support/test";

async function expectOwnersView(page: Page): Promise<void> {
  await expect(page.getByRole("link", { name: "Edit listing" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Conversations about it" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Chat with seller" })).toHaveCount(0);
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveCount(0);
  await expect(page.getByRole("main")).not.toContainText(/ask the seller/i);
}

test("sees the conversations about it and edits it, also when it is reserved or sold", async ({
  openAs,
  people,
}) => {
  const [seller, customer] = await Promise.all([people.seller(), people.customer()]);
  const about = await talk(people, customer, seller, "Oak table");
  await talk(people, customer, seller, "Something else");
  const page = await openAs(seller);
  for (const status of ["ACTIVE", "RESERVED", "SOLD"] as const) {
    await seller.call("listing:update", { listingId: about.listing.id, status });
    await page.goto(`/listings/${about.listing.id}?chat=1`);
    await expectOwnersView(page);
  }
  await page.getByRole("link", { name: "Conversations about it" }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("Oak table");
});

test("a buyer is still told to ask the seller of a reserved listing", async ({ openAs, people }) => {
  const seller = await people.seller();
  const { id } = await people.listing(seller);
  await seller.call("listing:update", { listingId: id, status: "RESERVED" });
  const page = await openAs(await people.customer());
  await page.goto(`/listings/${id}`);
  await expect(page.getByRole("main")).toContainText("You can still ask the seller");
});

const signInElsewhere = (page: Page, person: Person) => signInAs(page.context(), person);

test("is recognised in a tab that was open before they signed in", async ({ openAs, people }) => {
  const seller = await people.seller();
  const { id } = await people.listing(seller);
  const page = await openAs(null);
  await page.goto(`/listings/${id}`);
  await page.getByRole("button", { name: "Chat with seller" }).click();
  await page.getByRole("textbox", { name: "Message" }).fill("Is it mine?");
  await signInElsewhere(page, seller);
  await page.getByRole("button", { name: "Sign in" }).last().click();
  await page.waitForURL(/\/listings\//);
  await expectOwnersView(page);
  expect((await seller.call("conversation:list", { listingId: id })).items).toEqual([]);
});

test("is recognised in a tab where another user was signed in", async ({ openAs, people }) => {
  const [seller, customer] = await Promise.all([people.seller(), people.customer()]);
  const { id } = await people.listing(seller);
  const page = await openAs(customer);
  await page.goto(`/listings/${id}?chat=1`);
  await expect(page.getByRole("textbox", { name: "Message" })).toBeVisible();
  await signInElsewhere(page, seller);
  await page.reload();
  await expectOwnersView(page);
});
