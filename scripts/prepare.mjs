// Brings a clone to where Parley can run: dependencies, generated client, bundles, pages. Each stage remembers a
// hash of what went into it and is skipped while that stays the same. Without dependencies and without
// TypeScript, because on a fresh clone there is nothing else yet.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { listParts } from "./list-parts.mjs";
import { lockFolder } from "./prepare-lock.mjs";

export const rootDir = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(rootDir, ...parts);

/** Nothing here may report to anyone or fetch anything but packages. */
process.env.NEXT_TELEMETRY_DISABLED = "1";
process.env.CHECKPOINT_DISABLE = "1";

const generatedDir = "lib/server/db/generated";
const installMark = at("node_modules", ".parley-install");
const server = ["lib", "prisma/schema.prisma", "scripts", "server.ts", "tsconfig.json", "package-lock.json"];
const pages = [
  "app",
  "components",
  "lib",
  "public",
  "prisma/schema.prisma",
  "package-lock.json",
  "tsconfig.json",
  "proxy.ts",
];
const pageConfigs = ["next.config.ts", "postcss.config.mjs", "scripts/list-parts.mjs"];

const stages = {
  generate: {
    label: "Generating the database client",
    inputs: ["prisma/schema.prisma", "prisma.config.ts", "package-lock.json"],
    output: at(generatedDir, "client.ts"),
    mark: at(generatedDir, ".parley-inputs"),
    run: () =>
      run(process.execPath, [at("node_modules/prisma/build/index.js"), "generate"], {
        environment: prismaEnvironment(),
      }),
  },
  bundle: {
    label: "Building the server",
    inputs: server,
    output: at("dist", "server.js"),
    mark: at("dist", ".parley-inputs"),
    run: bundle,
  },
  pages: {
    label: "Building the pages",
    inputs: [...pages, ...pageConfigs],
    output: at(".next", "BUILD_ID"),
    mark: at(".next", ".parley-inputs"),
    run: buildPages,
  },
};

/** The steps for `npm start`. Scripts need no pages, and development needs neither pages nor bundles. */
export const everything = ["generate", "bundle", "pages"];

/** Installs when needed and runs the named stages that are stale, in their order; silent when there is nothing to do. */
export async function prepare(names) {
  checkNode();
  const isReady = () => isInstalled() && names.every((name) => isFresh(stages[name]));
  if (isReady()) return;
  const unlock = await lockFolder(rootDir);
  // Without a listener a signal would end only this process, and npm or the compiler would keep running.
  for (const name of endSignals) process.on(name, endNow);
  try {
    if (!isInstalled()) await tell("Installing dependencies", install);
    markInstalled();
    for (const name of names) {
      const stage = stages[name];
      if (isFresh(stage)) continue;
      const hash = hashOf(stage.inputs);
      await tell(stage.label, () => stage.run(hash));
      writeFileSync(stage.mark, hash);
    }
  } finally {
    for (const name of endSignals) process.off(name, endNow);
    unlock();
  }
}

const endSignals = ["SIGINT", "SIGTERM", "SIGHUP"];

function endNow() {
  process.exit(1);
}

/** Runs a bundled script in this process, so that signals and the exit code are its own. */
export async function runBundle(name) {
  process.env.NODE_ENV ??= "production";
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(at("dist", `${name}.js`)).href);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Parley needs Node.js 20.19 or later; this is ${process.versions.node}.`);
}

function isInstalled() {
  const lockfile = readFileSync(at("package-lock.json"));
  if (readOrEmpty(installMark) === sha256(lockfile)) return true;
  return agreesWithLockfile(JSON.parse(lockfile));
}

/** Returns true if node_modules already matches the lock file, for example after `npm install <package>`. */
function agreesWithLockfile({ packages }) {
  const hidden = readOrEmpty(at("node_modules", ".package-lock.json"));
  if (!hidden) return false;
  const installed = JSON.parse(hidden).packages;
  return Object.entries(packages).every(([path, wanted]) => {
    if (path === "") return true;
    const found = installed[path];
    return found ? found.version === wanted.version : wanted.optional === true;
  });
}

function markInstalled() {
  const hash = sha256(readFileSync(at("package-lock.json")));
  if (readOrEmpty(installMark) !== hash) writeFileSync(installMark, hash);
}

/** A download can stall for good. What has come through is in npm's cache, so that beginning again costs little. */
const installLimitsMs = [4, 8, 30].map((minutes) => minutes * 60_000);

async function install() {
  for (const limitMs of installLimitsMs) {
    try {
      return await installWithin(limitMs);
    } catch (error) {
      if (!error.isLate || limitMs === installLimitsMs.at(-1)) throw error;
      process.stdout.write(" once more ...");
    }
  }
}

async function installWithin(limitMs) {
  // The build needs the compiler from the development dependencies, even with NODE_ENV=production.
  const options = ["--no-audit", "--no-fund", "--include=dev"];
  try {
    await npm(["ci", ...options], limitMs);
  } catch (error) {
    // `npm ci` refuses a lock file that lacks a package for another platform; for this one it may still be whole.
    if (!error.message.includes("code EUSAGE")) throw error;
    await npm(["install", "--no-save", ...options], limitMs);
  }
}

function npm(parameters, limitMs) {
  const { npm_execpath: cli } = process.env;
  if (cli?.endsWith(".js")) return run(process.execPath, [cli, ...parameters], { limitMs });
  const isWindows = process.platform === "win32";
  return run(isWindows ? "npm.cmd" : "npm", parameters, { limitMs, shell: isWindows });
}

/** Prisma insists on having a native schema engine although `generate` never runs it; any file that exists will do. */
function prismaEnvironment() {
  return { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath };
}

async function buildPages(hash) {
  const build = hash.slice(0, 16);
  await run(process.execPath, [at("node_modules/next/dist/bin/next"), "build"], {
    environment: { NODE_ENV: "production", PARLEY_BUILD: build },
  });
  listParts(at(".next"), build);
}

async function bundle() {
  const { build, stop } = await import("esbuild");
  const entryPoints = ["server.ts", "scripts/migrate.ts", "scripts/seed.ts"].filter((file) =>
    existsSync(at(file)),
  );
  rmSync(at("dist"), { recursive: true, force: true });
  await build({
    absWorkingDir: rootDir,
    entryPoints: entryPoints.map((file) => ({
      in: file,
      out: file.replace(/^scripts\//, "").replace(/\.ts$/, ""),
    })),
    outdir: "dist",
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: true,
    splitting: true,
    logLevel: "silent",
  });
  // Its helper process would otherwise live as long as the server that this process becomes.
  await stop();
}

function isFresh({ inputs, output, mark }) {
  return existsSync(output) && readOrEmpty(mark) === hashOf(inputs);
}

function hashOf(inputs) {
  const hash = createHash("sha256");
  for (const file of inputs.flatMap((input) => filesIn(at(input)))) {
    hash
      .update(`${relative(rootDir, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesIn(path) {
  if (!existsSync(path) || path === at(generatedDir)) return [];
  try {
    return readdirSync(path)
      .sort()
      .flatMap((name) => filesIn(join(path, name)));
  } catch (error) {
    if (error.code === "ENOTDIR") return [path];
    throw error;
  }
}

async function tell(label, work) {
  const startMs = Date.now();
  process.stdout.write(`${label} ...`);
  try {
    await work();
  } catch (error) {
    process.stdout.write(" failed\n");
    fail(error.message);
  }
  process.stdout.write(` ${((Date.now() - startMs) / 1000).toFixed(1)} s\n`);
}

/** Runs a program quietly; what it has said is shown when it fails. */
function run(program, parameters, { environment = {}, shell = false, limitMs } = {}) {
  const child = spawn(program, parameters, {
    cwd: rootDir,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    shell,
  });
  const killChild = () => child.kill();
  process.once("exit", killChild);
  let isLate = false;
  const late =
    limitMs &&
    setTimeout(() => {
      isLate = true;
      child.kill("SIGKILL");
    }, limitMs);
  const said = [];
  child.stdout.on("data", (chunk) => said.push(chunk));
  child.stderr.on("data", (chunk) => said.push(chunk));
  return new Promise((done, refuse) => {
    child.on("error", refuse);
    child.on("close", (code) => {
      process.off("exit", killChild);
      clearTimeout(late);
      const reason = isLate ? `${program} came to no end.` : Buffer.concat(said).toString();
      if (code === 0) done();
      else refuse(Object.assign(new Error(reason), { isLate }));
    });
  });
}

function readOrEmpty(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

function fail(message) {
  process.stderr.write(`${message.trim()}\n`);
  process.exit(1);
}

// As a program: `node scripts/prepare.mjs [stage ...]`, by default all of them.
if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !(name in stages) && name !== "install");
  if (unknown) fail(`There is no stage "${unknown}": install, ${Object.keys(stages).join(", ")}.`);
  const wanted = everything.filter((name) => names.includes(name));
  await prepare(names.length === 0 ? everything : wanted);
}
