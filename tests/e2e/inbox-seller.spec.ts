// A seller's tools beside the list: views and filters, search, bulk actions, customers, and their details.
import { composer, rowOf, rows, send, talk, talks, thread, visit } from "./support/inbox";
import { expect, test } from "./support/test";

const details = { name: "Details" } as const;

test("views and filters narrow the list, appear in the address, and are undone by going back", async ({
  openAs,
  people,
}) => {
  const { seller, talks: made } = await talks(people, ["Urgent urn", "Tagged tent", "Plain plate"]);
  const [urn, tent, plate] = made.map(({ conversation }) => conversation.id);
  await seller.call("conversation:update", { conversationId: urn ?? "", priority: "URGENT" });
  await seller.call("conversation:update", { conversationId: tent ?? "", tags: ["camping"] });
  await seller.call("conversation:update", { conversationId: plate ?? "", archived: true });
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  await expect(rows(page)).toHaveCount(2);
  const views = page.getByRole("navigation", { name: "Which conversations" });
  await views.getByRole("link", { name: "Archived" }).click();
  await expect(page).toHaveURL(/view=archived/);
  await expect(rows(page)).toHaveCount(1);
  await expect(rowOf(page, "Plain plate")).toBeVisible();
  await page.goBack();
  await expect(rows(page)).toHaveCount(2);

  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("combobox", { name: "Priority" }).selectOption("Urgent");
  await expect(rows(page)).toHaveCount(1);
  await expect(rowOf(page, "Urgent urn")).toContainText("Urgent");
  await page.getByRole("combobox", { name: "Priority" }).selectOption("Any");
  await page.getByRole("combobox", { name: "Tag" }).selectOption("camping");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(rowOf(page, "Tagged tent")).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await page.reload();
  await expect(rowOf(page, "Tagged tent")).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Remove filter #camping" }).click();
  await expect(rows(page)).toHaveCount(2);

  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("searchbox", { name: "Listing", exact: true }).fill("urn");
  await page.getByRole("button", { name: "Urgent urn" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("button", { name: "Remove filter Urgent urn" })).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
});

test("a conversation stays in the list of unread ones while it is read there", async ({ openAs, people }) => {
  const { seller } = await talks(people, ["Older ore", "Newer net"]);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages?view=unread");
  await rowOf(page, "Newer net").click();
  await expect(rowOf(page, "Newer net")).not.toContainText("unread");
  await expect(rowOf(page, "Newer net")).toBeVisible();
  await rowOf(page, "Older ore").click();
  await expect(rowOf(page, "Newer net")).toHaveCount(0);
});

test("search finds people, listings and words, and leads to the message itself", async ({
  openAs,
  people,
}) => {
  const { customer, seller, talks: made } = await talks(people, ["Velvet armchair", "Copper kettle"]);
  const kettle = made[1]?.conversation.id ?? "";
  await customer.say(kettle, "Does it whistle like a locomotive?");
  for (let index = 0; index < 60; index++) await customer.say(kettle, `Filler number ${index}`);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  const search = page.getByRole("searchbox");
  await search.fill("velvet");
  await expect(rows(page)).toHaveCount(1);
  await search.fill("kim cas");
  await expect(rows(page)).toHaveCount(2);
  await search.fill("locomot");
  const hit = page.getByRole("list", { name: "Messages found" }).getByRole("link");
  await expect(hit).toHaveCount(1);
  await expect(hit.locator("mark")).toHaveText("locomotive");
  await hit.click();
  await expect(page).toHaveURL(new RegExp(`${kettle}.*message=2`));
  await expect(thread(page).getByText("Does it whistle like a locomotive?")).toBeInViewport();
  await search.fill("nothing has this");
  await expect(page.getByText("No conversation found")).toBeVisible();
});

test("many conversations are marked, tagged and archived at once", async ({ openAs, people }) => {
  const { seller, talks: made } = await talks(people, ["One", "Two", "Three"]);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  const select = page.getByRole("button", { name: "Select several" });
  await select.click();
  await page.getByRole("checkbox", { name: "Select all" }).check();
  await expect(page.getByText("3 selected")).toBeVisible();
  await page.getByRole("button", { name: "Mark as read" }).click();
  await expect(page.getByText("3 conversations marked as read.")).toBeVisible();
  await expect(rowOf(page, "Two")).not.toContainText("unread");

  await select.click();
  await rowOf(page, "One").click();
  await rowOf(page, "Three").click();
  await page.getByRole("button", { name: "Tag", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox").fill("spring sale");
  await dialog.getByRole("combobox").press("Enter");
  await dialog.getByRole("button", { name: "Add tags" }).click();
  await expect(page.getByText("2 conversations tagged.")).toBeVisible();
  const tagsOf = async (index: number) => {
    const conversationId = made[index]?.conversation.id ?? "";
    return (await seller.call("conversation:get", { conversationId })).conversation.tags;
  };
  expect(await Promise.all([0, 1, 2].map(tagsOf))).toEqual([["spring sale"], [], ["spring sale"]]);

  await select.click();
  await rowOf(page, "One").click();
  await rowOf(page, "Two").click();
  await page.getByRole("button", { name: "Archive", exact: true }).first().click();
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows(page)).toHaveCount(3);
});

test("the customers tab shows purchases, and starts or continues a conversation", async ({
  openAs,
  people,
}) => {
  const seller = await people.seller("Toni Frame");
  const talker = await people.customer("Tara Talker");
  await talk(people, talker, seller, "Talked about");
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  await page.getByRole("tab", { name: "Customers" }).click();
  await expect(page).toHaveURL(/tab=customers/);
  const customers = page.getByRole("list", { name: "Customers" }).getByRole("link");
  await expect(customers).toHaveCount(1);
  await expect(customers.first()).toContainText("Tara Talker");
  await expect(customers.first()).toContainText("0 orders");
  await expect(customers.first()).toContainText("Has a conversation");
  await expect(customers.first()).toContainText("1 unread");
  await customers.first().click();
  await expect(thread(page).getByText("About Talked about")).toBeVisible();
  await expect(customers.first()).not.toContainText("unread");
  await page.getByRole("searchbox").fill("nobody of this name");
  await expect(page.getByText("No customer found")).toBeVisible();
});

test("an invited customer is listed, and the first message creates the conversation", async ({
  openAs,
  people,
}) => {
  const seller = await people.seller("Toni Frame");
  const email = `invited-${seller.id}@parley.test`;
  const password = "correct horse battery";
  await seller.call("user:create", {
    email,
    password,
    name: "Ines Invited",
    role: "CUSTOMER",
    invitation: (await seller.call("invitation:create", {})).token,
  });
  const invited = await people.enter(email, password);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages?tab=customers&sort=name");
  const row = page.getByRole("list", { name: "Customers" }).getByRole("link");
  await expect(row).toContainText("No conversation yet");
  await row.click();
  await expect(page.getByRole("heading", { name: "Ines Invited" })).toBeVisible();
  expect((await invited.call("conversation:list", {})).items).toEqual([]);
  await send(page, "Welcome, Ines");
  await expect(thread(page).getByText("Welcome, Ines")).toBeVisible();
  await expect(page).toHaveURL(/messages\/[0-9a-f-]{36}/);
  const { items } = await invited.call("conversation:list", {});
  expect(items.map(({ lastMessage }) => lastMessage?.preview)).toEqual(["Welcome, Ines"]);
});

test("beside the thread are the listing then and now, the customer, and the seller's private notes", async ({
  openAs,
  people,
}) => {
  const { customer, seller, talks: made } = await talks(people, ["Walnut desk"]);
  const [desk] = made;
  if (!desk) throw new Error("There is no conversation.");
  await seller.call("listing:update", { listingId: desk.listing.id, priceMinor: 100_000, status: "SOLD" });
  const page = await openAs(seller);
  await visit(page, `/dashboard/messages/${desk.conversation.id}`);
  const pane = page.getByRole("complementary", details);
  await expect(pane).toContainText("Sold");
  await expect(pane).toContainText("€1,250");
  await expect(pane).toContainText("€1,000");
  await expect(pane).toContainText("−20 %");
  await expect(pane).toContainText(customer.name);
  await expect(pane).toContainText("Customer since");
  // Without a deal or an invitation, the seller does not see the customer's contact details.
  await expect(pane).not.toContainText(customer.user.email);

  await pane.getByRole("combobox", { name: "Priority" }).selectOption("High");
  await expect(rowOf(page, "Walnut desk")).toContainText("High");
  await pane.getByRole("combobox", { name: "Add a tag" }).fill("delivery, please");
  await pane.getByRole("combobox", { name: "Add a tag" }).press("Enter");
  await expect(pane.getByRole("button", { name: "Remove tag delivery, please" })).toBeVisible();
  await pane.getByRole("textbox", { name: "Write a note" }).fill("Wants it before Friday");
  await pane.getByRole("button", { name: "Save note" }).click();
  await expect(pane.getByRole("list", { name: "Notes" })).toContainText("Wants it before Friday");
  await page.reload();
  await expect(pane.getByRole("list", { name: "Notes" })).toContainText("Wants it before Friday");
  await expect(pane.getByRole("combobox", { name: "Priority" })).toHaveValue("HIGH");

  const buyer = await openAs(customer);
  await visit(buyer, `/inbox/${desk.conversation.id}`);
  await expect(thread(buyer).getByText("About Walnut desk")).toBeVisible();
  const head = buyer.getByRole("main").locator("header");
  await expect(head).toContainText("Price before:€1,250");
  await expect(head).toContainText("Price now:€1,000");
  for (const secret of ["Wants it before Friday", "delivery, please", "High"])
    await expect(buyer.getByText(secret)).toHaveCount(0);
  expect(await buyer.content()).not.toContain("Wants it before Friday");

  await pane.getByRole("button", { name: "Delete note" }).click();
  await expect(pane.getByRole("list", { name: "Notes" })).toHaveCount(0);
});

test("blocking asks first, closes the conversation, and can be undone", async ({ openAs, people }) => {
  const { seller } = await talks(people, ["Noisy neighbour"]);
  const page = await openAs(seller);
  await visit(page, "/dashboard/messages");
  await rowOf(page, "Noisy neighbour").click();
  const pane = page.getByRole("complementary", details);
  await pane.getByRole("button", { name: "Block", exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Block" }).click();
  await expect(rowOf(page, "Noisy neighbour")).toContainText("Blocked");
  await expect(composer(page)).toHaveCount(0);
  await pane.getByRole("button", { name: "Unblock" }).click();
  await expect(composer(page)).toBeVisible();
  await expect(rowOf(page, "Noisy neighbour")).not.toContainText("Blocked");
});
