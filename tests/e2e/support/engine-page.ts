// Pages with the client engine and no user interface, on the server's own origin.
import { join } from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { build } from "esbuild";
import { rootDir } from "../../helpers/repository";
import type { Harness } from "./engine-harness";
import { type Person, signInAs } from "./people";

let bundle: Promise<string> | undefined;

async function bundleHarness(): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: rootDir,
    entryPoints: [join(rootDir, "tests/e2e/support/engine-harness.ts")],
    bundle: true,
    format: "iife",
    target: "es2022",
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

/** Serves the harness to every page of this browser, also offline, as a service worker would. */
export async function serveEngine(context: BrowserContext): Promise<void> {
  bundle ??= bundleHarness();
  const script = await bundle;
  await context.route(/\/engine-harness(?:\?|$)/, (route) =>
    route.fulfill({
      contentType: "text/html; charset=utf-8",
      body: `<!doctype html><title>Engine</title><script>${script.replaceAll("</script", "<\\/script")}</script>`,
    }),
  );
}

/** `mute`: accepts sends and never completes them. */
export async function openEngine(
  page: Page,
  person: Person,
  options: { mute?: boolean } = {},
): Promise<void> {
  const { id, name, role, avatarUrl } = person.user;
  const search = new URLSearchParams({ me: JSON.stringify({ id, name, role, avatarUrl }) });
  if (options.mute) search.set("mute", "");
  await page.goto(`${person.serverUrl}/engine-harness?${search}`);
  await page.waitForFunction(() => "parley" in window);
}

export async function reopenEngine(page: Page): Promise<void> {
  await page.reload();
  await page.waitForFunction(() => "parley" in window);
}

/** A browser of a signed-in user, whose pages can be engines. */
export async function engineBrowser(context: BrowserContext, person: Person): Promise<void> {
  await signInAs(context, person);
  await serveEngine(context);
}

export const write = (page: Page, target: Parameters<Harness["write"]>[0], text: string): Promise<unknown> =>
  page.evaluate(([to, words]) => window.parley.write(to, words), [target, text] as const);

export const waiting = (page: Page): Promise<[string, string][]> =>
  page.evaluate(() => window.parley.waiting());

export const storage = (page: Page): Promise<string> => page.evaluate(() => window.parley.storage());

export const thread = (page: Page, conversationId: string): Promise<(string | null)[]> =>
  page.evaluate((id) => window.parley.thread(id), conversationId);

/** The messages that the server has, in order. */
export const textsOf = async (person: Person, conversationId: string): Promise<(string | null)[]> =>
  (await person.read(conversationId)).map(({ text }) => text);
