// The client engine: its size, and in a browser the time for a fact in a full state and for a start.
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium, type Page } from "@playwright/test";
import { build } from "esbuild";
import { findBrowser } from "../../scripts/browser.mjs";
import { rootDir } from "../helpers/repository";
import { quantile, type Result } from "./report";

const size = { conversations: 1_000, messages: 100_000, facts: 4_000 };
const starts = 20;
/** An origin where storage is allowed. No server listens there. */
const address = "http://localhost:1/bench";

export async function benchClient(): Promise<Result[]> {
  const results = [await benchSize()];
  const executablePath = await findBrowser();
  if (executablePath === null) throw new Error("There is no browser: npx playwright install chromium.");
  const args = process.getuid?.() === 0 ? ["--no-sandbox", "--disable-gpu"] : ["--disable-gpu"];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const context = await browser.newContext();
    const script = await bundle("tests/bench/client-harness.ts");
    await context.route(address, (route) =>
      route.fulfill({
        contentType: "text/html; charset=utf-8",
        // Isolated pages have clocks of full precision.
        headers: {
          "cross-origin-opener-policy": "same-origin",
          "cross-origin-embedder-policy": "require-corp",
        },
        body: `<!doctype html><script>${script.replaceAll("</script", "<\\/script")}</script>`,
      }),
    );
    results.push(
      ...(await benchFacts(await context.newPage())),
      ...(await benchStart(await context.newPage())),
    );
  } finally {
    await browser.close();
  }
  return results;
}

async function bundle(entry: string, minify = false, external: string[] = []): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: rootDir,
    entryPoints: [join(rootDir, entry)],
    bundle: true,
    minify,
    external,
    format: minify ? "esm" : "iife",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

/** With its hooks and socket.io-client, as pages load it. React is left out, because every page has it. */
async function benchSize(): Promise<Result> {
  const text = await bundle("lib/client/hooks/index.ts", true, ["react"]);
  const kilobytes = gzipSync(text).length / 1024;
  return {
    name: "engine with socket.io-client, compressed",
    value: kilobytes,
    unit: "KB",
    goal: { atMost: 45 },
  };
}

async function benchFacts(page: Page): Promise<Result[]> {
  await page.goto(address);
  const took = await page.evaluate((given) => window.bench.applyFacts(given), size);
  const name = `a fact, ${size.conversations} conversations and ${size.messages} messages loaded`;
  return [
    { name: `${name}: median`, value: quantile(took, 0.5), unit: "ms" },
    { name: `${name}: 95th percentile`, value: quantile(took, 0.95), unit: "ms", goal: { atMost: 1 } },
  ];
}

/** Each run uses a new page, so that only the disk is warm. */
async function benchStart(page: Page): Promise<Result[]> {
  await page.goto(address);
  await page.evaluate((count) => window.bench.fillCache(count), size.conversations);
  const took: number[] = [];
  for (let count = 0; count < starts; count++) {
    await page.reload();
    took.push(
      await page.evaluate((conversations) => window.bench.startFromCache(conversations), size.conversations),
    );
  }
  const name = `start from the cache, ${size.conversations} conversations`;
  return [
    { name: `${name}: median`, value: quantile(took, 0.5), unit: "ms" },
    { name: `${name}: 95th percentile`, value: quantile(took, 0.95), unit: "ms", goal: { atMost: 100 } },
  ];
}
