// Pictures of every page and state, to be looked at:
//   node scripts/screenshots.mjs [--url http://localhost:3000] [--out screenshots] [--only part-of-a-name]
// The server has to be running with its demo data. What there is to see stands in screenshots/scenes.mjs.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findBrowser } from "./browser.mjs";
import { rootDir } from "./prepare.mjs";
import { newPeople, scenes } from "./screenshots/scenes.mjs";

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://localhost:3000" },
    out: { type: "string", default: join(rootDir, "screenshots") },
    only: { type: "string", default: "" },
  },
});
const baseURL = values.url.replace(/\/$/, "");

/** Heights of devices of these widths, so that what sticks to the bottom is where it would be. */
const heights = { 320: 640, 390: 844, 768: 1024, 1440: 900, 3840: 2160 };
const settleMs = 1_500;
const allViews = [320, 768, 1440].flatMap((width) =>
  ["light", "dark"].map((theme) => ({ width, theme, locale: "en" })),
);
const rightToLeft = [320, 1440].map((width) => ({ width, theme: "light", locale: "ar" }));

const viewsOf = ({ views }) => views ?? [...allViews, ...rightToLeft];

async function signIn(context, email) {
  const person = newPeople[email];
  if (person)
    await context.request.post("/api/users", { data: { email, password: "parley-demo", ...person } });
  const { csrfToken } = await (await context.request.get("/api/auth/csrf")).json();
  const form = { csrfToken, email, password: "parley-demo", json: "true" };
  const answer = await context.request.post("/api/auth/callback/credentials", { form });
  const { url } = await answer.json();
  if (!url || new URL(url).searchParams.has("error")) throw new Error(`${email} could not sign in.`);
  return context.storageState();
}

async function take(browser, scene, view, storageState) {
  const { width, theme, locale } = view;
  const context = await browser.newContext({
    baseURL,
    storageState,
    viewport: { width, height: heights[width] ?? 900 },
    colorScheme: theme,
    locale: locale === "ar" ? "ar-EG" : "en-GB",
    timezoneId: "Europe/Berlin",
    hasTouch: width < 768,
    isMobile: width < 768,
    reducedMotion: "reduce",
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(scene.path);
    // A page with a live connection is never quite idle.
    await page.waitForLoadState("networkidle", { timeout: settleMs }).catch(() => undefined);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    await scene.prepare?.(page, view);
    const name = [scene.name, width, theme, locale].join("-");
    await page.screenshot({ path: join(values.out, `${name}.png`), fullPage: scene.isFullPage ?? false });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    console.log(`${name}${overflow > 0 ? `   WIDER THAN THE SCREEN BY ${overflow} px` : ""}`);
  } finally {
    await context.close();
  }
}

const executablePath = (await findBrowser()) ?? undefined;
const { chromium } = await import("@playwright/test");
const browser = await chromium.launch({
  executablePath,
  args: ["--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
});
mkdirSync(values.out, { recursive: true });
const states = new Map();
let failures = 0;
for (const scene of scenes.filter(({ name }) => name.includes(values.only))) {
  for (const view of viewsOf(scene)) {
    try {
      if (scene.as && !states.has(scene.as)) {
        const context = await browser.newContext({ baseURL });
        states.set(scene.as, await signIn(context, scene.as));
        await context.close();
      }
      await take(browser, scene, view, scene.as && states.get(scene.as));
    } catch (error) {
      failures++;
      console.error(`${scene.name} ${JSON.stringify(view)}: ${error.message}`);
    }
  }
}
await browser.close();
process.exitCode = failures > 0 ? 1 : 0;
