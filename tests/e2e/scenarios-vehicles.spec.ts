// "Testing End-to-End" of the vehicle marketplace, with its users' names of the scenarios.
import type { Page } from "@playwright/test";
import { composer, rowOf, send, thread, visit } from "./support/inbox";
import type { People, Person } from "./support/people";
import { expect, test } from "./support/test";
import { alive } from "./support/thread";

const title = "Hatchback 2019";

async function vehicleOf(people: People): Promise<{ customer: Person; seller: Person; listingId: string }> {
  const [customer, seller] = await Promise.all([
    people.customer("Vera Driver"),
    people.seller("Carl Dealer"),
  ]);
  const { id } = await people.listing(seller, { kind: "VEHICLE", title, priceMinor: 1_450_000 });
  return { customer, seller, listingId: id };
}

async function chatOn(page: Page, listingId: string): Promise<void> {
  await page.goto(`/listings/${listingId}`);
  await alive(page);
  await page.getByRole("button", { name: "Chat with seller" }).click();
  await expect(composer(page)).toBeVisible();
}

test("Test Scenario 1: Customer -> Seller", async ({ openAs, people }) => {
  const { customer, seller, listingId } = await vehicleOf(people);
  const dashboard = await openAs(seller);
  await visit(dashboard, "/dashboard/messages");
  const page = await openAs(customer);
  await chatOn(page, listingId);
  await send(page, "Hello, is this available?");
  await expect(
    thread(page).getByRole("article").filter({ hasText: "Hello, is this available?" }),
  ).toContainText(/Sent|Delivered|Read/);
  await expect(rowOf(dashboard, title), "in real time, without a refresh").toContainText(
    "Hello, is this available?",
  );
  await expect(rowOf(dashboard, title)).toContainText("Vera Driver");
  await expect(rowOf(dashboard, title)).toContainText("1 unread");
});

test("Test Scenario 2: Seller -> Customer", async ({ openAs, people }) => {
  const { customer, seller, listingId } = await vehicleOf(people);
  const page = await openAs(customer);
  await chatOn(page, listingId);
  await send(page, "Hello, is this available?");
  const dashboard = await openAs(seller);
  await visit(dashboard, "/dashboard/messages");
  await rowOf(dashboard, title).click();
  await expect(thread(dashboard).getByText("Hello, is this available?")).toBeVisible();
  await send(dashboard, "Yes, it's available!");
  await expect(
    thread(page).getByText("Yes, it's available!"),
    "the chat widget follows by itself",
  ).toBeVisible();
  const own = thread(dashboard).getByRole("article").filter({ hasText: "Yes, it's available!" });
  await expect(own).toContainText("Read");
});

test("Test Scenario 3: Persistence", async ({ openAs, people }) => {
  const { customer, seller, listingId } = await vehicleOf(people);
  const page = await openAs(customer);
  await chatOn(page, listingId);
  await send(page, "Hello, is this available?");
  const dashboard = await openAs(seller);
  await visit(dashboard, "/dashboard/messages");
  await rowOf(dashboard, title).click();
  await send(dashboard, "Yes, it's available!");
  await expect(thread(page).getByText("Yes, it's available!")).toBeVisible();
  await Promise.all([page.reload(), dashboard.reload()]);
  await chatOn(page, listingId);
  for (const each of [page, dashboard]) {
    const texts = thread(each).getByRole("article");
    await expect(texts).toHaveCount(2);
    await expect(texts.nth(0)).toContainText("Hello, is this available?");
    await expect(texts.nth(1)).toContainText("Yes, it's available!");
  }
});
