import { password } from "./support/people";
import { expect, test } from "./support/test";

test("signs in on the page, and stays signed in", async ({ page, people }) => {
  const { name, user } = await people.customer("Ada of the browser");
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(user.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/sign-in/);
  const me = await page.request.get("/api/me");
  expect(await me.json()).toMatchObject({ ok: true, data: { user: { id: user.id, name } } });
  await page.goto("/sign-in");
  await expect(page).not.toHaveURL(/sign-in/);
});

test("opens as a user who is already signed in", async ({ openAs, people }) => {
  const page = await openAs(await people.seller());
  await page.goto("/sign-in");
  await expect(page).not.toHaveURL(/sign-in/);
});

test("signs in even if the browser has an invalid return address", async ({
  page,
  people,
  context,
  serverUrl,
}) => {
  const { name, user } = await people.customer();
  const kept = { name: "next-auth.callback-url", value: "http://[" };
  await context.addCookies([{ ...kept, url: serverUrl }]);
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(user.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/sign-in/);
  expect(await (await page.request.get("/api/me")).json()).toMatchObject({ data: { user: { name } } });
  expect(await context.cookies()).not.toContainEqual(expect.objectContaining(kept));
  const asked = await page.request.get("/api/auth/csrf?callbackUrl=http://[");
  expect([asked.status(), await asked.json()]).toMatchObject([400, { error: { code: "invalid_input" } }]);
});

test.describe("with a wrong password", () => {
  test.use({ expectedErrors: [/status of 401/] });

  test("shows the reason and keeps the input", async ({ page, people }) => {
    const { user } = await people.customer();
    await page.goto("/sign-in");
    await page.getByLabel("Email").fill(user.email);
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "do not match" })).toBeVisible();
    await expect(page.getByLabel("Email")).toHaveValue(user.email);
    await expect(page).toHaveURL(/sign-in/);
  });
});

test("a visitor from a chat is not asked for a role", async ({ page, people }) => {
  const { id } = await people.listing(await people.seller());
  await page.goto(`/sign-up?${new URLSearchParams({ callbackUrl: `/listings/${id}?chat=1` })}`);
  await expect(page.getByLabel("Name")).toBeVisible();
  await expect(page.getByRole("radio")).toHaveCount(0);
});

test("a new seller starts with their own listings", async ({ page }) => {
  await page.goto("/sign-up");
  await page.getByText("Seller", { exact: true }).click();
  await page.getByLabel("Name").fill("Fresh Start");
  await page.getByLabel("Email").fill(`fresh-${crypto.randomUUID()}@parley.test`);
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page).toHaveURL(/\/dashboard\/listings$/);
  await expect(page.getByText("You have no listings yet")).toBeVisible();
});
