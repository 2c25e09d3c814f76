// The inbox: its rows, its live updates, and its addresses.
import { list, rowOf, rows, send, talk, talks, thread, visit } from "./support/inbox";
import { expect, test } from "./support/test";

test("shows each conversation with its subject, its other member, the last message and the unread count", async ({
  openAs,
  people,
}) => {
  const { customer, seller } = await talks(people, ["Red bicycle"]);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  const row = rowOf(page, "Red bicycle");
  await expect(row).toContainText(customer.name);
  await expect(row).toContainText("About Red bicycle");
  await expect(row).toContainText("1 unread");
  const buyer = await openAs(customer);
  await visit(buyer, "/inbox");
  await expect(rowOf(buyer, "Red bicycle")).toContainText(seller.name);
  await expect(rowOf(buyer, "Red bicycle")).toContainText("You: About Red bicycle");
  await expect(rowOf(buyer, "Red bicycle")).not.toContainText("unread");
});

test("counts a new message, moves its row to the top, and marks it read when it is seen", async ({
  openAs,
  people,
}) => {
  const { customer, seller, talks: made } = await talks(people, ["Older thing", "Newer thing"]);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  await expect(rows(page).first()).toContainText("Newer thing");
  await customer.say(made[0]?.conversation.id ?? "", "And another question");
  await expect(rows(page).first()).toContainText("And another question");
  await expect(rows(page).first()).toContainText("2 unread");
  await rows(page).first().click();
  await expect(thread(page).getByText("And another question")).toBeVisible();
  await expect(rowOf(page, "Older thing")).not.toContainText("unread");
  await expect(rowOf(page, "Newer thing")).toContainText("1 unread");
});

test("updates only the row of the changed conversation", async ({ openAs, people }) => {
  const { customer, seller, talks: made } = await talks(people, ["First", "Second", "Third"]);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  const newest = made[2]?.conversation.id ?? "";
  // A live update proves that the page is hydrated, so hydration is not counted as a change.
  await customer.say(newest, "Are you there?");
  await expect(rowOf(page, "Third")).toContainText("2 unread");
  await page.evaluate(() => {
    const touched = new Set<string>();
    Object.assign(window, { touched });
    for (const row of document.querySelectorAll<HTMLElement>("a[data-row]"))
      new MutationObserver(() => touched.add(row.dataset.row ?? "")).observe(row, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
  });
  await customer.say(newest, "Only here");
  await expect(rowOf(page, "Third")).toContainText("3 unread");
  const touched = await page.evaluate(() => [...(window as unknown as { touched: Set<string> }).touched]);
  expect(touched).toEqual([newest]);
});

test("reading on one device clears the unread count on another", async ({ openAs, people }) => {
  const { seller } = await talks(people, ["Shared sofa"]);
  const [desk, phone] = await Promise.all([openAs(seller), openAs(seller)]);
  await Promise.all([desk.goto("/dashboard/messages"), phone.goto("/dashboard/messages")]);
  await expect(rowOf(phone, "Shared sofa")).toContainText("1 unread");
  await expect(phone.getByRole("banner")).toContainText("1 unread");
  await rowOf(desk, "Shared sofa").click();
  await expect(rowOf(phone, "Shared sofa")).not.toContainText("unread");
  await expect(phone.getByRole("banner")).not.toContainText("1 unread");
});

test("two tabs show the same, including a message written in one of them", async ({ openAs, people }) => {
  const { seller } = await talks(people, ["Tabbed table"]);
  const first = await openAs(seller);
  const second = await first.context().newPage();
  await Promise.all([first.goto("/dashboard/messages"), second.goto("/dashboard/messages")]);
  await rowOf(first, "Tabbed table").click();
  await send(first, "Written in the first tab");
  await expect(rowOf(second, "Tabbed table")).toContainText("You: Written in the first tab");
  await rowOf(second, "Tabbed table").click();
  await expect(thread(second).getByText("Written in the first tab")).toHaveCount(1);
});

test("an address opens its conversation, and the back button returns through the opened ones", async ({
  openAs,
  people,
}) => {
  const { seller, talks: made } = await talks(people, ["Lamp", "Chair"]);
  const [lamp, chair] = made;
  const page = await openAs(seller);
  await visit(page, `/dashboard/messages/${lamp?.conversation.id}`);
  await expect(thread(page).getByText("About Lamp")).toBeVisible();
  await expect(rowOf(page, "Lamp")).toHaveAttribute("aria-current", "page");
  let navigations = 0;
  page.on("request", (request) => {
    const { rsc, ...headers } = request.headers();
    const isAhead = Object.keys(headers).some((name) => name.includes("prefetch"));
    if (request.isNavigationRequest() || (rsc && !isAhead)) navigations++;
  });
  await rowOf(page, "Chair").click();
  await expect(page).toHaveURL(new RegExp(`${chair?.conversation.id}$`));
  await expect(thread(page).getByText("About Chair")).toBeVisible();
  await page.goBack();
  await expect(thread(page).getByText("About Lamp")).toBeVisible();
  await page.goForward();
  await expect(thread(page).getByText("About Chair")).toBeVisible();
  expect(navigations, "switching fetches no page").toBe(0);
  await page.reload();
  await expect(thread(page).getByText("About Chair")).toBeVisible();
});

test("is rendered with its conversations by the server, before any script runs", async ({
  openAs,
  people,
}) => {
  const { seller, talks: made } = await talks(people, ["Served plate"]);
  const page = await openAs(seller);
  const address = `/dashboard/messages/${made[0]?.conversation.id}`;
  const html = await (await page.request.get(address)).text();
  const text = html.replace(/<script[\s\S]*?<\/script>/g, "");
  expect(text).toContain("Served plate");
  expect(text).toContain("About Served plate");
});

test("a missing conversation and a foreign one show the same message", async ({ openAs, people }) => {
  const { talks: made } = await talks(people, ["Private piano"]);
  const stranger = await openAs(await people.customer());
  for (const id of [made[0]?.conversation.id, "0198f000-0000-7000-8000-000000000001"]) {
    await visit(stranger, `/inbox/${id}`);
    await expect(stranger.getByText("This conversation does not exist")).toBeVisible();
    await expect(stranger.getByText("Private piano")).toHaveCount(0);
  }
});

test("without a conversation explains what to do", async ({ openAs, people }) => {
  const buyer = await openAs(await people.customer());
  await visit(buyer, "/inbox");
  await expect(buyer.getByText("No conversations yet")).toBeVisible();
  await buyer.getByRole("main").getByRole("link", { name: "Look at the listings" }).click();
  await expect(buyer).toHaveURL(/\/$/);
  const seller = await openAs(await people.seller());
  await visit(seller, "/dashboard/messages");
  await expect(seller.getByText("Nobody has written yet")).toBeVisible();
});

test("each side is led to its own address, and a visitor to the sign-in and back", async ({
  openAs,
  people,
}) => {
  const { customer, seller, talks: made } = await talks(people, ["Crossed wires"]);
  const id = made[0]?.conversation.id;
  const page = await openAs(seller);
  await visit(page, `/inbox/${id}`);
  await expect(page).toHaveURL(new RegExp(`/dashboard/messages/${id}$`));
  const buyer = await openAs(customer);
  await visit(buyer, `/dashboard/messages/${id}`);
  await expect(buyer).toHaveURL(new RegExp(`/inbox/${id}$`));
  const visitor = await openAs(null);
  await visitor.goto(`/inbox/${id}`);
  await expect(visitor).toHaveURL(/sign-in\?callbackUrl=/);
  await visitor.getByLabel("Email").fill(customer.user.email);
  await visitor.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await visitor.getByRole("button", { name: "Sign in" }).click();
  await expect(thread(visitor).getByText("About Crossed wires")).toBeVisible();
});

test("on a phone shows one pane at a time, with a back button", async ({ openAs, people }) => {
  const { seller, talks: made } = await talks(people, ["Pocket knife"]);
  const phone = await openAs(seller, {
    viewport: { width: 360, height: 700 },
    hasTouch: true,
    isMobile: true,
  });
  await visit(phone, "/dashboard/messages");
  await rowOf(phone, "Pocket knife").tap();
  await expect(thread(phone)).toBeVisible();
  await expect(list(phone)).toBeHidden();
  await phone.getByRole("button", { name: "Details", exact: true }).tap();
  await expect(phone.getByRole("complementary", { name: "Details" })).toContainText("Kim Castle");
  await phone.goBack();
  await expect(thread(phone)).toBeVisible();
  await phone.getByRole("button", { name: "Back", exact: true }).tap();
  await expect(rowOf(phone, "Pocket knife")).toBeVisible();
  await expect(thread(phone)).toBeHidden();
  expect(made).toHaveLength(1);
});

test("holds thousands of conversations with a few dozen rows in the page", async ({ openAs, people }) => {
  const seller = await people.seller();
  const customers = await Promise.all(
    Array.from({ length: 3 }, (_, index) => people.customer(`Many ${index}`)),
  );
  for (let index = 0; index < 75; index++) {
    const customer = customers[index % customers.length];
    if (customer) await talk(people, customer, seller, `Thing number ${index}`);
  }
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  await expect(rows(page).first()).toContainText("Thing number 74");
  await rows(page).first().focus();
  await page.keyboard.press("End");
  await expect(async () => {
    await page.keyboard.press("End");
    await expect(rowOf(page, "Thing number 0")).toBeFocused({ timeout: 500 });
  }).toPass();
  expect(await rows(page).count()).toBeLessThan(40);
  await page.keyboard.press("Home");
  await expect(rowOf(page, "Thing number 74")).toBeFocused();
});

test.describe("without a network", () => {
  test.use({ expectedErrors: [/net::ERR_|WebSocket connection/] });

  test("shows in its row that a message is waiting to be sent", async ({ openAs, people }) => {
    const { customer, talks: made } = await talks(people, ["Red bicycle"]);
    const page = await openAs(customer);
    await visit(page, `/inbox/${made[0]?.conversation.id}`);
    await page.context().setOffline(true);
    await send(page, "Written in a tunnel");
    const row = rowOf(page, "Red bicycle");
    await expect(row).toContainText("Waiting to be sent");
    await expect(row).toContainText("You: Written in a tunnel");
    await page.context().setOffline(false);
    await expect(row).not.toContainText("Waiting to be sent");
    await expect(row).toContainText("You: Written in a tunnel");
  });
});
