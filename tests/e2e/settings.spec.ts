// A user's profile, devices and notifications.
import { signInAs } from "./support/people";
import { expect, test } from "./support/test";

test("stores the profile and shows it at once", async ({ openAs, people }) => {
  const page = await openAs(await people.customer("Ada Byron"));
  await page.goto("/settings");
  await page.getByLabel("Name").fill("Ada Lovelace");
  await page.getByLabel("Phone").fill("+44 20 7946 0000");
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText("Your profile is saved.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Account: Ada Lovelace" })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Name")).toHaveValue("Ada Lovelace");
  await expect(page.getByLabel("Phone")).toHaveValue("+44 20 7946 0000");
});

test("lists devices, and signs out one or all others", async ({ openAs, people }) => {
  const person = await people.customer();
  const phone = {
    userAgent:
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
  };
  const page = await openAs(person);
  const onPhone = await openAs(person, phone);
  await onPhone.goto("/settings");
  await page.goto("/settings");
  const devices = page.getByRole("region", { name: "Devices" });
  await expect(devices.getByRole("listitem").filter({ hasText: "This device" })).toHaveCount(1);

  await devices.getByRole("button", { name: "Sign out Safari on iPhone" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out" }).click();
  await expect(devices.getByText("Safari on iPhone")).toHaveCount(0);
  await expect(onPhone.getByRole("heading", { name: "You have been signed out" })).toBeVisible();
  await onPhone.getByRole("button", { name: "Sign in" }).click();
  await expect(onPhone).toHaveURL(/\/sign-in\?callbackUrl=%2Fsettings/);

  // The only other session is the program that created the account.
  await devices.getByRole("button", { name: "Sign out everywhere else" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(devices.getByText("You are not signed in anywhere else.")).toBeVisible();
  await expect(devices.getByRole("listitem")).toHaveCount(1);
  await expect(person.call("me:get", {})).rejects.toThrow(/unauthenticated/);
});

test("remembers for this browser whether it makes a sound", async ({ openAs, people }) => {
  const page = await openAs(await people.customer());
  await page.goto("/settings");
  const sound = page.getByRole("switch", { name: "Sound", exact: true });
  await expect(sound).toBeChecked();
  await sound.click();
  await page.reload();
  await expect(sound).not.toBeChecked();
});

test("shows notifications only once the browser allows them", async ({ openAs, people }) => {
  const person = await people.customer();
  const page = await openAs(person);
  await page.context().grantPermissions(["notifications"]);
  await page.goto("/settings");
  const desktop = page.getByRole("switch", { name: "Desktop notifications" });
  await expect(desktop).not.toBeChecked();
  await desktop.click();
  await expect(desktop).toBeChecked();
  await page.reload();
  await expect(desktop).toBeChecked();
});

test("sends a visitor to the sign-in, and back", async ({ page, people }) => {
  const person = await people.customer();
  await page.goto("/settings");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fsettings/);
  await signInAs(page.context(), person);
  await page.reload();
  await expect(page).toHaveURL(/\/settings$/);
});

test.describe("in a tab of a user after another user has signed in", () => {
  test.use({ expectedErrors: [/status of 401/] });

  for (const path of ["/inbox", "/settings"])
    test(`${path} is closed, and the other user stays signed in`, async ({ openAs, people }) => {
      const [ada, bob] = [await people.customer("Ada Old"), await people.customer("Bob New")];
      const page = await openAs(ada);
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
      await signInAs(page.context(), bob);
      await expect(page.getByRole("heading", { name: "You have been signed out" })).toBeVisible();
      await expect(page.getByText("Ada Old")).toHaveCount(0);
      await page.goto("/settings");
      await expect(page.getByLabel("Name")).toHaveValue("Bob New");
    });
});
