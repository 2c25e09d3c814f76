// Conversations that wait for an answer: the longest wait first, live, and from the cache.
import { expectNoViolations } from "./support/axe";
import { rowOf, rows, send, talks, thread, visit } from "./support/inbox";
import { keptAhead, keptOnDevice, offlineErrors } from "./support/offline";
import { expect, test } from "./support/test";

const waiting = "/dashboard/messages?view=waiting";

test("shows waiting customers, the longest wait first, until they have an answer", async ({
  openAs,
  people,
}) => {
  const { customer, seller, talks: made } = await talks(people, ["First fan", "Second sofa", "Third tent"]);
  const [fan = "", sofa = "", tent = ""] = made.map(({ conversation }) => conversation.id);
  await seller.say(sofa, "Yes, it is.");
  // Asking again does not restart the wait, and a pin does not move the row to the front.
  await customer.say(fan, "Are you there?");
  await seller.call("conversation:update", { conversationId: tent, pinned: true });
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  await page
    .getByRole("navigation", { name: "Which conversations" })
    .getByRole("link", { name: "Waiting" })
    .click();
  await expect(page).toHaveURL(/view=waiting/);
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first()).toContainText("First fan");
  await expect(rows(page).first()).toContainText("Waiting for 1 minute");
  await expectNoViolations(page);

  await customer.say(sofa, "And in blue?");
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).last()).toContainText("Second sofa");

  await rowOf(page, "First fan").click();
  await send(page, "I am, sorry.");
  await expect(rowOf(page, "First fan")).toHaveCount(0);
  await expect(thread(page)).toContainText("I am, sorry.");
  // An answer from another device counts as well.
  await seller.say(tent, "Yes.");
  await seller.say(sofa, "In blue, too.");
  await expect(page.getByText("Everyone has an answer")).toBeVisible();
});

test.describe("without a network", () => {
  test.use({ expectedErrors: [offlineErrors] });

  test("shows waiting customers from the cache", async ({ openAs, people }) => {
    const { seller, talks: made } = await talks(people, ["Answered anvil", "Open oven", "Older ore"]);
    const [anvil = "", oven = "", ore = ""] = made.map(({ conversation }) => conversation.id);
    await seller.say(anvil, "It is yours.");
    const page = await openAs(seller);
    await visit(page, "/dashboard/messages");
    await keptAhead(page);
    for (const id of [anvil, oven, ore]) await keptOnDevice(page, seller.id, id, "conversations");
    await page.context().setOffline(true);
    await page.goto(waiting);
    await expect(rows(page)).toHaveCount(2);
    await expect(rows(page).first()).toContainText("Open oven");
    await expect(rows(page).first()).toContainText("Waiting for");
  });
});
