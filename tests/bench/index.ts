// `npm run bench`: runs the benchmarks (all, or the named ones), prints a table and writes JSON.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { benchClient } from "./client";
import { benchLive } from "./live";
import { benchPages } from "./pages";
import { benchQueries } from "./queries";
import { printTable, type Result, verdict } from "./report";
import { benchSend } from "./send";

const suites: Record<string, () => Promise<Result[]>> = {
  send: benchSend,
  queries: benchQueries,
  live: benchLive,
  client: benchClient,
  pages: benchPages,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}. There are: ${Object.keys(suites).join(", ")}.`);
  process.exit(1);
}

const results: Result[] = [];
for (const [name, run] of Object.entries(suites)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n${name} ...`);
  results.push(...(await run()));
}

console.log("");
printTable(results);
mkdirSync("bench-results", { recursive: true });
const file = `bench-results/${new Date().toISOString().replaceAll(":", "-")}.json`;
const machine = { cores: cpus().length, node: process.version };
writeFileSync(file, `${JSON.stringify({ machine, results }, null, 2)}\n`);
console.log(`\nWritten to ${file}`);
process.exit(results.some((result) => verdict(result) === "missed") ? 2 : 0);
