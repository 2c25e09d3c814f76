// Forwarding: by keyboard, with a confirmation that names the target and an undo for a while.
import { composer, rowOf, type Talk, talk, visit } from "./support/inbox";
import { keptAhead, offlineErrors } from "./support/offline";
import type { People, Person } from "./support/people";
import { expect, test } from "./support/test";
import { ThreadPage } from "./support/thread";

type Scene = { seller: Person; other: Person; from: Talk; to: Talk };

async function setScene(people: People): Promise<Scene> {
  const [seller, customer, other] = await Promise.all([
    people.seller("Toni Frame"),
    people.customer("Kim Castle"),
    people.customer("Wilhelmina Forward"),
  ]);
  const from = await talk(people, customer, seller, "Red chair", ["The address is Lindenstraße 14"]);
  const to = await talk(people, other, seller, "Blue lamp");
  return { seller, other, from, to };
}

async function openDialog(thread: ThreadPage) {
  await thread.act(thread.message("Lindenstraße"), "Forward");
  return thread.page.getByRole("dialog", { name: "Forward to" });
}

test("the search has the focus, and the arrows and Enter choose", async ({ openAs, people }) => {
  const { seller, other, from, to } = await setScene(people);
  const thread = await ThreadPage.open(await openAs(seller), seller, from.conversation.id);
  const { page } = thread;
  const dialog = await openDialog(thread);
  const search = dialog.getByRole("searchbox", { name: "Search conversations" });
  await expect(search).toBeFocused();
  await page.keyboard.type("Wilhelmina");
  await expect(dialog.getByRole("button", { name: "Kim Castle" })).toBeHidden();
  await expect(dialog.getByRole("button", { name: "Wilhelmina Forward" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("button", { name: "Wilhelmina Forward" })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(search).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  const notices = page.getByRole("region", { name: "Notices" });
  await expect(notices).toContainText("Forwarding to Wilhelmina Forward");
  await expect(notices).toContainText(to.title);
  const there = await ThreadPage.open(await openAs(other), other, to.conversation.id);
  await expect(there.message("Lindenstraße 14")).toContainText("Forwarded");
});

test("a forward that is undone in time is never sent, also from another page of the application", async ({
  openAs,
  people,
}) => {
  const { seller, other, from, to } = await setScene(people);
  const page = await openAs(seller);
  const thread = await ThreadPage.open(page, seller, from.conversation.id);
  const dialog = await openDialog(thread);
  await dialog.getByRole("button", { name: "Wilhelmina Forward" }).click();
  await rowOf(page, to.title).click();
  await expect(thread.message("Lindenstraße 14")).toContainText("Queued");
  await page.getByRole("region", { name: "Notices" }).getByRole("button", { name: "Undo" }).click();
  await expect(thread.message("Lindenstraße 14")).toBeHidden();
  await expect(page.getByText("Forwarding undone")).toBeVisible();
  // Only the message written afterwards is stored.
  await thread.write("Never mind");
  await expect(thread.message("Never mind")).toContainText(/Sent|Delivered|Read/);
  expect((await other.read(to.conversation.id)).map(({ text }) => text)).toEqual([
    "About Blue lamp",
    "Never mind",
  ]);
});

test("a forward that is undone after it was sent is deleted for both", async ({ openAs, people }) => {
  const { seller, other, from, to } = await setScene(people);
  const page = await openAs(seller);
  const thread = await ThreadPage.open(page, seller, from.conversation.id);
  const dialog = await openDialog(thread);
  await dialog.getByRole("button", { name: "Wilhelmina Forward" }).click();
  const undo = page.getByRole("region", { name: "Notices" }).getByRole("button", { name: "Undo" });
  // Under the pointer, it stays longer than the message is held.
  await undo.hover();
  await expect.poll(async () => (await other.read(to.conversation.id)).length, { timeout: 20_000 }).toBe(2);
  await undo.click();
  const there = await ThreadPage.open(await openAs(other), other, to.conversation.id);
  await expect(there.message("This message was deleted")).toBeVisible();
  await expect(there.log).not.toContainText("Lindenstraße");
});

test("a later message does not wait for the held one", async ({ openAs, people }) => {
  const { seller, other, from, to } = await setScene(people);
  const page = await openAs(seller);
  const thread = await ThreadPage.open(page, seller, from.conversation.id);
  await (await openDialog(thread)).getByRole("button", { name: "Wilhelmina Forward" }).click();
  await rowOf(page, to.title).click();
  await composer(page).fill("As promised");
  await composer(page).press("Enter");
  await expect(thread.message("As promised")).toContainText(/Sent|Delivered|Read/, { timeout: 4_000 });
  const texts = (await other.read(to.conversation.id)).map(({ text }) => text);
  expect(texts).toEqual(["About Blue lamp", "The address is Lindenstraße 14", "As promised"]);
});

test.describe("without the network", () => {
  test.use({ expectedErrors: [offlineErrors] });

  test("a forward waits, also over a reload, and is sent once when the network is back", async ({
    openAs,
    people,
  }) => {
    const { seller, other, from, to } = await setScene(people);
    const page = await openAs(seller);
    await visit(page, `/dashboard/messages/${from.conversation.id}`);
    await keptAhead(page);
    const thread = new ThreadPage(page);
    await expect(thread.message("Lindenstraße")).toBeVisible();
    await page.context().setOffline(true);
    await (await openDialog(thread)).getByRole("button", { name: "Wilhelmina Forward" }).click();
    await expect(page.getByRole("status").filter({ hasText: "1 message will be sent" })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("status").filter({ hasText: "1 message will be sent" })).toBeVisible();
    await page.context().setOffline(false);
    await expect(page.getByRole("status").filter({ hasText: "You are offline" })).toHaveCount(0);
    await expect.poll(async () => (await other.read(to.conversation.id)).length, { timeout: 20_000 }).toBe(2);
    const last = (await other.read(to.conversation.id)).at(-1);
    expect(last).toMatchObject({ text: "The address is Lindenstraße 14", payload: { forwarded: true } });
  });
});
