// The tests' own console check: a console message fails the test unless it is expected.
import { expect, test } from "./support/test";

test.fail("fails when a page logs an error", async ({ openAs }) => {
  const page = await openAs(null);
  await page.goto("/sign-in");
  await page.evaluate(() => console.error("on purpose"));
});

test.fail("fails when a script of a page throws", async ({ page }) => {
  await page.goto("/sign-in");
  const thrown = page.waitForEvent("pageerror");
  await page.evaluate(() => void setTimeout(() => Promise.reject(new Error("on purpose"))));
  await thrown;
});

test.describe("with an expected error", () => {
  test.use({ expectedErrors: [/on purpose/] });

  test("passes", async ({ page }) => {
    const logged = page.waitForEvent("console", (message) => message.text() === "on purpose");
    await page.goto("/sign-in");
    await page.evaluate(() => console.error("on purpose"));
    expect((await logged).text()).toBe("on purpose");
  });
});
