// Accessibility, stable layout and fitting screens of the inbox, and no loss of typed text.
import { expectNoViolations } from "./support/axe";
import { composer, list, rowOf, talks, visit } from "./support/inbox";
import { shiftOf, watchShifts } from "./support/layout-shift";
import { expect, test } from "./support/test";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme axe finds no barrier`, () => {
    test("in list, thread and details", async ({ openAs, people }) => {
      const { seller, talks: made } = await talks(people, ["Open door", "Wide window"]);
      const conversationId = made[0]?.conversation.id ?? "";
      await seller.call("conversation:update", { conversationId, tags: ["first"], priority: "HIGH" });
      const page = await openAs(seller, { colorScheme });
      await visit(page, `/dashboard/messages/${conversationId}`);
      await expect(page.getByRole("complementary", { name: "Details" })).toContainText("Customer since");
      await expectNoViolations(page);
    });

    test("in filter, palette and help", async ({ openAs, people }) => {
      const { seller } = await talks(people, ["Open door", "Wide window"]);
      const page = await openAs(seller, { colorScheme });
      await visit(page, "/dashboard/messages");
      await page.getByRole("button", { name: "Filter", exact: true }).click();
      await expect(page.getByRole("button", { name: "Wide window" })).toBeVisible();
      await expectNoViolations(page);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+k");
      await expect(page.getByRole("option").first()).toBeVisible();
      await expectNoViolations(page);
      await page.keyboard.press("Escape");
      await page.keyboard.press("?");
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectNoViolations(page);
    });

    test("in selection, search results and customers", async ({ openAs, people }) => {
      const { seller } = await talks(people, ["Open door", "Wide window"]);
      const page = await openAs(seller, { colorScheme });
      await visit(page, "/dashboard/messages?q=about");
      await expect(page.getByRole("list", { name: "Messages found" })).toBeVisible();
      await page.getByRole("button", { name: "Select several" }).click();
      await rowOf(page, "Wide window").first().click();
      await expectNoViolations(page);
      await page.keyboard.press("Escape");
      await page.getByRole("tab", { name: "Customers" }).click();
      await expect(page.getByRole("list", { name: "Customers" })).toBeVisible();
      await expectNoViolations(page);
    });

    for (const tool of ["quick-replies", "away-message"])
      test(`in ${tool}`, async ({ openAs, people }) => {
        const seller = await people.seller();
        await seller.call("quick-reply:create", { shortcut: "hi", text: "Hello {customer}" });
        const page = await openAs(seller, { colorScheme });
        await visit(page, `/dashboard/settings/${tool}`);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expectNoViolations(page);
      });

    test("in a buyer's inbox on a phone", async ({ openAs, people }) => {
      const { customer } = await talks(people, ["Open door"]);
      const page = await openAs(customer, { colorScheme, viewport: { width: 360, height: 700 } });
      await visit(page, "/inbox");
      await expect(list(page)).toBeVisible();
      await expectNoViolations(page);
    });
  });
}

for (const width of [320, 768, 1440]) {
  test(`is stable at once and fits ${width} pixels`, async ({ openAs, people }) => {
    const long = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen".repeat(2);
    const { seller, talks: made } = await talks(people, [long, "Short"]);
    const page = await openAs(seller, { viewport: { width, height: 800 } });
    await watchShifts(page);
    for (const address of [`/dashboard/messages/${made[0]?.conversation.id}`, "/dashboard/messages"]) {
      await visit(page, address);
      await page.waitForLoadState("networkidle");
      expect(await shiftOf(page), address).toBeLessThanOrEqual(0.02);
      const { scroll, client } = await page.evaluate(() => ({
        scroll: document.documentElement.scrollWidth,
        client: document.documentElement.clientWidth,
      }));
      expect(scroll, address).toBeLessThanOrEqual(client);
    }
  });
}

test.describe("with a session that ends", () => {
  // Requests in progress are refused.
  test.use({ expectedErrors: [/status of 401/] });

  test("a session that ends during typing loses no text", async ({ openAs, people }) => {
    const { seller } = await talks(people, ["Kept kayak"]);
    const page = await openAs(seller);
    await visit(page, "/dashboard/messages");
    await rowOf(page, "Kept kayak").click();
    await composer(page).fill("A long answer, begun before the session ended");
    const { items } = await seller.call("session:list", {});
    const cookie = items.find(({ kind }) => kind === "COOKIE");
    await seller.call("session:revoke", { sessionId: cookie?.id ?? "" });
    await expect(page.getByText(/signed out/i).first()).toBeVisible();
    await page.goto("/sign-in");
    await page.getByLabel("Email").fill(seller.user.email);
    await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).not.toHaveURL(/sign-in/);
    await visit(page, "/dashboard/messages");
    await rowOf(page, "Kept kayak").click();
    await expect(composer(page)).toHaveValue("A long answer, begun before the session ended");
  });
});
