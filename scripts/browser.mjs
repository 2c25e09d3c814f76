// The browser that the tests use: Playwright's own, else one of the system, else Debian's.
import { existsSync } from "node:fs";
import { ensureCommand, findCommand } from "./system-packages.mjs";

const systemNames = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** Returns the browser's path, or null. */
export async function findBrowser() {
  const { chromium } = await import("@playwright/test");
  const own = chromium.executablePath();
  if (existsSync(own)) return own;
  return systemNames.map(findCommand).find((path) => path !== null) ?? null;
}

/** Answers `{path}`, or `{problem}` in words for a person. */
export async function ensureBrowser() {
  const path = await findBrowser();
  if (path) return { path };
  const installed = ensureCommand("chromium", "chromium");
  if (!installed.problem) return installed;
  return { problem: `${installed.problem}, or npx playwright install chromium` };
}
