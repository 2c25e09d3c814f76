// The frame of every page: navigation, keys, themes and languages.
import type { Page } from "@playwright/test";
import { expectNoViolations } from "./support/axe";
import { shiftOf, watchShifts } from "./support/layout-shift";
import type { Scene } from "./support/people";
import { expect, test } from "./support/test";

/** The page for unknown addresses is one of these. */
test.use({ expectedErrors: [/status of 404 \(Not Found\) \(\S+\/no-such-page\)/] });

const panelButton = (page: Page) => page.locator("[popovertarget=account-panel]");
/** Repeats an action until the page, which may not be hydrated yet, shows its brief effect. */
async function sayUntilTold(page: Page, { customer, conversation }: Scene, text: string): Promise<void> {
  await expect(async () => {
    await customer.say(conversation.id, text);
    await expect(page.getByRole("region", { name: /Notices|تنبيهات/ })).toContainText(text, {
      timeout: 1_000,
    });
  }).toPass();
}

const background = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const light = "rgb(246, 247, 245)";
const dark = "rgb(17, 20, 19)";

test("shows each role its own navigation", async ({ openAs, people }) => {
  const ways = async (page: Page) => {
    await page.goto("/no-such-page");
    return page.getByRole("navigation", { name: "Main" }).getByRole("link").allInnerTexts();
  };
  expect(await ways(await openAs(null))).toEqual(["Listings", "Sign in", "Sign up"]);
  expect(await ways(await openAs(await people.customer()))).toEqual(["Listings", "Inbox"]);
  expect(await ways(await openAs(await people.seller()))).toEqual([
    "Listings",
    "Messages",
    "Buying",
    "My listings",
  ]);
});

test("works by keyboard: past the header to the content, and through the account panel", async ({
  openAs,
  people,
}) => {
  const page = await openAs(await people.customer());
  await page.goto("/settings");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Name")).toBeFocused();

  await panelButton(page).focus();
  await page.keyboard.press("Enter");
  const panel = page.locator("#account-panel");
  const settings = panel.getByRole("link", { name: "Settings" });
  await expect(settings).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(settings).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(panel.getByRole("link", { name: "Sell something" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await expect(panel.getByRole("radio", { name: "Light" })).toBeChecked();
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(panelButton(page)).toBeFocused();
});

test("changes the theme at once, and is rendered in it from then on", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/sign-in");
  expect(await background(page)).toBe(light);
  await panelButton(page).click();
  await page.getByText("Dark", { exact: true }).click();
  expect(await background(page)).toBe(dark);
  const html = await (await page.request.get("/sign-in")).text();
  expect(html).toContain('data-theme="dark"');
  await page.reload();
  expect(await background(page)).toBe(dark);
  await panelButton(page).click();
  await page.locator("#account-panel").getByText("System", { exact: true }).click();
  expect(await background(page)).toBe(light);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await background(page)).toBe(dark);
});

test("changes the language and direction at once, and keeps both", async ({ page }) => {
  await page.goto("/sign-in");
  await panelButton(page).click();
  await page.getByText("العربية").click();
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await expect(page.getByRole("heading", { name: "تسجيل الدخول" })).toBeVisible();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "ar");
  const { x, width } = (await page.getByRole("banner").getByRole("link").first().boundingBox()) ?? {
    x: 0,
    width: 0,
  };
  expect(x + width).toBeGreaterThan((page.viewportSize()?.width ?? 0) / 2);
});

test("uses the browser's language if it is supported", async ({ openAs }) => {
  const page = await openAs(null, { locale: "ar-EG" });
  await page.goto("/sign-up");
  await expect(page.getByRole("button", { name: "إنشاء حساب" })).toBeVisible();
  const other = await openAs(null, { locale: "fi-FI" });
  await other.goto("/sign-up");
  await expect(other.getByRole("button", { name: "Sign up" })).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const locale of ["en-GB", "ar-EG"]) {
    test(`is accessible in the ${colorScheme} theme, ${locale}`, async ({ openAs, people }) => {
      test.slow();
      const stranger = await openAs(null, { colorScheme, locale });
      for (const path of ["/sign-in", "/sign-up", "/offline", "/no-such-page"]) {
        await stranger.goto(path);
        await expectNoViolations(stranger);
      }
      await panelButton(stranger).click();
      await expect(stranger.locator("#account-panel").getByRole("radio").first()).toBeAttached();
      await expectNoViolations(stranger);

      const scene = await people.scene();
      const page = await openAs(scene.seller, { colorScheme, locale });
      await page.goto("/settings");
      await expectNoViolations(page);
      await sayUntilTold(page, scene, "A message that is told in passing");
      await expectNoViolations(page);
      await page.locator("main ul + div button").click();
      await expect(page.getByRole("alertdialog")).toBeVisible();
      await expectNoViolations(page);
    });
  }
}

for (const width of [320, 1440]) {
  test(`has no layout shift and fits at ${width} px`, async ({ openAs, people }) => {
    const page = await openAs(
      await people.seller("Wolfeschlegelsteinhausenbergerdorff the Elder of Nowhere"),
      {
        viewport: { width, height: 800 },
      },
    );
    await watchShifts(page);
    for (const path of ["/settings", "/offline", "/no-such-page"]) {
      await page.goto(path);
      await page.waitForLoadState("load");
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      expect(await shiftOf(page), path).toBeLessThanOrEqual(0.02);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBe(0);
    }
  });
}

test("shows the unread count on the tab and in the navigation", async ({ openAs, people }) => {
  const { seller, customer, conversation } = await people.scene();
  const page = await openAs(seller);
  await page.goto("/settings");
  await expect(page).toHaveTitle("(1) Settings · Parley");
  const link = page.getByRole("link", { name: "Messages" });
  await expect(link).toContainText("1 unread");
  const other = await people.customer("Second Writer");
  const { conversation: second } = await other.call("conversation:open", { sellerId: seller.id });
  await other.say(second.id, "Hello");
  await expect(page).toHaveTitle("(2) Settings · Parley");
  await seller.call("conversation:read", { conversationId: conversation.id, seq: conversation.seq });
  await seller.call("conversation:read", { conversationId: second.id, seq: 1 });
  await expect(page).toHaveTitle("Settings · Parley");
  await expect(link).not.toContainText("unread");
  await customer.say(conversation.id, "Once more");
  await expect(page).toHaveTitle("(1) Settings · Parley");
});

test("shows a toast for a message elsewhere, and leads there", async ({ openAs, people }) => {
  const scene = await people.scene();
  const { seller, customer, conversation } = scene;
  const page = await openAs(seller);
  await page.goto("/settings");
  await sayUntilTold(page, scene, "Could you do Tuesday?");
  const toasts = page.getByRole("region", { name: "Notices" });
  await expect(toasts).toContainText(customer.name);
  await expect(toasts).toContainText("Could you do Tuesday?");
  await toasts.getByRole("button", { name: "Open" }).first().click();
  await expect(page).toHaveURL(new RegExp(`/dashboard/messages/${conversation.id}`));
  await expect(toasts).not.toContainText("Could you do Tuesday?");
});
