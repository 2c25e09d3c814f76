// An empty page of the same framework, built and served the same way, to separate our code's cost from the framework's.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../helpers/free-port";
import { rootDir } from "../../helpers/repository";
import { ended, stopped } from "../../helpers/server-process";

const next = join(rootDir, "node_modules", "next", "dist", "bin", "next");
const env = {
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  NODE_ENV: "production" as const,
  NEXT_TELEMETRY_DISABLED: "1",
};

const files = {
  "package.json": `{"name": "empty", "private": true, "type": "module"}`,
  "next.config.mjs": `export default { turbopack: { root: ${JSON.stringify(rootDir)} } };`,
  "app/layout.js": `export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }`,
  "app/page.js": `export const dynamic = "force-dynamic";\nexport default function Page() { return <p>empty</p>; }`,
};

/** Calls back with the address of the page, and removes its files afterwards. */
export async function withEmptyPage<T>(use: (url: string) => Promise<T>): Promise<T> {
  const results = join(rootDir, "bench-results");
  mkdirSync(results, { recursive: true });
  // Inside the repository, so that the framework can be resolved from there.
  const folder = mkdtempSync(join(results, "empty-page-"));
  let server: ChildProcess | undefined;
  try {
    mkdirSync(join(folder, "app"));
    for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
    const builder = spawn(process.execPath, [next, "build"], { cwd: folder, env, stdio: "ignore" });
    if ((await ended(builder)) !== 0) throw new Error("The empty page could not be built.");
    const port = await freePort();
    server = spawn(process.execPath, [next, "start", "-p", String(port)], { cwd: folder, env });
    const url = `http://127.0.0.1:${port}`;
    await answering(url, server);
    return await use(url);
  } finally {
    if (server) await stopped(server);
    rmSync(folder, { recursive: true, force: true });
  }
}

const startTimeoutMs = 30_000;
const askEveryMs = 100;

async function answering(url: string, server: ChildProcess): Promise<void> {
  const endMs = Date.now() + startTimeoutMs;
  while (Date.now() < endMs && server.exitCode === null) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return;
    await new Promise((done) => setTimeout(done, askEveryMs));
  }
  throw new Error("The empty page was not served in time.");
}
