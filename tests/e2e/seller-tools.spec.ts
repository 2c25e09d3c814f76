// A seller's prepared texts: quick replies and the away message.
import { composer, rowOf, talks, visit } from "./support/inbox";
import { expect, test } from "./support/test";

test("quick replies are created, used, changed and deleted", async ({ openAs, people }) => {
  const { customer, seller } = await talks(people, ["Quick quilt"]);
  const page = await openAs(seller);
  await visit(page, "/dashboard/settings/quick-replies");
  await page.getByRole("button", { name: "New quick reply" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Shortcut" }).fill("two words");
  await dialog.getByRole("textbox", { name: "Text" }).fill("Hello ");
  await dialog.getByRole("button", { name: "First name" }).click();
  await expect(dialog.getByText("Hello Amina", { exact: true })).toBeVisible();
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(dialog.getByText("Letters, digits, - and _ only, at least one.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Shortcut" }).fill("hello");
  await dialog
    .getByRole("textbox", { name: "Text" })
    .fill("Hello {customer} ({customer.full}), the {listing} is {price}.");
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(page.getByRole("list", { name: "Quick replies" })).toContainText("/hello");

  await page.getByRole("link", { name: "Messages" }).last().click();
  await rowOf(page, "Quick quilt").click();
  // The price has changed since the conversation began.
  const { items } = await seller.call("listing:list", { sellerId: seller.id });
  await seller.call("listing:update", { listingId: items[0]?.id ?? "", priceMinor: 99_900 });
  await composer(page).fill("/hel");
  await page.getByRole("option", { name: /hello/ }).click();
  await expect(composer(page)).toHaveValue(
    `Hello ${customer.name.split(" ")[0]} (${customer.name}), the Quick quilt is €999.`,
  );

  await page.goto("/dashboard/settings/quick-replies");
  await page.getByRole("button", { name: "Edit hello" }).click();
  await dialog.getByRole("textbox", { name: "Text" }).fill("Good day");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("list", { name: "Quick replies" })).toContainText("Good day");
  await page.getByRole("button", { name: "Delete hello" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete hello" }).click();
  await expect(page.getByText("No quick replies yet")).toBeVisible();
});

test("the away message is stored with its hours, and shows its current effect", async ({
  openAs,
  people,
}) => {
  const seller = await people.seller();
  const page = await openAs(seller);
  await visit(page, "/dashboard/settings/away-message");
  await page.getByRole("checkbox", { name: "Send an away message" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Please write a message, or turn it off.")).toBeVisible();
  await page.getByRole("textbox", { name: "Message" }).fill("Back on Monday.");
  await expect(page.getByText("Right now you count as away")).toBeVisible();
  await page.getByRole("button", { name: "Monday to Friday, 9 to 17" }).click();
  await page.getByLabel("Monday, to").fill("08:00");
  await expect(page.getByText("Must end after it begins.")).toBeVisible();
  await page.getByLabel("Monday, to").fill("00:00");
  await page.getByRole("combobox", { name: "Time zone" }).selectOption("Asia/Tokyo");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Away message saved.")).toBeVisible();
  const { awayMessage } = await seller.call("away-message:get", {});
  expect(awayMessage).toMatchObject({ enabled: true, text: "Back on Monday.", timezone: "Asia/Tokyo" });
  expect(awayMessage.hours[0]).toEqual({ day: 1, from: "09:00", to: "24:00" });
  await page.reload();
  await expect(page.getByLabel("Monday, to")).toHaveValue("00:00");
});
