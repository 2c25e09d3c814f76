// The list keeps still under the pointer, answers to the press itself, and has the neighbours' messages at hand.
import type { Page } from "@playwright/test";
import { list, rowOf, rows, talks, thread, visit } from "./support/inbox";
import { offlineErrors } from "./support/offline";
import { expect, test } from "./support/test";
import { phone } from "./support/touch";

const titles = (page: Page) =>
  rows(page).evaluateAll((all) => all.map((row) => /Thing [A-Z]/.exec(row.textContent ?? "")?.[0]));

/** What the page asks of its server over the socket from now on. */
function watchAsked(page: Page): string[] {
  const asked: string[] = [];
  page.on("websocket", (socket) => socket.on("framesent", ({ payload }) => asked.push(payload.toString())));
  return asked;
}

test.describe("without the network", () => {
  test.use({ expectedErrors: [offlineErrors] });

  test("a neighbour of the open conversation opens without asking the network, and was not read before", async ({
    openAs,
    people,
  }) => {
    const { seller, talks: made } = await talks(people, ["Thing A", "Thing B", "Thing C"]);
    const [first, second] = made.map(({ conversation }) => conversation.id);
    const page = await openAs(seller);
    const asked = watchAsked(page);
    const listed = (id = "") => asked.filter((each) => each.includes("message:list") && each.includes(id));
    await visit(page, `/dashboard/messages/${second}`);
    await expect.poll(() => listed(first).length).toBe(1);
    const before = await seller.call("conversation:get", { conversationId: first ?? "" });
    expect(before.conversation).toMatchObject({ unread: 1, readSeq: 0 });
    await expect(rowOf(page, "Thing A")).toContainText("1 unread");
    await page.context().setOffline(true);
    await rowOf(page, "Thing A").click();
    await expect(thread(page).getByText("About Thing A")).toBeVisible();
    await page.context().setOffline(false);
    expect(listed(first)).toHaveLength(1);
  });
});

test("a row is marked while it is pressed, and on a phone the thread's head follows the click at once", async ({
  openAs,
  people,
}) => {
  const { seller } = await talks(people, ["Thing A", "Thing B"]);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  await rowOf(page, "Thing A").hover();
  await page.mouse.down();
  await expect(list(page).locator("[data-pressed]")).toContainText("Thing A");
  await expect(page).toHaveURL(/messages$/);
  await page.mouse.up();
  await expect(thread(page).getByText("About Thing A")).toBeVisible();
  await expect(list(page).locator("[data-pressed]")).toHaveCount(0);

  const small = await openAs(seller, phone(320));
  await visit(small, "/dashboard/messages");
  // Before the browser does anything else after the click.
  const head = await rowOf(small, "Thing B").evaluate(async (row: HTMLElement) => {
    row.click();
    await new Promise<void>((done) => queueMicrotask(done));
    return document.querySelector("main header h2")?.textContent;
  });
  expect(head).toContain("Thing B");
});

for (const locale of ["en-GB", "ar"]) {
  test(`rows stay where they are under the pointer, and move when it leaves (${locale})`, async ({
    openAs,
    people,
  }) => {
    const { customer, seller, talks: made } = await talks(people, ["Thing A", "Thing B", "Thing C"]);
    const page = await openAs(seller, { locale });
    await visit(page, "/dashboard/messages");
    const all = page.locator("a[data-row]");
    const order = () =>
      all.evaluateAll((each) => each.map((row) => /Thing [A-Z]/.exec(row.textContent ?? "")?.[0]));
    await all.nth(1).hover();
    await customer.say(made[0]?.conversation.id ?? "", "Something new");
    await expect(all.nth(2)).toContainText("Something new");
    expect(await order()).toEqual(["Thing C", "Thing B", "Thing A"]);
    await expect(
      page.getByRole("button", { name: locale === "ar" ? "محادثة جديدة" : "1 new" }),
    ).toBeVisible();
    await page.mouse.move(900, 400);
    await expect.poll(order).toEqual(["Thing A", "Thing C", "Thing B"]);
  });
}

test("with the keyboard in the list, a pill moves the rows", async ({ openAs, people }) => {
  const { customer, seller, talks: made } = await talks(people, ["Thing A", "Thing B"]);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  await page.keyboard.press("j");
  await expect(rows(page).first()).toBeFocused();
  await customer.say(made[0]?.conversation.id ?? "", "Something new");
  await page.getByRole("button", { name: "1 new" }).press("Enter");
  await expect.poll(() => titles(page)).toEqual(["Thing A", "Thing B"]);
});

test("on a phone, what is new waits while the list is scrolled", async ({ openAs, people }) => {
  const {
    customer,
    seller,
    talks: made,
  } = await talks(
    people,
    [..."ABCDEFGH"].map((each) => `Thing ${each}`),
  );
  const page = await openAs(seller, { ...phone(320), viewport: { width: 320, height: 480 } });
  await visit(page, "/dashboard/messages");
  await rowOf(page, "Thing A").scrollIntoViewIfNeeded();
  await customer.say(made[1]?.conversation.id ?? "", "Something new");
  const pill = page.getByRole("button", { name: "1 new" });
  await expect(pill).toBeVisible();
  await pill.tap();
  await expect(rows(page).first()).toContainText("Something new");
  await expect(rows(page).first()).toBeInViewport();
});

test("what the badge counts is what the unread view lists, archived conversations too", async ({
  openAs,
  people,
}) => {
  const { seller, talks: made } = await talks(people, ["Thing A", "Thing B"]);
  await seller.call("conversation:update", {
    conversationId: made[0]?.conversation.id ?? "",
    archived: true,
  });
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages?view=unread");
  await expect(page.getByRole("navigation").getByRole("link", { name: "Unread" }).last()).toHaveText(
    "Unread2",
  );
  await expect(rows(page)).toHaveCount(2);
  await expect(rowOf(page, "Thing A")).toContainText("Archived");
});
