// The base of every browser test: its own users, signed-in browsers, and consoles without errors.
import { type BrowserContext, type BrowserContextOptions, test as base, type Page } from "@playwright/test";
import { findBrowser } from "../../../scripts/browser.mjs";
import { People, type Person, signInAs } from "./people";

export { expect } from "@playwright/test";

type Fixtures = {
  /** Without a trailing slash. */
  serverUrl: string;
  people: People;
  /** A separate browser, signed in as this user. It is closed automatically after the test. */
  openAs: (person: Person | null, options?: BrowserContextOptions) => Promise<Page>;
  /** Console errors that this test causes on purpose. */
  expectedErrors: RegExp[];
  /** Watches the consoles of this browser's pages. `openAs` and `page` already do. */
  watch: (context: BrowserContext) => void;
};

/** React's messages for a hydration mismatch: in words, or by number in a production build. */
const hydration = /hydrat|Minified React error #(?:418|419|421|422|423|425)/i;

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it which fixtures are asked for
  serverUrl: async ({}, use, testInfo) => {
    testInfo.skip((await findBrowser()) === null, "There is no browser: npx playwright install chromium.");
    const url = process.env.PARLEY_E2E_URL;
    if (!url) throw new Error("The server is started by global-setup.ts.");
    await use(url);
  },

  baseURL: async ({ serverUrl }, use) => use(serverUrl),

  people: async ({ serverUrl }, use) => use(new People(serverUrl)),

  expectedErrors: [[], { option: true }],

  watch: async ({ expectedErrors }, use) => {
    const found: string[] = [];
    const note = (text: string) => {
      if (!expectedErrors.some((pattern) => pattern.test(text))) found.push(text);
    };
    await use((context) => {
      context.on("console", (message) => {
        const { url } = message.location();
        const isError = message.type() === "error" || hydration.test(message.text());
        if (isError) note(`${message.text()} (${url})`);
      });
      context.on("weberror", (error) => note(String(error.error())));
    });
    if (found.length > 0) throw new Error(`Errors in the console:\n${found.join("\n")}`);
  },

  context: async ({ context, watch }, use) => {
    watch(context);
    await use(context);
  },

  openAs: async ({ browser, baseURL, watch }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (person, options = {}) => {
      const context = await browser.newContext({ baseURL, locale: "en-GB", ...options });
      contexts.push(context);
      watch(context);
      if (person) await signInAs(context, person);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});
