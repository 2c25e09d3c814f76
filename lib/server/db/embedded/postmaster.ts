// One run of the Postgres server: starting it, telling when it takes connections, stopping it,
// and clearing away one that a killed Parley has left behind.
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { platform } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { StartError } from "../../start-error";
import type { Binaries } from "./binaries";
import { type ClusterPaths, plainEnvironment, socketPort } from "./cluster";
import { answersSignals, belongsToCluster, clusterProcesses, isAlive, signal, waitUntil } from "./processes";
import { commandFor, type RunAs } from "./run-as";

export interface Postmaster {
  pid: number;
  port: number;
  /** Resolves when the process has ended, for any reason. */
  ended: Promise<string>;
  hasEnded(): boolean;
}

const readyPollMs = 5;
/** Crash recovery replays at most a few checkpoints' worth of log; past this something hangs. */
const readyTimeoutMs = 600_000;
const fastShutdownMs = 6_000;
const immediateShutdownMs = 2_000;
const maxLogBytes = 10 * 1024 * 1024;

const settings: Record<string, string> = {
  shared_buffers: "256MB",
  effective_cache_size: "1GB",
  work_mem: "8MB",
  maintenance_work_mem: "128MB",
  max_connections: "100",
  jit: "off",
  // Small segments of the log make initdb choose small sizes for all of it, and a checkpoint every few seconds.
  max_wal_size: "1GB",
  min_wal_size: "80MB",
  wal_buffers: "16MB",
  random_page_cost: "1.1",
  timezone: "UTC",
  log_timezone: "UTC",
  unix_socket_permissions: "0700",
  // The log says when the server starts, stops and fails. Errors of statements are the caller's to log:
  // here they would carry rows, and so the text of messages, into a file.
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_checkpoints: "off",
  logging_collector: "off",
};

export async function startPostmaster(
  paths: ClusterPaths,
  binaries: Binaries,
  runAs: RunAs,
): Promise<Postmaster> {
  rotateLog(paths.logFile);
  const port = platform() === "win32" ? await freePort() : socketPort;
  const { program, args, options } = commandFor(runAs, binaries.postgres, postgresArguments(paths, port));
  const log = openSync(paths.logFile, "a", 0o600);
  const logStart = statSync(paths.logFile).size;
  // Its own session: a Ctrl-C in the terminal is Parley's to answer, which stops the database last.
  const child = spawn(program, args, {
    ...options,
    cwd: "/",
    stdio: ["ignore", log, log],
    detached: platform() !== "win32",
    windowsHide: true,
    env: plainEnvironment(),
  });
  closeSync(log);
  let hasEnded = false;
  const ended = new Promise<string>((done) => {
    child.on("error", (error) => done(error.message));
    child.on("exit", (code, name) => done(name ? `signal ${name}` : `exit code ${code}`));
  }).then((reason) => {
    hasEnded = true;
    return reason;
  });
  const { pid } = child;
  if (pid === undefined) throw new StartError(`PostgreSQL could not be started: ${await ended}`);
  const postmaster = { pid, port, ended, hasEnded: () => hasEnded };
  await waitUntilReady(postmaster, paths, logStart, child);
  return postmaster;
}

/** Disconnects everyone and stops; past a time limit without writing a checkpoint, and at last by force. */
export async function stopProcess(pid: number, hasEnded: () => boolean): Promise<void> {
  if (platform() === "win32") return signal(pid, "SIGKILL");
  const steps = [
    ["SIGINT", fastShutdownMs],
    ["SIGQUIT", immediateShutdownMs],
    ["SIGKILL", immediateShutdownMs],
  ] as const;
  for (const [name, waitMs] of steps) {
    signal(pid, name);
    if (await waitUntil(hasEnded, waitMs)) return;
  }
}

/**
 * Stops processes of this cluster that still run although Parley's lock is free, and removes a pid file if its number
 * now belongs to another program. If the process is gone, the pid file stays: Postgres itself checks that no process
 * is attached to the shared memory named in it.
 */
export async function clearOrphan(paths: ClusterPaths, log: Logger): Promise<void> {
  const { clusterDir, clusterName } = paths;
  const pid = readPidFile(clusterDir)?.pid;
  if (pid === undefined) return;
  const isOurs = belongsToCluster(pid, clusterDir, clusterName);
  if (isOurs && isAlive(pid)) {
    log.warn({ databasePid: pid }, "stopping the database that an earlier Parley has left running");
    await stopProcess(pid, () => !isAlive(pid));
  }
  await clearChildren(paths);
  // Postgres would mistake any process with this pid for a running server.
  if (answersSignals(pid)) rmSync(join(clusterDir, "postmaster.pid"), { force: true });
}

/** Server processes whose postmaster was killed end by themselves, but not always at once. */
export async function clearChildren({ clusterDir, clusterName }: ClusterPaths): Promise<void> {
  for (const name of ["SIGQUIT", "SIGKILL"] as const) {
    const children = clusterProcesses(clusterDir, clusterName);
    if (children.length === 0) return;
    for (const pid of children) signal(pid, name);
    if (await waitUntil(() => !children.some(isAlive), immediateShutdownMs)) return;
  }
}

function postgresArguments({ clusterDir, clusterName, socketDir }: ClusterPaths, port: number): string[] {
  const listen: Record<string, string> =
    platform() === "win32"
      ? { listen_addresses: "127.0.0.1", unix_socket_directories: "" }
      : { listen_addresses: "", unix_socket_directories: `"${socketDir}"` };
  const all = { ...settings, ...listen, cluster_name: clusterName, port: String(port) };
  return ["-D", clusterDir, ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

async function waitUntilReady(
  postmaster: Postmaster,
  paths: ClusterPaths,
  logStart: number,
  child: ChildProcess,
) {
  const deadline = Date.now() + readyTimeoutMs;
  while (true) {
    const file = readPidFile(paths.clusterDir);
    if (file?.pid === postmaster.pid && file.status === "ready") return;
    if (postmaster.hasEnded() || Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new StartError(
        `PostgreSQL did not start: ${reasonFromLog(paths.logFile, logStart)} (see ${paths.logFile})`,
      );
    }
    await delay(readyPollMs);
  }
}

/** The postmaster writes its own pid in the first line and, when it takes connections, "ready" in the eighth. */
function readPidFile(clusterDir: string): { pid: number; status: string } | null {
  const file = join(clusterDir, "postmaster.pid");
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0 ? { pid, status: lines[7]?.trim() ?? "" } : null;
}

function reasonFromLog(logFile: string, start: number): string {
  const lines = readFileSync(logFile).subarray(start).toString("utf8").trim().split("\n");
  const line = lines.findLast((text) => /FATAL|PANIC|error/i.test(text)) ?? lines.at(-1);
  return line?.replace(/^.*?(FATAL|PANIC):\s*/, "") || "it said nothing";
}

function rotateLog(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > maxLogBytes) renameSync(logFile, `${logFile}.1`);
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().on("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });
}
