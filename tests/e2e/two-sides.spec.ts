// One account buys and sells: two lists, two badges, and one address for each conversation.
import type { Page } from "@playwright/test";
import { expectNoViolations } from "./support/axe";
import { composer, rowOf, rows, send, type Talk, talk, thread, visit } from "./support/inbox";
import { keptAhead, keptOnDevice, offlineErrors } from "./support/offline";
import type { People, Person } from "./support/people";
import { expect, test } from "./support/test";

type Trade = { me: Person; customer: Person; other: Person; sold: Talk; bought: Talk };

/** A user who sells a saddle to a customer and buys a bicycle from another seller. One message of each is unread. */
async function trade(people: People): Promise<Trade> {
  const [me, customer, other] = await Promise.all([
    people.seller("Toni Frame"),
    people.customer("Kim Castle"),
    people.seller("Robin Wheel"),
  ]);
  const sold = await talk(people, customer, me, "Brown saddle", ["Is the saddle real leather?"]);
  const bought = await talk(people, me, other, "Blue bicycle", ["Does the bicycle have lights?"]);
  await other.say(bought.conversation.id, "The bicycle has new lights.");
  return { me, customer, other, sold, bought };
}

const nav = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Main" }).getByRole("link", { name });
const views = (page: Page) => page.getByRole("navigation", { name: "Which conversations" });
const selling = ({ sold }: Trade) => `/dashboard/messages/${sold.conversation.id}`;
const buying = ({ bought }: Trade) => `/inbox/${bought.conversation.id}`;

test("lists buying and selling separately, each with the right badge", async ({ openAs, people }) => {
  const { me, customer, sold } = await trade(people);
  await customer.say((await talk(people, customer, me, "Steel bell")).conversation.id, "Is it loud?");
  const page = await openAs(me);
  await visit(page, "/inbox");
  await expect(page).toHaveTitle("(3) Buying · Parley");
  await expect(nav(page, "Buying")).toContainText("1 unread");
  await expect(nav(page, "Messages")).toContainText("2 unread");
  await expect(rows(page)).toHaveCount(1);
  await expect(rowOf(page, "Blue bicycle")).toContainText("Robin Wheel");
  await expect(views(page).getByRole("link", { name: "Unread" })).toHaveText("Unread1");
  await expect(page.getByRole("tab")).toHaveCount(0);

  await nav(page, "Messages").click();
  await expect(page).toHaveURL(/\/dashboard\/messages$/);
  await expect(rows(page)).toHaveCount(2);
  await expect(views(page).getByRole("link", { name: "Unread" })).toHaveText("Unread2");
  await views(page).getByRole("link", { name: "Unread" }).click();
  await expect(rows(page)).toHaveCount(2);
  await rowOf(page, "Brown saddle").click();
  await expect(nav(page, "Messages")).toContainText("1 unread");
  await expect(nav(page, "Buying")).toContainText("1 unread");
  await expect(page).toHaveTitle("(2) Messages · Parley");

  const buyer = await openAs(customer);
  await visit(buyer, `/inbox/${sold.conversation.id}`);
  await expect(nav(buyer, "Inbox")).toBeVisible();
  for (const name of ["Buying", "Messages"]) await expect(nav(buyer, name)).toHaveCount(0);
});

test("an address of the other side leads to the right one, with its message", async ({ openAs, people }) => {
  const scene = await trade(people);
  const page = await openAs(scene.me);
  await visit(page, `/inbox/${scene.sold.conversation.id}?message=1`);
  await expect(page).toHaveURL(`${selling(scene)}?message=1`);
  await expect(thread(page)).toContainText("Is the saddle real leather?");
  await visit(page, `/dashboard/messages/${scene.bought.conversation.id}?message=2`);
  await expect(page).toHaveURL(`${buying(scene)}?message=2`);
  await expect(thread(page)).toContainText("The bicycle has new lights.");
});

test("the palette, search results and toasts lead to the side of the conversation", async ({
  openAs,
  people,
}) => {
  const scene = await trade(people);
  const page = await openAs(scene.me);
  await visit(page, "/dashboard/messages");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("Blue bicycle");
  await page.getByRole("option", { name: /Robin Wheel/ }).click();
  await expect(page).toHaveURL(buying(scene));
  await expect(rows(page)).toHaveCount(1);

  await page.getByRole("searchbox").fill("leather");
  await page.getByRole("list", { name: "Messages found" }).getByRole("link").click();
  await expect(page).toHaveURL(`${selling(scene)}?message=1`);
  await expect(page.locator("[aria-current=true]").getByText("Is the saddle real leather?")).toBeInViewport();

  // Purchases are not in the list beside this thread, so a toast announces the message.
  await scene.other.say(scene.bought.conversation.id, "Shall I keep it for you?");
  const toasts = page.getByRole("region", { name: "Notices" });
  await expect(toasts).toContainText("Shall I keep it for you?");
  await toasts.getByRole("button", { name: "Open" }).first().click();
  await expect(page).toHaveURL(buying(scene));
  await expect(thread(page)).toContainText("Shall I keep it for you?");
});

test("the chat of another seller's listing continues on the buying side", async ({ openAs, people }) => {
  const [me, other] = await Promise.all([people.seller(), people.seller()]);
  const listing = await people.listing(other, { title: "Garden gnome" });
  const page = await openAs(me);
  await page.goto(`/listings/${listing.id}`);
  await page.getByRole("button", { name: "Chat with seller" }).click();
  await send(page, "Is the gnome weatherproof?");
  await expect(thread(page).getByRole("article")).toContainText(/Sent|Delivered|Read/);
  await visit(page, "/dashboard/messages");
  await expect(page.getByText("Nobody has written yet")).toBeVisible();
  await nav(page, "Buying").click();
  await rowOf(page, "Garden gnome").click();
  await expect(thread(page)).toContainText("Is the gnome weatherproof?");
});

test("the customer's side has no seller tools", async ({ openAs, people }) => {
  const scene = await trade(people);
  await scene.me.call("quick-reply:create", { shortcut: "hi", text: "A quick hello" });
  const page = await openAs(scene.me);
  const details = page.getByRole("complementary", { name: "Details" });
  const quickReply = page.getByRole("option", { name: /A quick hello/ });
  await visit(page, selling(scene));
  await expect(details.getByRole("heading", { name: "Notes" })).toBeVisible();
  await composer(page).fill("/");
  await expect(quickReply).toBeVisible();
  await composer(page).fill("");

  await visit(page, `${buying(scene)}?details=1&tab=customers`);
  await expect(thread(page)).toContainText("The bicycle has new lights.");
  await expect(rows(page)).toHaveCount(1);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await send(page, "/");
  await expect(thread(page).getByRole("article").last()).toContainText(/Sent|Delivered|Read/);
  expect(asked.filter((url) => /quick-replies|customers|notes/.test(url))).toEqual([]);
  await expect(details).toHaveCount(0);
  await page.getByRole("button", { name: "Select several" }).click();
  await expect(page.getByRole("button", { name: "Tag", exact: true })).toHaveCount(0);
});

test.describe("without a network", () => {
  test.use({ expectedErrors: [offlineErrors] });

  test("an address of the other side leads to the right one", async ({ openAs, people }) => {
    const scene = await trade(people);
    const page = await openAs(scene.me);
    for (const path of [selling(scene), buying(scene)]) {
      await visit(page, path);
      await keptAhead(page);
      await keptOnDevice(page, scene.me.id, path.split("/").at(-1) ?? "");
    }
    await page.context().setOffline(true);
    await page.goto(`/inbox/${scene.sold.conversation.id}?message=1`);
    await expect(page).toHaveURL(`${selling(scene)}?message=1`);
    await expect(thread(page)).toContainText("Is the saddle real leather?");
    await page.goto(`/dashboard/messages/${scene.bought.conversation.id}`);
    await expect(page).toHaveURL(buying(scene));
    await expect(thread(page)).toContainText("The bicycle has new lights.");
    await expect(rows(page)).toHaveCount(1);
  });

  test("a customer is redirected from the dashboard's address to their inbox", async ({ openAs, people }) => {
    const { customer, conversation } = await people.scene(["Is it still there?"]);
    const page = await openAs(customer);
    await visit(page, `/inbox/${conversation.id}`);
    await keptAhead(page);
    await keptOnDevice(page, customer.id, conversation.id);
    await page.context().setOffline(true);
    await page.goto(`/dashboard/messages/${conversation.id}`);
    await expect(page).toHaveURL(`/inbox/${conversation.id}`);
    await expect(thread(page)).toContainText("Is it still there?");
  });
});

test.describe("on the smallest phone", () => {
  test.use({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true });

  for (const [language, buyingName, direction] of [
    ["en", "Buying", "ltr"],
    ["ar", "مشترياتي", "rtl"],
  ] as const)
    test(`both sides are in reach, in ${direction}`, async ({ openAs, people, serverUrl }) => {
      const { me } = await trade(people);
      const page = await openAs(me, {
        viewport: { width: 320, height: 640 },
        hasTouch: true,
        isMobile: true,
      });
      await page.context().addCookies([{ name: "parley-locale", value: language, url: serverUrl }]);
      await visit(page, "/dashboard/messages");
      await expect(page.locator("html")).toHaveAttribute("dir", direction);
      const link = page.getByRole("link", { name: buyingName }).first();
      await expect(link).toBeInViewport({ ratio: 1 });
      await expect(link.locator("span[aria-hidden]")).toHaveText(/[1١]/);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      await link.tap();
      await expect(page).toHaveURL(/\/inbox$/);
      await expect(page.getByText("Blue bicycle")).toBeVisible();
      await expectNoViolations(page);
    });
});
