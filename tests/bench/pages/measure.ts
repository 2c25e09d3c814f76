// A browser's measurements of a page: code size, largest contentful paint, and the duration of a press.
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { quantile } from "../report";

export const cpuSlowdown = 4;
const loads = 5;

type Watched = { paintMs: number; eventsMs: number[]; framesMs: number[] };
declare global {
  interface Window {
    watched: Watched;
  }
}

/** Runs in the page before all other scripts. */
function watchPage(): void {
  const watched: Watched = { paintMs: 0, eventsMs: [], framesMs: [] };
  window.watched = watched;
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) watched.paintMs = startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if ((entry as PerformanceEventTiming & { interactionId: number }).interactionId > 0)
        watched.eventsMs.push(entry.duration);
  }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}

export async function newContext(browser: Browser, cookiesOf?: BrowserContext): Promise<BrowserContext> {
  const context = await browser.newContext({
    // The cache would answer a second visit, and the promise is about the first.
    serviceWorkers: "block",
    storageState: await cookiesOf?.storageState(),
    viewport: { width: 1440, height: 900 },
  });
  // The loader of these files calls a helper for function names, which a page does not have.
  await context.addInitScript("globalThis.__name = (it) => it;");
  await context.addInitScript(watchPage);
  return context;
}

export async function slowDown(page: Page, rate = cpuSlowdown): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
}

/** All the code of a first visit, as compressed on the wire, in kilobytes. */
export async function scriptKilobytes(browser: Browser, url: string, who?: BrowserContext): Promise<number> {
  const context = await newContext(browser, who);
  try {
    const page = await context.newPage();
    await page.goto(url, { waitUntil: "networkidle" });
    const bytes = await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .filter(({ name }) => new URL(name).pathname.endsWith(".js"))
        .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
    );
    return bytes / 1024;
  } finally {
    await context.close();
  }
}

/** The median over several first visits, on a slow processor. */
export async function largestPaintMs(browser: Browser, url: string, who?: BrowserContext): Promise<number> {
  const times: number[] = [];
  for (let load = 0; load < loads; load++) {
    const context = await newContext(browser, who);
    const page = await context.newPage();
    await slowDown(page);
    await page.goto(url, { waitUntil: "networkidle" });
    times.push(await page.evaluate(() => window.watched.paintMs));
    await context.close();
  }
  return quantile(times, 0.5);
}

/** From each press to the next frame. Presses under 16 ms are not reported and count as 16. */
export async function interactionMs(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    window.watched.eventsMs = [];
  });
  await act();
  // The measurement is reported with the frame after the next.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
  );
  return page.evaluate(() => Math.max(16, ...window.watched.eventsMs));
}

/** The longest time between two frames during an action. */
export async function longestFrameMs(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const { watched } = window;
    watched.framesMs = [];
    let lastMs = performance.now();
    const next = (nowMs: number) => {
      watched.framesMs.push(nowMs - lastMs);
      lastMs = nowMs;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  await act();
  return page.evaluate(() => Math.max(...window.watched.framesMs));
}
