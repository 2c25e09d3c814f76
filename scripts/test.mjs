// `npm test`: brings a clone to where it can be tested, runs every suite, and says at the end what came of it.
// `node scripts/test.mjs unit fault` runs the named suites and prepares only what they need. `--long` makes the fault
// tests thorough instead of quick, and `--seed=7` repeats their chance. Like prepare.mjs
// without dependencies, because on a fresh clone there is nothing else yet.
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { everything, rootDir } from "./prepare.mjs";
import { ensureCommand } from "./system-packages.mjs";

const at = (...parts) => join(rootDir, ...parts);
const reportDir = mkdtempSync(join(tmpdir(), "parley-report-"));
const colors = process.stdout.isTTY ? [] : ["--colors=off"];
const minuteMs = 60_000;

const redis = {
  when: /redis/i,
  ensure: () => ensureCommand("redis-server", "redis-server"),
};
const browser = { when: /./, ensure: ensureBrowser };

/**
 * `needs` are stages of prepare.mjs, `tests` says where the suite's files are, `command` runs it, and `parse` turns
 * its exit code into counts. Commands in `before` get ready what only this suite needs; `tools` are programs that
 * npm does not have, made sure of once a file of the suite names what stands in `when`.
 */
const suites = [
  {
    name: "lint",
    needs: [],
    command: () => [bin("@biomejs/biome", "biome"), "ci", ...colors, "."],
    parse: asOneTest,
    maxMs: 2 * minuteMs,
  },
  {
    name: "types",
    needs: ["generate"],
    // The compiler also reads what Next derives from the routes, which may be that of an older state.
    before: () => [[bin("next", "next"), "typegen"]],
    command: () => [bin("typescript", "tsc"), "--noEmit"],
    parse: asOneTest,
    maxMs: 5 * minuteMs,
  },
  vitest("unit", ["generate"], 5 * minuteMs),
  { ...vitest("integration", everything, 20 * minuteMs), tools: [redis] },
  {
    ...vitest("fault", everything, process.argv.includes("--long") ? 120 * minuteMs : 30 * minuteMs),
    tools: [redis],
  },
  {
    name: "e2e",
    needs: everything,
    tests: { folder: at("tests", "e2e"), file: /\.spec\.ts$/ },
    command: () => [bin("@playwright/test", "playwright"), "test", "--reporter=list,json"],
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile("e2e") },
    parse: (exitCode) => countPlaywright(readReport("e2e"), exitCode),
    tools: [browser],
    maxMs: 30 * minuteMs,
  },
];

function vitest(name, needs, maxMs) {
  return {
    name,
    needs,
    tests: { folder: at("tests", name), file: /\.test\.tsx?$/ },
    command: () => [
      bin("vitest", "vitest"),
      "run",
      `--project=${name}`,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${reportFile(name)}`,
    ],
    parse: (exitCode) => countVitest(readReport(name), exitCode),
    maxMs,
  };
}

function asOneTest(exitCode) {
  return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** A file that fails without a failed test in it, as one that cannot be loaded does, counts as one failed test. */
function countVitest(report, exitCode) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { status, assertionResults } of report?.testResults ?? []) {
    const failedBefore = counts.failed;
    for (const result of assertionResults) {
      if (result.status === "passed") counts.passed++;
      else if (result.status === "failed") counts.failed++;
      else counts.skipped++;
    }
    if (status === "failed" && counts.failed === failedBefore) counts.failed++;
  }
  return withExitCode(counts, exitCode);
}

/** A test that passed only when it was tried again has failed. */
function countPlaywright(report, exitCode) {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report?.stats ?? {};
  return withExitCode({ passed: expected, failed: unexpected + flaky, skipped }, exitCode);
}

/** Errors outside of a test, a crash or a kill are visible only in the exit code. */
function withExitCode(counts, exitCode) {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function reportFile(name) {
  return join(reportDir, `${name}.json`);
}

function readReport(name) {
  try {
    return JSON.parse(readFileSync(reportFile(name), "utf8"));
  } catch {
    return null;
  }
}

/** The file behind a command of an installed package, to be run by this Node on every platform. */
function bin(packageName, command) {
  const folder = at("node_modules", packageName);
  const manifest = join(folder, "package.json");
  if (!existsSync(manifest)) throw new Error(`${packageName} is not installed.`);
  const { bin: bins } = JSON.parse(readFileSync(manifest, "utf8"));
  return join(folder, typeof bins === "string" ? bins : bins[command]);
}

function testFiles({ tests }) {
  if (!tests || !existsSync(tests.folder)) return [];
  return readdirSync(tests.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && tests.file.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Without the tool the tests that need it skip themselves; in CI that is a failure. */
async function findTools({ tools = [] }, files) {
  const problems = [];
  for (const { ensure, when } of tools) {
    if (!files.some((file) => when.test(readFileSync(file, "utf8")))) continue;
    const { problem } = await ensure();
    if (problem) problems.push(problem);
  }
  for (const problem of problems) console.log(problem);
  return process.env.CI ? problems.length : 0;
}

let runningChild;

/** Runs in a separate process group, so that its child processes end with it. */
function run([file, ...parameters], environment = {}, maxMs = 5 * minuteMs) {
  const child = spawn(process.execPath, [file, ...parameters], {
    cwd: rootDir,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...environment },
    stdio: ["ignore", "inherit", "inherit"],
    detached: process.platform !== "win32",
  });
  runningChild = child;
  const late = setTimeout(() => {
    console.log(`Ended after ${maxMs / minuteMs} minutes.`);
    endGroup(child, "SIGKILL");
  }, maxMs);
  return new Promise((done) => {
    child.on("error", () => done(1));
    child.on("close", (code) => done(code ?? 1));
  }).finally(() => {
    clearTimeout(late);
    runningChild = undefined;
  });
}

function endGroup(child, signal) {
  if (process.platform === "win32") return child.kill(signal);
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended by itself meanwhile.
  }
}

async function runSuite(suite) {
  const files = testFiles(suite);
  if (suite.tests && files.length === 0) return { passed: 0, failed: 0, skipped: 0 };
  console.log(`\n=== ${suite.name}`);
  try {
    const missingTools = await findTools(suite, files);
    for (const command of suite.before?.() ?? []) await run(command);
    const counts = suite.parse(await run(suite.command(), suite.environment, suite.maxMs));
    return { ...counts, failed: counts.failed + missingTools };
  } catch (error) {
    console.log(error.message);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

async function prepareFor(chosen) {
  const needed = everything.filter((stage) => chosen.some(({ needs }) => needs.includes(stage)));
  return run(
    [at("scripts", "prepare.mjs"), ...(needed.length > 0 ? needed : ["install"])],
    {},
    30 * minuteMs,
  );
}

function readArguments(given) {
  const isLong = given.includes("--long");
  const seedAt = given.findIndex((each) => /^--seed\b/.test(each));
  const [, inOne] = /^--seed=(\d+)$/.exec(given[seedAt] ?? "") ?? [];
  const seed = inOne ?? (seedAt < 0 ? undefined : given[seedAt + 1]) ?? process.env.PARLEY_FAULT_SEED;
  const names = given.filter(
    (each, index) => !each.startsWith("--") && (inOne || index !== seedAt + 1 || seedAt < 0),
  );
  return { names, isLong, seed: seed ?? String(randomInt(1_000_000_000)) };
}

const seconds = (sinceMs) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;
const words = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

async function main(names) {
  const unknown = names.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown)
    throw new Error(`There is no suite "${unknown}": ${suites.map(({ name }) => name).join(", ")}.`);
  const chosen = names.length > 0 ? suites.filter(({ name }) => names.includes(name)) : suites;
  const table = [];
  const total = { passed: 0, failed: 0, skipped: 0 };
  const add = (name, startMs, counts) => {
    table.push(`${name.padEnd(12)} ${seconds(startMs).padStart(8)}   ${words(counts)}`);
    for (const key of Object.keys(total)) total[key] += counts[key];
  };

  const startMs = Date.now();
  const isPrepared = (await prepareFor(chosen)) === 0;
  if (isPrepared) table.push(`${"prepare".padEnd(12)} ${seconds(startMs).padStart(8)}`);
  else add("prepare", startMs, { passed: 0, failed: 1, skipped: 0 });
  for (const suite of isPrepared ? chosen : []) {
    const suiteStartMs = Date.now();
    add(suite.name, suiteStartMs, await runSuite(suite));
  }
  console.log(`\n${table.join("\n")}\n`);
  console.log(words(total));
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

process.on("exit", () => rmSync(reportDir, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    if (runningChild) endGroup(runningChild, signal);
    process.exit(1);
  });
}
const { names, isLong, seed } = readArguments(process.argv.slice(2));
process.env.PARLEY_FAULT_SEED = seed;
if (isLong) process.env.PARLEY_FAULT_LONG = "1";
process.exitCode = await main(names).catch((error) => {
  console.error(error.message);
  console.log("0 passed, 1 failed, 0 skipped");
  return 1;
});
