// The "Manual Testing Checklist" of the business-to-customer messenger, point by point.
import { composer, rowOf, rows, send, talk, talks, thread, visit } from "./support/inbox";
import { expect, test } from "./support/test";
import { alive } from "./support/thread";

test("1. Business owner can view customer list", async ({ openAs, people }) => {
  const owner = await people.seller();
  const [first, second] = await Promise.all([people.customer("Jane Smith"), people.customer("Omar Said")]);
  await talk(people, first, owner, "Hair cut");
  await talk(people, second, owner, "Beard trim");
  const page = await openAs(owner);
  await visit(page, "/dashboard/messages");
  await page.getByRole("tab", { name: "Customers" }).click();
  const customers = page.getByRole("list", { name: "Customers" }).getByRole("link");
  await expect(customers).toHaveCount(2);
  await expect(customers.filter({ hasText: "Jane Smith" })).toContainText("orders");
  await expect(customers.filter({ hasText: "Jane Smith" })).toContainText("1 unread");
});

test("2. Business owner can start conversation with customer", async ({ openAs, people }) => {
  const owner = await people.seller();
  const email = `started-${owner.id}@parley.test`;
  const password = "correct horse battery";
  const name = "Jane Smith";
  const { token: invitation } = await owner.call("invitation:create", {});
  await owner.call("user:create", { email, password, name, role: "CUSTOMER", invitation });
  const page = await openAs(owner);
  await visit(page, "/dashboard/messages?tab=customers");
  await page.getByRole("list", { name: "Customers" }).getByRole("link", { name }).click();
  await send(page, "Your order is ready");
  await expect(thread(page).getByText("Your order is ready")).toBeVisible();
  const customer = await openAs(await people.enter(email, password));
  await visit(customer, "/inbox");
  await expect(rows(customer).first()).toContainText("Your order is ready");
});

test("3. Customer can send first message (auto-creates conversation)", async ({ openAs, people }) => {
  const [owner, customer] = await Promise.all([people.seller(), people.customer()]);
  const listing = await people.listing(owner, { title: "Window cleaning", kind: "SERVICE" });
  const page = await openAs(customer);
  await page.goto(`/listings/${listing.id}`);
  await alive(page);
  await page.getByRole("button", { name: "Chat with seller" }).click();
  await expect(composer(page)).toBeVisible();
  expect((await customer.call("conversation:list", {})).items).toEqual([]);
  await send(page, "Do you come on Sundays?");
  await expect(thread(page).getByText("Do you come on Sundays?")).toBeVisible();
  await expect
    .poll(async () => (await owner.call("conversation:list", {})).items.map(({ unread }) => unread))
    .toEqual([1]);
});

test("4. Messages sync in real-time on both sides", async ({ openAs, people }) => {
  const { customer, seller: owner, talks: made } = await talks(people, ["Garden work"]);
  const id = made[0]?.conversation.id;
  const [one, other] = await Promise.all([openAs(owner), openAs(customer)]);
  await Promise.all([visit(one, `/dashboard/messages/${id}`), visit(other, `/inbox/${id}`)]);
  await send(one, "From the owner");
  await expect(thread(other).getByText("From the owner")).toBeVisible();
  await send(other, "From the customer");
  await expect(thread(one).getByText("From the customer")).toBeVisible();
});

test("5. Typing indicators work", async ({ openAs, people }) => {
  const { customer, seller: owner, talks: made } = await talks(people, ["Garden work"]);
  const id = made[0]?.conversation.id;
  const [one, other] = await Promise.all([openAs(owner), openAs(customer)]);
  await Promise.all([visit(one, "/dashboard/messages"), visit(other, `/inbox/${id}`)]);
  // A key typed before the connection is open is missed, so the next key is seen.
  await expect(async () => {
    await composer(other).pressSequentially("Let me ");
    await expect(rowOf(one, "Garden work")).toContainText("typing…", { timeout: 700 });
  }).toPass();
  await expect(rowOf(one, "Garden work"), "and ends by itself").not.toContainText("typing…");
});

test("6. Message status updates correctly", async ({ openAs, people }) => {
  const { customer, seller: owner, talks: made } = await talks(people, ["Garden work"]);
  const id = made[0]?.conversation.id;
  const page = await openAs(owner);
  await visit(page, `/dashboard/messages/${id}`);
  await send(page, "On my way");
  const message = thread(page).getByRole("article").filter({ hasText: "On my way" });
  await expect(message).toContainText("Sent");
  const other = await openAs(customer);
  await visit(other, "/inbox");
  await expect(message).toContainText("Delivered");
  await rowOf(other, "Garden work").click();
  await expect(message).toContainText("Read");
});

test("7. Unread count updates", async ({ openAs, people }) => {
  const { customer, seller: owner, talks: made } = await talks(people, ["Garden work"]);
  const page = await openAs(owner);
  await visit(page, "/dashboard/messages");
  await expect(rowOf(page, "Garden work")).toContainText("1 unread");
  await customer.say(made[0]?.conversation.id ?? "", "Hello again");
  await expect(rowOf(page, "Garden work")).toContainText("2 unread");
  await expect(page.getByRole("banner"), "counts conversations").toContainText("1 unread");
  await rowOf(page, "Garden work").click();
  await expect(rowOf(page, "Garden work")).not.toContainText("unread");
  await expect(page.getByRole("banner")).not.toContainText("1 unread");
});

test("8. Search filters conversations/customers", async ({ openAs, people }) => {
  const owner = await people.seller();
  const [first, second] = await Promise.all([people.customer("Jane Smith"), people.customer("Omar Said")]);
  await talk(people, first, owner, "Hair cut");
  await talk(people, second, owner, "Beard trim");
  const page = await openAs(owner);
  await visit(page, "/dashboard/messages");
  await page.getByRole("searchbox").fill("omar");
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("Beard trim");
  await page.getByRole("tab", { name: "Customers" }).click();
  const customers = page.getByRole("list", { name: "Customers" }).getByRole("link");
  await expect(customers).toHaveCount(2);
  await page.getByRole("searchbox").fill("jane");
  await expect(customers).toHaveCount(1);
  await expect(customers).toContainText("Jane Smith");
});

test.describe("with the network gone", () => {
  test.use({ expectedErrors: [/net::ERR_|WebSocket connection/] });

  test("9. Reconnection after disconnect works", async ({ openAs, people }) => {
    const { customer, seller: owner, talks: made } = await talks(people, ["Garden work"]);
    const id = made[0]?.conversation.id ?? "";
    const page = await openAs(owner);
    await visit(page, `/dashboard/messages/${id}`);
    await customer.say(id, "Are you there?");
    await expect(thread(page).getByText("Are you there?")).toBeVisible();
    await page.context().setOffline(true);
    await expect(page.getByRole("status").filter({ hasText: /^You are offline/ })).toBeVisible();
    await send(page, "Written without a connection");
    const own = thread(page).getByRole("article").filter({ hasText: "Written without a connection" });
    await expect(own).toContainText("Queued");
    await customer.say(id, "Sent meanwhile");
    await page.context().setOffline(false);
    await expect(thread(page).getByText("Sent meanwhile")).toBeVisible({ timeout: 20_000 });
    await expect(own).toContainText(/Sent|Delivered|Read/);
    await expect(page.getByRole("status").filter({ hasText: /^You are offline/ })).toBeHidden();
    expect((await customer.read(id)).map(({ text }) => text)).toContain("Written without a connection");
  });

  test("10. Fallback to API when Socket unavailable", async ({ openAs, people }) => {
    const { customer, seller: owner, talks: made } = await talks(people, ["Garden work"]);
    const id = made[0]?.conversation.id ?? "";
    const page = await openAs(customer);
    await page.routeWebSocket(/socket\.io/, (socket) => socket.close());
    await page.route(/\/socket\.io\//, (route) => route.abort());
    await page.goto(`/inbox/${id}`);
    await send(page, "Sent without a socket");
    const own = thread(page).getByRole("article").filter({ hasText: "Sent without a socket" });
    await expect(own).toBeVisible();
    const stored = async () => (await owner.read(id)).map(({ text }) => text);
    await expect.poll(stored, { timeout: 20_000 }).toContain("Sent without a socket");
  });
});
