// A thread of a hundred thousand messages behaves like one of ten.
import type { Page } from "@playwright/test";
import { lengthen } from "./support/long-thread";
import { expect, test } from "./support/test";
import { ThreadPage } from "./support/thread";

const count = 100_000;
const unread = 700;

const nodesIn = (page: Page) => page.getByRole("log").evaluate((log) => log.querySelectorAll("*").length);

/** The sum of all unexpected layout shifts. */
const shiftsIn = (page: Page) => page.evaluate(() => (window as unknown as { shifted: number }).shifted);

async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = window as unknown as { shifted: number };
    seen.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      })[])
        if (!entry.hadRecentInput) seen.shifted += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
}

test("a thread of 100,000 messages opens at the first unread, scrolls both ways, and stays small", async ({
  openAs,
  people,
}) => {
  test.slow();
  const scene = await people.scene([]);
  await lengthen(scene, count, unread);
  const page = await openAs(scene.seller);
  await watchShifts(page);
  const dealer = await ThreadPage.open(page, scene.seller, scene.conversation.id);
  await expect(dealer.log.getByText("New messages", { exact: true })).toBeInViewport();
  await expect(dealer.message(`number ${count - unread + 1}.`)).toBeInViewport();
  await expect(dealer.box).toBeEditable();
  await expect(dealer.message(`number ${count - unread + 1}.`)).toBeVisible();
  const atFirst = await nodesIn(page);

  const topmost = () =>
    dealer.log.evaluate((log) => {
      const { top } = log.getBoundingClientRect();
      const first = [...log.querySelectorAll("article")].find(
        (each) => each.getBoundingClientRect().bottom > top,
      );
      return Number(/number (\d+)\./.exec(first?.textContent ?? "")?.[1] ?? 0);
    });

  await dealer.log.hover();
  const start = await topmost();
  await expect(async () => {
    await page.mouse.wheel(0, -4_000);
    expect(await topmost()).toBeLessThan(start - 300);
  }).toPass({ timeout: 40_000, intervals: [50] });
  await dealer.rest(topmost);
  expect(await nodesIn(page)).toBeLessThan(atFirst * 2);

  // On the way back down, no message is missing or duplicated.
  const seen = new Set<number>();
  const look = async () => {
    const shown = await dealer.log.evaluate((log) =>
      [...log.querySelectorAll("article")].map((each) =>
        Number(/number (\d+)\./.exec(each.textContent ?? "")?.[1]),
      ),
    );
    expect(shown).toEqual([...new Set(shown)].sort((one, other) => one - other));
    for (const number of shown) seen.add(number);
  };
  const back = await topmost();
  await look();
  let reached = back;
  while (reached <= back + 100) {
    const before = reached;
    await page.mouse.wheel(0, 300);
    await expect.poll(async () => (reached = await topmost()), { intervals: [20] }).toBeGreaterThan(before);
    await look();
  }
  const within = Array.from({ length: 100 }, (_, index) => back + index).filter(
    (number) => !seen.has(number),
  );
  expect(within).toEqual([]);

  await page.getByRole("button", { name: /new messages/ }).click();
  await expect(dealer.message(`number ${count}.`)).toBeInViewport();
  expect(await nodesIn(page)).toBeLessThan(atFirst * 2);
  await scene.customer.say(scene.conversation.id, "One more");
  await expect(dealer.message("One more")).toBeInViewport();
  // Rows are measured as they come into view. On a busy machine the correction may come a frame late.
  expect(await shiftsIn(page)).toBeLessThan(0.05);
});
