// Finds programs that tests need and npm does not provide: a Redis server and a browser. If one is not on the PATH,
// root on Debian installs it with apt-get, and other users get a message that names the package.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";

const updateTimeoutMs = 5 * 60_000;
const installTimeoutMs = 10 * 60_000;
/** Enough of what apt-get says to see why it failed. */
const shownLines = 8;

/** Undefined until apt-get has fetched its lists, which it does once for all packages. */
let updateProblem;

/** Returns the program's path, or null. */
export function findCommand(command) {
  for (const folder of (process.env.PATH ?? "").split(delimiter).filter(Boolean)) {
    const path = join(folder, command);
    if (isExecutable(path)) return path;
  }
  return null;
}

/** Answers `{path}`, or `{problem}` in words for a person. */
export function ensureCommand(command, debianPackage) {
  const found = findCommand(command);
  if (found) return { path: found };
  if (!existsSync("/usr/bin/apt-get")) return missing(command, `install ${debianPackage}`);
  if (process.getuid?.() !== 0) return missing(command, `as root: apt-get install ${debianPackage}`);
  process.stdout.write(`Installing ${debianPackage} ...\n`);
  updateProblem ??= aptGet(["update"], updateTimeoutMs);
  const problem = aptGet(["install", "--yes", "--no-install-recommends", debianPackage], installTimeoutMs);
  const path = findCommand(command);
  return path ? { path } : missing(command, problem || updateProblem || `${debianPackage} does not hold it`);
}

const missing = (command, why) => ({ problem: `${command} is missing: ${why}` });

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Empty when all went well. */
function aptGet(parameters, timeoutMs) {
  const { status, error, stdout, stderr } = spawnSync("apt-get", ["--quiet", ...parameters], {
    // The runlevel prevents a package from starting its service, because tests start their own.
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    timeout: timeoutMs,
  });
  if (status === 0) return "";
  const said = `${stdout ?? ""}\n${stderr ?? ""}`.trim().split("\n").slice(-shownLines).join("\n");
  return `apt-get ${parameters[0]}: ${error?.message ?? ""} ${said}`.trim();
}
