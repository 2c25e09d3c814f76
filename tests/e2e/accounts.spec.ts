// Signing in: by role, with a second factor, with a question, and the security settings of an account.
import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { stepAt, totpCode } from "../../lib/domain/totp/totp-code";
import { expectNoViolations } from "./support/axe";
import { talk, thread } from "./support/inbox";
import { freshAddress, password, signInAs } from "./support/people";
import { expect, test } from "./support/test";

const next = "a better horse battery";

/** A network may create about ten accounts an hour, so each browser that signs up uses a different address. */
const fromElsewhere = (page: Page) => page.setExtraHTTPHeaders({ "X-Forwarded-For": freshAddress() });

async function enter(page: Page, email: string, given = password): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(given);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function register(page: Page, name: string): Promise<string> {
  const email = `new-${randomUUID()}@parley.test`;
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign up" }).click();
  return email;
}

/** Computes the code as an authenticator app does, from the key on the page. */
function appOf(secret: string): (drift?: number) => string {
  const bits = [...secret.replace(/\s/g, "")]
    .map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  return (drift = 0) => totpCode(key, stepAt(Date.now()) + drift);
}

test.describe("signing in", () => {
  test("leads sellers to their messages, customers to their inbox, and admins to the desk", async ({
    browser,
    people,
    baseURL,
  }) => {
    const [seller, customer] = [await people.seller(), await people.customer()];
    for (const [email, given, path] of [
      [seller.user.email, password, /\/dashboard\/messages$/],
      [customer.user.email, password, /\/inbox$/],
      ["admin@parley.test", "parley-demo", /\/admin$/],
    ] as const) {
      const context = await browser.newContext({ baseURL, locale: "en-GB" });
      const page = await context.newPage();
      await page.goto("/sign-in");
      await enter(page, email, given);
      await expect(page).toHaveURL(path);
      await context.close();
    }
  });

  test("leads to the requested page, for every role", async ({ page, people }) => {
    const seller = await people.seller();
    await page.goto("/settings");
    await expect(page).toHaveURL(/\/sign-in\?/);
    await enter(page, seller.user.email);
    await expect(page).toHaveURL(/\/settings$/);
  });
});

test("the desk shows flagged conversations to admins only, and leads to them", async ({ openAs, people }) => {
  const page = await openAs(null);
  await page.goto("/sign-in");
  await enter(page, "admin@parley.test", "parley-demo");
  const flagged = page.getByRole("region", { name: "Flagged conversations" });
  await expect(flagged.getByRole("link").first()).toBeVisible();
  await expectNoViolations(page);
  await flagged.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/inbox\/[\w-]+/);
  await expect(thread(page).getByRole("article").first()).toBeVisible();

  const customer = await openAs(await people.customer());
  const answer = await customer.request.get("/admin");
  expect(answer.status()).toBe(404);
});

test.describe("a guest's question", () => {
  async function ask(page: Page, id: string, text: string): Promise<void> {
    await page.goto(`/listings/${id}?chat=1`);
    await page.getByRole("textbox", { name: "Message" }).fill(text);
  }

  test("is sent by signing up, as a customer, without the choice of a role", async ({ page, people }) => {
    const seller = await people.seller();
    const { id } = await people.listing(seller);
    await fromElsewhere(page);
    await ask(page, id, "Does the lamp come with it?");
    await page.getByRole("link", { name: "Sign up" }).last().click();
    await expect(page.getByLabel("Name")).toBeVisible();
    await expect(page.getByRole("radio")).toHaveCount(0);
    await expect(page.getByRole("region", { name: "Who sees what" })).toContainText("Your email and phone");
    await register(page, "Guest Asker");
    await expect(page).toHaveURL(new RegExp(`/listings/${id}`));
    await expect(thread(page)).toContainText("Does the lamp come with it?");
    await expect.poll(async () => (await seller.call("conversation:list", {})).items.length).toBe(1);
    const [row] = (await seller.call("conversation:list", {})).items;
    expect(row?.customer.name).toBe("Guest Asker");
    // Once, even after reloads.
    await page.reload();
    await expect(thread(page).getByRole("article")).toHaveCount(1);
    expect(await seller.read(row?.id ?? "")).toHaveLength(1);
    const me = await page.request.get("/api/me");
    expect(await me.json()).toMatchObject({ data: { user: { role: "CUSTOMER" } } });
  });

  test("is sent by signing in, also for a seller, and into an existing conversation", async ({
    page,
    people,
  }) => {
    const [seller, other] = [await people.seller(), await people.seller()];
    const { listing, conversation } = await talk(people, other, seller, "Asked about twice");
    await ask(page, listing.id, "And does it still run?");
    await page.getByRole("button", { name: "Sign in" }).click();
    await enter(page, other.user.email);
    await expect(thread(page)).toContainText("And does it still run?");
    await expect
      .poll(async () => (await seller.read(conversation.id)).map(({ text }) => text))
      .toEqual(["About Asked about twice", "And does it still run?"]);
  });

  test("survives another way of signing in as an unsent draft", async ({ page, people, context }) => {
    const seller = await people.seller();
    const { id } = await people.listing(seller);
    await ask(page, id, "Just thinking");
    await signInAs(context, await people.customer());
    await page.goto(`/listings/${id}?chat=1`);
    await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("Just thinking");
    expect((await seller.call("conversation:list", {})).items).toEqual([]);
  });

  test("can be discarded by the owner when the listing is their own", async ({ page, people }) => {
    const seller = await people.seller();
    const { id } = await people.listing(seller);
    await ask(page, id, "Is this mine?");
    await page.getByRole("button", { name: "Sign in" }).click();
    await enter(page, seller.user.email);
    await expect(page.getByRole("link", { name: "Edit listing" })).toBeVisible();
    expect((await seller.call("conversation:list", {})).items).toEqual([]);
  });
});

test.describe("signing up", () => {
  test.use({ expectedErrors: [/status of 400/] });

  test("shows at the field why a password or a name is refused", async ({ page }) => {
    await fromElsewhere(page);
    await page.goto("/sign-up");
    await page.getByLabel("Name").fill("Pаrley Support");
    await page.getByLabel("Email").fill(`weak-${randomUUID()}@parley.test`);
    const field = page.getByLabel("Password", { exact: true });
    await field.fill("iloveyou");
    await page.getByRole("button", { name: "Sign up" }).click();
    await expect(page.getByLabel("Name")).toHaveAccessibleDescription(/kept for the people who run/);
    await expect(page.getByLabel("Name")).toBeFocused();
    await page.getByLabel("Name").fill("Mara");
    await page.getByRole("button", { name: "Sign up" }).click();
    await expect(field).toHaveAccessibleDescription(/Many people use this password/);
    await expect(field).toBeFocused();
    await expectNoViolations(page);
  });
});

test("changing the password requires the current one and signs out all other devices", async ({
  openAs,
  people,
}) => {
  const person = await people.customer();
  const [page, other] = [await openAs(person), await openAs(person)];
  await other.goto("/settings");
  await page.goto("/settings");
  const form = page.getByRole("region", { name: "Password" });
  await form.getByLabel("Present password").fill(password);
  await form.getByLabel("New password").fill(next);
  await form.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password is changed.")).toBeVisible();
  await expect(form.getByLabel("Present password")).toHaveValue("");
  await expect(page.getByText("You are not signed in anywhere else.")).toBeVisible();
  await expect(other.getByRole("heading", { name: "You have been signed out" })).toBeVisible();
  await expect(person.call("me:get", {})).rejects.toThrow(/unauthenticated/);
  await people.enter(person.user.email, next);
});

test.describe("with a wrong current password", () => {
  test.use({ expectedErrors: [/status of 400/] });

  test("shows the error at the field and changes nothing", async ({ openAs, people }) => {
    const person = await people.customer();
    const page = await openAs(person);
    await page.goto("/settings");
    const form = page.getByRole("region", { name: "Password" });
    await form.getByLabel("Present password").fill("not this one");
    await form.getByLabel("New password").fill(next);
    await form.getByRole("button", { name: "Change password" }).click();
    await expect(form.getByLabel("Present password")).toHaveAccessibleDescription(
      /not your present password/,
    );
    await expect(form.getByLabel("Present password")).toBeFocused();
    await people.enter(person.user.email, password);
  });
});

test.describe("a second factor", () => {
  test.use({ expectedErrors: [/status of 40[01]/] });

  test("is set up in the settings, required at sign-in, and switched off again", async ({
    openAs,
    people,
  }) => {
    const person = await people.customer();
    const page = await openAs(person);
    await page.goto("/settings");
    const section = page.getByRole("region", { name: "Second factor" });
    await section.getByRole("button", { name: "Set up an authenticator app" }).click();
    await expect(section.getByRole("img", { name: /QR code/ })).toBeVisible();
    const app = appOf((await section.locator("code").textContent()) ?? "");
    const codes = section.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
    await expect(codes).toHaveCount(10);
    const [recovery = "", lastResort = ""] = await codes.allTextContents();
    await expectNoViolations(page);
    await section.getByLabel("Code", { exact: true }).fill("000000");
    await section.getByRole("button", { name: "Switch on" }).click();
    await expect(section.getByLabel("Code", { exact: true })).toHaveAccessibleDescription(/not right/);
    await section.getByLabel("Code", { exact: true }).fill(app());
    await section.getByRole("button", { name: "Switch on" }).click();
    await expect(section.getByText("10 recovery codes are left.")).toBeVisible();

    const phone = await openAs(null, { viewport: { width: 320, height: 640 } });
    await phone.goto("/sign-in");
    await enter(phone, person.user.email);
    const code = phone.getByLabel("Code", { exact: true });
    await expect(code).toBeFocused();
    await expect(code).toHaveAttribute("autocomplete", "one-time-code");
    await expectNoViolations(phone);
    await code.fill("000000");
    await phone.keyboard.press("Enter");
    await expect(phone.getByRole("alert").filter({ hasText: "This code is not right" })).toBeVisible();
    // The code that switched it on is used up.
    await code.fill(app(1));
    await phone.keyboard.press("Enter");
    await expect(phone).toHaveURL(/\/inbox$/);

    const again = await openAs(null);
    await again.goto("/sign-in");
    await enter(again, person.user.email);
    await again.getByRole("button", { name: "Use a recovery code" }).click();
    await expect(again.getByLabel("Recovery code")).toBeFocused();
    await again.getByLabel("Recovery code").fill(recovery.toUpperCase());
    await again.getByRole("button", { name: "Sign in" }).click();
    await expect(again).toHaveURL(/\/inbox$/);

    await page.reload();
    await expect(section.getByText("9 recovery codes are left.")).toBeVisible();
    await section.getByRole("button", { name: "Switch off" }).click();
    await section.getByRole("button", { name: "Use a recovery code" }).click();
    await section.getByLabel("Recovery code").fill(lastResort);
    await section.getByRole("button", { name: "Switch off" }).click();
    await expect(section.getByRole("button", { name: "Set up an authenticator app" })).toBeVisible();
    await people.enter(person.user.email, password);
  });
});
