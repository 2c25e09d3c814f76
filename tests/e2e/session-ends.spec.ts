// A session that ends elsewhere removes all data from the browser except unsent messages, which wait for the same user.
import type { Page } from "@playwright/test";
import { composer, send, thread, visit } from "./support/inbox";
import { kept, keptAhead, keptOnDevice, storedKeys } from "./support/offline";
import { type Person, signInAs } from "./support/people";
import { expect, test } from "./support/test";

// Requests in progress are refused.
test.use({ expectedErrors: [/status of 401|net::ERR_|Failed to (?:fetch|load)|WebSocket connection/] });

const stores = ["conversations", "threads", "lists"];

async function endBrowserSession(person: Person): Promise<void> {
  const { items } = await person.call("session:list", {});
  const session = items.find(({ kind }) => kind === "COOKIE");
  await person.call("session:revoke", { sessionId: session?.id ?? "" });
}

/** No data that the user has read is left in this browser. */
async function expectNothingKept(page: Page, person: Person): Promise<void> {
  for (const store of stores) await expect.poll(() => storedKeys(page, person.id, store)).toEqual([]);
  await expect.poll(() => kept(page, "ahead")).toEqual([]);
  const pages = async () => (await kept(page, "pages")).filter((path) => path !== "/offline");
  await expect.poll(pages).toEqual([]);
}

async function readSomething(page: Page, person: Person, conversationId: string): Promise<void> {
  await visit(page, `/inbox/${conversationId}`);
  await expect(thread(page).getByText("My secret address")).toBeVisible();
  await keptAhead(page);
  await keptOnDevice(page, person.id, conversationId);
}

test("all tabs remove read data, and keep unsent messages", async ({ openAs, people }) => {
  const { customer, conversation } = await people.scene(["My secret address"]);
  const page = await openAs(customer);
  await readSomething(page, customer, conversation.id);
  const other = await page.context().newPage();
  await other.goto("/settings");
  await expect(other.getByLabel("Name")).toHaveValue(customer.name);
  await page.context().setOffline(true);
  await send(page, "Never sent yet");
  await expect(thread(page).getByText("Never sent yet")).toBeVisible();
  await composer(page).fill("Half a thought");
  await endBrowserSession(customer);
  await page.context().setOffline(false);
  for (const tab of [page, other]) {
    await expect(tab.getByRole("heading", { name: "You have been signed out" })).toBeVisible();
    await expect(tab.getByText("My secret address")).toHaveCount(0);
    await expect(tab.getByText(customer.name)).toHaveCount(0);
    await expect(tab.getByText("1 unsent message is kept")).toBeVisible();
  }
  await expectNothingKept(page, customer);

  await page.getByRole("main").or(page.getByRole("alert")).getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("Email").fill(customer.user.email);
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(thread(page).getByRole("article").filter({ hasText: "Never sent yet" })).toContainText(
    /Sent|Delivered|Read/,
  );
  await expect(composer(page)).toHaveValue("Half a thought");
  const stored = await customer.read(conversation.id);
  expect(stored.map(({ text }) => text)).toEqual(["My secret address", "Never sent yet"]);
});

test("a browser without an open page removes the data at its next start", async ({ openAs, people }) => {
  const { customer, conversation } = await people.scene(["My secret address"]);
  const page = await openAs(customer);
  const context = page.context();
  await readSomething(page, customer, conversation.id);
  await page.close();
  await endBrowserSession(customer);
  const next = await context.newPage();
  await next.goto(`/inbox/${conversation.id}`);
  await expect(next).toHaveURL(/\/sign-in/);
  await expectNothingKept(next, customer);
  await context.setOffline(true);
  await next.goto(`/inbox/${conversation.id}`);
  await expect(next.getByRole("heading", { name: "You are offline" })).toBeVisible();
});

test("another user who signs in finds no data, and does not send the previous user's message", async ({
  openAs,
  people,
}) => {
  const { customer, conversation } = await people.scene(["My secret address"]);
  const second = await people.customer("Second Person");
  const page = await openAs(customer);
  const context = page.context();
  await readSomething(page, customer, conversation.id);
  await context.setOffline(true);
  await send(page, "Only mine to send");
  await expect(thread(page).getByText("Only mine to send")).toBeVisible();
  await expect.poll(() => storedKeys(page, customer.id, "outbox")).toHaveLength(1);
  // The page closes before the network is back, so the message is still unsent.
  await page.close();
  await context.setOffline(false);
  await signInAs(context, second);
  const other = await context.newPage();
  const sent: string[] = [];
  other.on("request", (request) => sent.push(request.postData() ?? ""));
  other.on("websocket", (socket) => socket.on("framesent", ({ payload }) => sent.push(String(payload))));
  await other.goto("/inbox");
  await expect(other.getByText("No conversations yet")).toBeVisible();
  await expectForgotten(other, customer);
  expect(sent).not.toEqual([]);
  expect(sent.join("\n")).not.toContain("Only mine to send");
  expect((await second.call("conversation:list", {})).items).toEqual([]);
  expect((await customer.read(conversation.id)).map(({ text }) => text)).toEqual(["My secret address"]);
  expect(await storedKeys(other, customer.id, "outbox")).toHaveLength(1);
});

/** The second user's own pages may already be cached. */
async function expectForgotten(page: Page, person: Person): Promise<void> {
  for (const store of stores) await expect.poll(() => storedKeys(page, person.id, store)).toEqual([]);
}

test("a tab of the previous user reports it at once when another user signs in beside it", async ({
  openAs,
  people,
}) => {
  const { customer, conversation } = await people.scene(["My secret address"]);
  const second = await people.customer("Second Person");
  const page = await openAs(customer);
  await readSomething(page, customer, conversation.id);
  const other = await page.context().newPage();
  await signInAs(page.context(), second);
  await other.goto("/inbox");
  await expect(page.getByRole("heading", { name: "You have been signed out" })).toBeVisible();
  await expect(page.getByText("My secret address")).toHaveCount(0);
  await expectForgotten(other, customer);
});
