// Elements and actions of the inbox, found by their accessible names.
import type { Locator, Page } from "@playwright/test";
import type { Conversation, Listing } from "../../../lib/contract/entities";
import type { People, Person } from "./people";

export const list = (page: Page): Locator => page.getByRole("list", { name: "Conversations" });
export const rows = (page: Page): Locator => list(page).getByRole("link");
export const rowOf = (page: Page, title: string): Locator => rows(page).filter({ hasText: title });
export const thread = (page: Page): Locator => page.getByRole("log", { name: "Messages" });
export const composer = (page: Page): Locator => page.getByRole("textbox", { name: "Message", exact: true });

/** Opens a page and waits until it is interactive: the engine connects after hydration. */
export async function visit(page: Page, address: string): Promise<void> {
  const connected = page.waitForEvent("websocket");
  await page.goto(address);
  await connected;
}

export async function send(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).click();
}

export type Talk = { listing: Listing; conversation: Conversation; title: string };

/** A conversation about its own listing, which the customer started with these messages. */
export async function talk(
  people: People,
  customer: Person,
  seller: Person,
  title: string,
  texts: readonly string[] = [`About ${title}`],
): Promise<Talk> {
  const listing = await people.listing(seller, { title });
  const { conversation } = await customer.call("conversation:open", { listingId: listing.id });
  for (const text of texts) await customer.say(conversation.id, text);
  return { listing, conversation, title };
}

/** Several conversations of one seller. The last one has the newest message. */
export async function talks(
  people: People,
  titles: readonly string[],
): Promise<{ customer: Person; seller: Person; talks: Talk[] }> {
  const [customer, seller] = await Promise.all([people.customer("Kim Castle"), people.seller("Toni Frame")]);
  const made: Talk[] = [];
  for (const title of titles) made.push(await talk(people, customer, seller, title));
  return { customer, seller, talks: made };
}
