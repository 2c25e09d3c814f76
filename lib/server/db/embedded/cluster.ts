// The files of the embedded database: where they lie, how they are made, and what is wrong with them.
import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { platform, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { StartError } from "../../start-error";
import type { Binaries } from "./binaries";
import { commandFor, giveTo, type RunAs } from "./run-as";

export const databaseName = "parley";
export const userName = "parley";
/** On a unix socket the port is only a part of the socket's name. */
export const socketPort = 5432;
/** The system's limit on a socket's path is 103 to 107 bytes. */
const maxSocketPathBytes = 100;

export interface ClusterPaths {
  dataDir: string;
  clusterDir: string;
  passwordFile: string;
  lockFile: string;
  logFile: string;
  socketDir: string;
  /** Tells this cluster's processes from another's in a process list. */
  clusterName: string;
}

export function clusterPaths(folder: string): ClusterPaths {
  const dataDir = existsSync(folder) ? realpathSync(folder) : resolve(folder);
  const hash = createHash("sha256").update(dataDir).digest("hex").slice(0, 12);
  const near = join(dataDir, "socket");
  const isShort = Buffer.byteLength(join(near, `.s.PGSQL.${socketPort}`)) <= maxSocketPathBytes;
  return {
    dataDir,
    clusterDir: join(dataDir, "postgres"),
    passwordFile: join(dataDir, "postgres.password"),
    lockFile: join(dataDir, "parley.lock"),
    logFile: join(dataDir, "postgres.log"),
    socketDir: isShort ? near : join(tmpdir(), `parley-${hash}`),
    clusterName: `parley-${hash}`,
  };
}

export function prepareDataDir(folder: string): ClusterPaths {
  try {
    const parent = dirname(resolve(folder));
    if (!existsSync(parent)) mkdirSync(parent, { recursive: true });
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!lstatSync(realpathSync(folder)).isDirectory())
      throw new StartError(`${resolve(folder)} is not a folder: set PARLEY_DATA_DIR to one.`);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    if (error instanceof StartError) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    throw new StartError(
      `The data folder ${resolve(folder)} cannot be written (${reason}): change its owner or set PARLEY_DATA_DIR.`,
    );
  }
  return clusterPaths(folder);
}

/** Makes the cluster on first start; says what is wrong with one that this Postgres cannot use. */
export async function ensureCluster(
  paths: ClusterPaths,
  binaries: Binaries,
  runAs: RunAs,
  version: string,
): Promise<void> {
  removeUnfinished(paths);
  if (!existsSync(paths.clusterDir)) return makeCluster(paths, binaries, runAs);
  const major = version.match(/(\d+)(\.\d+|beta|rc|devel)/)?.[1];
  const found = readVersion(paths.clusterDir);
  if (found === null) {
    throw new StartError(
      `${paths.clusterDir} is there but holds no database: move it away to start with an empty one.`,
    );
  }
  if (found !== major) {
    throw new StartError(
      `The database in ${paths.clusterDir} was made by PostgreSQL ${found}, this Parley has PostgreSQL ${major}: dump it with the Parley that made it and load it into a new data folder.`,
    );
  }
}

export function readPassword({ passwordFile }: ClusterPaths): string {
  const password = existsSync(passwordFile) ? readFileSync(passwordFile, "utf8").trim() : "";
  if (password) return password;
  throw new StartError(
    `The password of the embedded database is missing: restore ${passwordFile} from a backup.`,
  );
}

/** Only root and the account that Postgres runs as can enter the socket's folder. */
export function prepareSocketDir(paths: ClusterPaths, runAs: RunAs): void {
  if (platform() === "win32") return;
  mkdirSync(paths.socketDir, { recursive: true, mode: 0o700 });
  const { uid } = lstatSync(paths.socketDir);
  const ours = [process.getuid?.(), runAs.kind === "account" ? runAs.uid : undefined];
  // The folder under the system's temporary folder has a name that others can guess and make before us.
  if (!paths.socketDir.startsWith(paths.dataDir) && !ours.includes(uid)) {
    throw new StartError(
      `${paths.socketDir} belongs to someone else: remove it, or choose a shorter PARLEY_DATA_DIR.`,
    );
  }
  chmodSync(paths.socketDir, 0o700);
  // Removes the files of a killed server. No server runs at this point, even if another process now has its pid.
  const socket = join(paths.socketDir, `.s.PGSQL.${socketPort}`);
  for (const leftover of [socket, `${socket}.lock`]) rmSync(leftover, { force: true });
  giveTo(runAs, paths.socketDir);
}

/** Nothing stays behind outside the data folder. */
export function removeSocketDir({ dataDir, socketDir }: ClusterPaths): void {
  if (!socketDir.startsWith(dataDir)) rmSync(socketDir, { recursive: true, force: true });
}

/** A first start that was killed leaves a half-made folder, which has never been used. */
function removeUnfinished(paths: ClusterPaths): void {
  for (const name of readdirSync(paths.dataDir)) {
    if (name.startsWith("postgres.new-")) rmSync(join(paths.dataDir, name), { recursive: true, force: true });
  }
}

async function makeCluster(paths: ClusterPaths, binaries: Binaries, runAs: RunAs): Promise<void> {
  const scratch = join(paths.dataDir, `postgres.new-${process.pid}`);
  const draft = join(scratch, "cluster");
  const passwordDraft = join(scratch, "password");
  const password = randomBytes(24).toString("base64url");
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  writeFileSync(passwordDraft, `${password}\n`, { mode: 0o600 });
  for (const path of [scratch, draft, passwordDraft]) giveTo(runAs, path);
  // Word characters of every script need a UTF-8 ctype; not every system has one under the same name.
  let failure = "";
  for (const ctype of ["C.UTF-8", "en_US.UTF-8", "C"]) {
    failure = await runInitdb(binaries, runAs, draft, passwordDraft, ctype);
    if (!failure.includes("locale")) break;
  }
  if (failure) {
    rmSync(scratch, { recursive: true, force: true });
    throw new StartError(`The embedded database could not be made: ${lastLine(failure)}`);
  }
  writeFileSync(paths.passwordFile, `${password}\n`, { mode: 0o600 });
  renameSync(draft, paths.clusterDir);
  rmSync(scratch, { recursive: true, force: true });
}

/** Answers what went wrong, or an empty text. */
function runInitdb(
  binaries: Binaries,
  runAs: RunAs,
  dir: string,
  passwordFile: string,
  ctype: string,
): Promise<string> {
  const { program, args, options } = commandFor(runAs, binaries.initdb, [
    `--pgdata=${dir}`,
    `--username=${userName}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    `--lc-ctype=${ctype}`,
    "--set=timezone=UTC",
    // Every commit waits while a new segment is filled and synced. Small segments make these pauses short.
    "--wal-segsize=2",
  ]);
  const child = spawn(program, args, {
    ...options,
    stdio: ["ignore", "ignore", "pipe"],
    env: plainEnvironment(),
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  return new Promise((done) => {
    child.on("error", (error) => done(error.message));
    child.on("close", (code, signal) =>
      done(code === 0 ? "" : errors || `initdb ended with ${signal ?? code}`),
    );
  });
}

/** Without the caller's PG* and LC_* variables, which initdb and postgres would follow. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMP } = process.env;
  return { PATH, SystemRoot, TEMP, TMP, LC_ALL: "C", TZ: "UTC", NODE_ENV: process.env.NODE_ENV };
}

function readVersion(clusterDir: string): string | null {
  const file = join(clusterDir, "PG_VERSION");
  return existsSync(file) ? readFileSync(file, "utf8").trim() : null;
}

function lastLine(text: string): string {
  const lines = text.trim().split("\n");
  return (lines.findLast((line) => /error|fatal/i.test(line)) ?? lines.at(-1) ?? "").trim();
}
