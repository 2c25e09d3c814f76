// A seller invites a customer, who signs up by the link and writes to them.
import type { Page } from "@playwright/test";
import { composer, rows, send, thread, visit } from "./support/inbox";
import { freshAddress, password } from "./support/people";
import { expect, test } from "./support/test";

const linkField = (page: Page) => page.getByRole("dialog").getByLabel("Invitation link");
const fromElsewhere = () => ({ extraHTTPHeaders: { "x-forwarded-for": freshAddress() } });

async function fillIn(page: Page, email: string, name = "Ines Invited") {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
}

test.describe("an invitation", () => {
  // The browser logs each refused answer on its console.
  test.use({ expectedErrors: [/status of 409/] });

  test("is created in the list of customers, and leads a new customer to a first message", async ({
    openAs,
    people,
  }) => {
    const seller = await people.seller("Toni Frame");
    const page = await openAs(seller, { permissions: ["clipboard-read", "clipboard-write"] });
    await visit(page, "/dashboard/messages?tab=customers");
    await page.getByRole("button", { name: "Invite a customer" }).click();
    await expect(page.getByRole("dialog")).toContainText("What you will see");
    await page.getByRole("button", { name: "Copy link" }).click();
    await expect(page.getByRole("dialog").getByRole("status")).toHaveText("Copied");
    const link = await linkField(page).inputValue();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    const { pathname, search } = new URL(link);
    expect(pathname).toBe("/sign-up");

    const guest = await openAs(null, fromElsewhere());
    await guest.goto(pathname + search);
    const invited = guest.getByRole("region", { name: "Toni Frame invites you" });
    await expect(invited).toContainText("Toni Frame will see the email and phone");
    await expect(guest.getByRole("radio", { name: "Seller" })).toHaveCount(0);

    // An error, or a check for an existing account, loses no input.
    const email = `invited-${seller.id}@parley.test`;
    await fillIn(guest, seller.user.email);
    await guest.getByRole("button", { name: "Sign up" }).click();
    await expect(guest.getByText("There is already an account with this email.")).toBeVisible();
    await expect(invited).toBeVisible();
    await guest.getByRole("main").getByRole("link", { name: "Sign in" }).click();
    await expect(guest.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await expect(invited).toContainText("changes nothing");
    await guest.getByRole("main").getByRole("link", { name: "Sign up" }).click();
    await expect(guest.getByRole("heading", { name: "Sign up" })).toBeVisible();
    await expect(invited).toContainText("will see");

    await fillIn(guest, email);
    await guest.getByRole("button", { name: "Sign up" }).click();
    await expect(guest.getByText("Write to Toni Frame")).toBeVisible();
    await expect(composer(guest)).toBeFocused();
    await send(guest, "Here I am");
    await expect(thread(guest).getByText("Here I am")).toBeVisible();
    await expect(guest).toHaveURL(/\/inbox\/[0-9a-f-]{36}$/);

    const { items } = await seller.call("customer:list", {});
    expect(items.map(({ name, email: shown }) => [name, shown])).toEqual([["Ines Invited", email]]);
    // The link now leads back to their conversation.
    await guest.goto(pathname + search);
    await expect(thread(guest).getByText("Here I am")).toBeVisible();
    await expect(rows(guest)).toHaveCount(1);
  });

  test("opens the conversation for existing users who may write, and otherwise says why not", async ({
    openAs,
    people,
  }) => {
    const [seller, customer] = await Promise.all([people.seller("Toni Frame"), people.customer()]);
    const { token } = await seller.call("invitation:create", {});
    const page = await openAs(customer);
    await page.goto(`/sign-up?invitation=${token}`);
    await expect(page.getByRole("heading", { name: "You have an account already" })).toBeVisible();
    await expect(page.getByText("You can write to Toni Frame as soon as")).toBeVisible();
    await people.listing(seller);
    await page.goto(`/sign-up?invitation=${token}`);
    await expect(page.getByText("Write to Toni Frame")).toBeVisible();
    await expect(composer(page)).toBeVisible();
    const own = await openAs(seller);
    await own.goto(`/sign-up?invitation=${token}`);
    await expect(own.getByRole("heading", { name: "This is your own invitation" })).toBeVisible();
    // They already had an account, so the seller does not see their email.
    expect((await seller.call("customer:list", {})).items).toEqual([]);
  });

  test.describe("that expires during the sign-up", () => {
    test.use({ expectedErrors: [/status of 400/] });

    test("is dropped with a notice, and the next attempt works without it", async ({ openAs, people }) => {
      const seller = await people.seller("Toni Frame");
      const { token } = await seller.call("invitation:create", {});
      const page = await openAs(null, fromElsewhere());
      // The server receives a different token from the page's.
      await page.route("**/api/users", (route) => {
        const body = route.request().postDataJSON() as { invitation?: string };
        return route.continue({ postData: { ...body, ...(body.invitation && { invitation: "ended" }) } });
      });
      await page.goto(`/sign-up?invitation=${token}`);
      await fillIn(page, `late-${seller.id}@parley.test`);
      await page.getByRole("button", { name: "Sign up" }).click();
      await expect(page.getByText("Press the button again to sign up without it.")).toBeVisible();
      await expect(page.getByRole("region", { name: "Toni Frame invites you" })).toHaveCount(0);
      await expect(page.getByLabel("Name")).toHaveValue("Ines Invited");
      await page.getByRole("button", { name: "Sign up" }).click();
      await expect(page.getByRole("button", { name: /^Account: / })).toBeVisible();
      expect((await seller.call("customer:list", {})).items).toEqual([]);
    });
  });

  test("that is invalid says so and allows signing up without it", async ({ openAs, people }) => {
    const seller = await people.seller();
    const { token } = await seller.call("invitation:create", {});
    const page = await openAs(null, fromElsewhere());
    await page.goto(`/sign-up?invitation=${token.slice(0, -3)}`);
    await expect(page.getByRole("region", { name: "This invitation cannot be used" })).toBeVisible();
    await expect(page.getByRole("radio", { name: "Seller" })).toBeVisible();
    await fillIn(page, `not-invited-${seller.id}@parley.test`);
    await page.getByRole("button", { name: "Sign up" }).click();
    await expect(page.getByRole("button", { name: /^Account: / })).toBeVisible();
    await expect(page).toHaveURL(/\/$/);
    expect((await seller.call("customer:list", {})).items).toEqual([]);
  });
});
