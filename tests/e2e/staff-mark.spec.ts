// The staff mark is beside a staff member's name everywhere, and beside no other name.
import { list, talk, thread } from "./support/inbox";
import { expect, test } from "./support/test";

test("staff have a mark that no name can contain, in the list, the header and beside their messages", async ({
  openAs,
  people,
}) => {
  const seller = await people.seller();
  const admin = await people.enter("admin@parley.test");
  const { conversation } = await admin.call("conversation:open", { sellerId: seller.id });
  await admin.say(conversation.id, "A word from us");
  const page = await openAs(seller);
  await page.goto(`/dashboard/messages/${conversation.id}`);
  await expect(thread(page).getByRole("article").filter({ hasText: "A word from us" })).toContainText(
    "Staff",
  );
  const mark = page.locator("[data-staff]");
  await expect(list(page).locator(mark)).toHaveCount(1);
  await expect(thread(page).locator(mark)).toHaveCount(1);
  await expect(page.getByRole("banner").locator(mark).or(page.locator("header").locator(mark))).toHaveCount(
    1,
  );

  // In a quote, and in the typing indicator.
  const [word] = await seller.read(conversation.id);
  const id = crypto.randomUUID();
  await seller.call("message:send", {
    conversationId: conversation.id,
    id,
    text: "Thanks",
    replyToId: word?.id,
  });
  const quote = thread(page).getByRole("button", { name: /^Go to the message/ });
  await expect(quote.locator(mark)).toHaveCount(1);
  await admin.call("typing:set", { conversationId: conversation.id, typing: true });
  await expect(
    page
      .getByText(/ is typing$/)
      .locator("..")
      .locator(mark),
  ).toBeVisible();

  const pretender = await people.customer("Mara ✔️ Team");
  const { conversation: theirs } = await talk(people, pretender, seller, "Nobody's mark");
  await page.goto(`/dashboard/messages/${theirs.id}`);
  await expect(thread(page)).toContainText("About Nobody's mark");
  await expect(thread(page).locator(mark)).toHaveCount(0);
});
