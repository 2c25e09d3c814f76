// Asks the operating system about a process: whether it is alive, its identity, and whether it is our Postgres.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import { platform } from "node:os";
import { setTimeout as delay } from "node:timers/promises";

const pollMs = 10;

export function isAlive(pid: number): boolean {
  return !["Z", "X"].includes(statFields(pid)?.[0] ?? "") && answersSignals(pid);
}

/** Also true for a zombie: a process that has ended but whose parent has not waited for it yet. */
export function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * A text that differs between two processes that had the same pid one after the other, also across a reboot.
 * Null when the process is gone or the system cannot tell.
 */
export function processIdentity(pid: number): string | null {
  if (platform() === "linux") {
    const startTicks = statFields(pid)?.[19];
    if (startTicks === undefined) return null;
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${startTicks}`;
  }
  if (platform() === "win32") return null;
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || null;
  } catch {
    return null;
  }
}

/** Returns true for a Postgres process (postmaster or child) of the given cluster. */
export function belongsToCluster(pid: number, clusterDir: string, clusterName: string): boolean {
  if (platform() === "linux") {
    const cwd = workingDirectory(pid);
    if (cwd !== null) return cwd === realpathSync(clusterDir);
    // Without the right to look at another account's processes only the command line is open to us.
    const commandLine = readProc(pid, "cmdline") ?? "";
    return (
      commandLine.split("\0").includes(clusterDir) || commandLine.startsWith(`postgres: ${clusterName}:`)
    );
  }
  if (platform() === "win32") return false;
  try {
    const command = execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return command.includes(clusterDir) || command.startsWith(`postgres: ${clusterName}:`);
  } catch {
    return false;
  }
}

/** Every living process of the cluster; empty where the system has no /proc to look through. */
export function clusterProcesses(clusterDir: string, clusterName: string): number[] {
  if (platform() !== "linux") return [];
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 1 && pid !== process.pid)
    .filter((pid) => belongsToCluster(pid, clusterDir, clusterName) && isAlive(pid));
}

/** False when the time is over and the condition still does not hold. */
export async function waitUntil(condition: () => boolean, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > deadline) return false;
    await delay(pollMs);
  }
  return true;
}

/** Sends a signal to a process that may be gone by now. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** The fields of /proc/<pid>/stat from the third (state) on; the ones before hold a name that may contain spaces. */
function statFields(pid: number): string[] | null {
  const stat = readProc(pid, "stat");
  return stat === null ? null : stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

function workingDirectory(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

function readProc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return null;
  }
}
