// An admin in a conversation of others sees why it is read-only, and no offered action is refused.
import type { Locator, Page } from "@playwright/test";
import { composer, list, type Talk, talk, visit } from "./support/inbox";
import { type People, type Person, signInAs } from "./support/people";
import { expect, test } from "./support/test";
import { ThreadPage } from "./support/thread";

type Scene = { admin: Person; customer: Person; seller: Person; flagged: Talk; ownTitle: string };

async function setScene(people: People): Promise<Scene> {
  const [admin, customer, seller, third] = await Promise.all([
    people.enter("admin@parley.test"),
    people.customer("Kim Castle"),
    people.seller("Toni Frame"),
    people.customer(`Ada ${crypto.randomUUID().slice(0, 8)}`),
  ]);
  const flagged = await talk(people, customer, seller, "Red chair", ["Is it still there?", "Call me"]);
  const [, second] = await customer.read(flagged.conversation.id);
  await seller.say(flagged.conversation.id, "It is.");
  await seller.call("message:react", { messageId: second?.id ?? "", emoji: "👍" });
  const { conversation } = await admin.call("conversation:open", { customerId: third.user.id });
  await admin.say(conversation.id, "A word from us");
  return { admin, customer, seller, flagged, ownTitle: third.user.name };
}

/** Every refusal of the server while the page is open. */
function watchRefusals(page: Page): string[] {
  const refused: string[] = [];
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => {
      if (String(payload).includes('"ok":false')) refused.push(String(payload));
    }),
  );
  page.on("response", async (response) => {
    if (response.url().includes("/api/") && response.status() >= 400) refused.push(response.url());
  });
  return refused;
}

async function openAsAdmin(
  openAs: (person: null, options: object) => Promise<Page>,
  admin: Person,
  options = {},
) {
  const page = await openAs(null, { viewport: { width: 1280, height: 800 }, ...options });
  await signInAs(page.context(), admin, "parley-demo");
  return page;
}

const names = async (buttons: Locator): Promise<(string | null)[]> =>
  Promise.all((await buttons.all()).map((button) => button.getAttribute("aria-label")));

test("sees why it is read-only, and no offered action is refused", async ({ openAs, people }) => {
  test.slow();
  const { admin, customer, flagged, ownTitle } = await setScene(people);
  const page = await openAsAdmin(openAs, admin);
  const refused = watchRefusals(page);
  await visit(page, `/inbox/${flagged.conversation.id}`);
  const thread = new ThreadPage(page);
  await expect(page.getByText("You are reading as an admin.")).toBeVisible();
  await expect(composer(page)).toHaveCount(0);
  // The admin's own list does not contain it.
  await expect(list(page)).not.toContainText(flagged.title);

  const first = thread.message("Is it still there?");
  await first.hover();
  expect(await names(first.getByRole("toolbar").getByRole("button"))).toEqual(["Forward", "Copy", "Delete"]);
  await expect(thread.message("Call me").getByRole("button", { name: /👍/ })).toBeDisabled();
  await thread.act(first, "Forward");
  const dialog = page.getByRole("dialog", { name: "Forward to" });
  await expect(dialog.getByRole("button", { name: customer.user.name })).toHaveCount(0);
  await dialog.getByRole("searchbox").fill(ownTitle);
  await dialog.getByRole("button", { name: ownTitle }).click();
  await page.getByRole("region", { name: "Notices" }).getByRole("button", { name: "Undo" }).click();

  // No key triggers an action that is forbidden to an admin here.
  for (const key of ["e", "p", "m", "u", "x", "r"]) await page.keyboard.press(key);
  await expect(page.getByRole("group", { name: "Selection" })).toHaveCount(0);
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Find or do anything" });
  await expect(palette.getByRole("option", { name: "Settings" })).toBeVisible();
  await expect(palette.getByRole("option", { name: /^(Archive|Mark as read)$/ })).toHaveCount(0);
  await page.keyboard.press("Escape");

  await thread.act(thread.message("Call me"), "Delete");
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expect(thread.log).not.toContainText("Call me");
  await page.getByRole("button", { name: "Conversation menu" }).click();
  await expect(page.getByRole("menuitem")).toHaveText(["End conversation"]);
  await page.getByRole("menuitem", { name: "End conversation" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End conversation" }).click();
  await expect(page.getByRole("region", { name: "Notices" })).toContainText("Conversation ended");
  await expect(page.getByRole("button", { name: "Conversation menu" })).toHaveCount(0);
  expect(refused).toEqual([]);
  const { conversation } = await customer.call("conversation:get", {
    conversationId: flagged.conversation.id,
  });
  expect(conversation.status).toBe("ENDED");
});

test("the same by touch and in Arabic", async ({ openAs, people }) => {
  const { admin, flagged } = await setScene(people);
  const phone = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true, locale: "ar" };
  const page = await openAsAdmin(openAs, admin, phone);
  await visit(page, `/inbox/${flagged.conversation.id}`);
  await expect(page.getByText("أنت تقرأ بصفتك مشرفًا.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "الرسالة" })).toHaveCount(0);
});

test("in their own conversation, an admin writes and organises, and no offered action is refused", async ({
  openAs,
  people,
}) => {
  const { admin, ownTitle } = await setScene(people);
  const page = await openAsAdmin(openAs, admin);
  const refused = watchRefusals(page);
  await visit(page, "/inbox");
  await list(page).getByRole("link").filter({ hasText: ownTitle }).click();
  await expect(composer(page)).toBeVisible();
  await page.getByRole("button", { name: "Conversation menu" }).click();
  await expect(page.getByRole("menuitem", { name: "Pin" })).toBeVisible();
  await page.getByRole("menuitem", { name: "Pin" }).click();
  await expect(page.getByRole("region", { name: "Notices" })).toContainText("Pinned");
  expect(refused).toEqual([]);
});
