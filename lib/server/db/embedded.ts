// The embedded database: a real PostgreSQL with its files in the data folder. Parley starts and stops it, and only
// Parley can reach it. One Parley at a time may use it. After a crash, the next start clears up.
import { platform } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "pino";
import { StartError } from "../start-error";
import { findBinaries } from "./embedded/binaries";
import {
  type ClusterPaths,
  clusterPaths,
  databaseName,
  ensureCluster,
  prepareDataDir,
  prepareSocketDir,
  readPassword,
  removeSocketDir,
  socketPort,
  userName,
} from "./embedded/cluster";
import { takeLock } from "./embedded/lock";
import {
  clearChildren,
  clearOrphan,
  type Postmaster,
  startPostmaster,
  stopProcess,
} from "./embedded/postmaster";
import { signal } from "./embedded/processes";
import { chooseRunAs } from "./embedded/run-as";

export interface Connection {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

export interface EmbeddedDatabase {
  /** The options for a pg.Pool. */
  connection: Connection;
  /** The server's own process, while there is one. */
  pid(): number | null;
  stop(): Promise<void>;
}

interface Options {
  dataDir: string;
  log: Logger;
  /** Called when the database keeps dying. Without it the process ends with code 1. */
  onLost?: (error: StartError) => void;
}

/** A database that dies more often than this in this time is not brought back again. */
const maxRestarts = 5;
const restartWindowMs = 60_000;
const wrongPasswordCode = "28P01";
const firstRestartDelayMs = 50;

export async function startEmbedded({ dataDir, log, onLost = exitWith }: Options): Promise<EmbeddedDatabase> {
  const binaries = findBinaries();
  const paths = prepareDataDir(dataDir);
  const release = takeLock(paths.lockFile);
  let postmaster: Postmaster | null = null;
  let isStopping = false;

  // The last resort, for ways out that did not wait for stop(): the next start waits for what this begins.
  const onExit = () => {
    if (postmaster && !postmaster.hasEnded())
      signal(postmaster.pid, platform() === "win32" ? "SIGKILL" : "SIGINT");
    release();
  };
  process.once("exit", onExit);

  async function stop(): Promise<void> {
    isStopping = true;
    if (postmaster && !postmaster.hasEnded()) await stopProcess(postmaster.pid, postmaster.hasEnded);
    process.off("exit", onExit);
    removeSocketDir(paths);
    release();
  }

  try {
    await clearOrphan(paths, log);
    const { runAs, version } = chooseRunAs(binaries, paths.dataDir, paths.clusterDir, log);
    await ensureCluster(paths, binaries, runAs, version);
    prepareSocketDir(paths, runAs);
    const start = () => startPostmaster(paths, binaries, runAs);
    postmaster = await start();
    const connection = connectionTo(paths, postmaster.port);
    await ensureDatabase(connection, paths);
    log.debug({ databasePid: postmaster.pid, version, runAs: runAs.kind }, "database started");
    void supervise(start);
    return { connection, pid: () => (postmaster?.hasEnded() ? null : (postmaster?.pid ?? null)), stop };
  } catch (error) {
    await stop();
    throw error;
  }

  async function supervise(start: () => Promise<Postmaster>): Promise<void> {
    const restarts: number[] = [];
    while (postmaster) {
      const reason = await postmaster.ended;
      if (isStopping) return;
      log.error(
        { databasePid: postmaster.pid, reason },
        "the database has ended by itself; starting it again",
      );
      try {
        postmaster = await restart(start, restarts);
      } catch (error) {
        if (isStopping) return;
        onLost(new StartError(`The database cannot be kept running: ${(error as Error).message}`));
        return;
      }
      // stop() may have been called while there was no process for it to stop.
      if (isStopping) return stopProcess(postmaster.pid, postmaster.hasEnded);
      log.warn({ databasePid: postmaster.pid }, "the database runs again");
    }
  }

  async function restart(start: () => Promise<Postmaster>, restarts: number[]): Promise<Postmaster> {
    while (true) {
      while (restarts[0] !== undefined && restarts[0] < Date.now() - restartWindowMs) restarts.shift();
      if (restarts.length >= maxRestarts)
        throw new StartError(`it ended ${maxRestarts} times within a minute`);
      await delay(firstRestartDelayMs * 2 ** restarts.length);
      restarts.push(Date.now());
      await clearChildren(paths);
      if (isStopping) throw new StartError("Parley is stopping");
      try {
        return await start();
      } catch (error) {
        log.error({ error: (error as Error).message }, "the database could not be started again");
      }
    }
  }
}

/** How to reach the database of a Parley that is running on this data folder. */
export function runningConnection(dataDir: string): Connection {
  if (platform() === "win32")
    throw new StartError("Stop Parley first: its database cannot be shared on Windows.");
  return connectionTo(clusterPaths(dataDir), socketPort);
}

function connectionTo(paths: ClusterPaths, port: number): Connection {
  const host = platform() === "win32" ? "127.0.0.1" : paths.socketDir;
  return { host, port, user: userName, password: readPassword(paths), database: databaseName };
}

async function ensureDatabase(connection: Connection, { passwordFile }: ClusterPaths): Promise<void> {
  const client = new pg.Client({ ...connection, database: "postgres" });
  try {
    await client.connect();
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [databaseName]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE "${databaseName}"`);
  } catch (error) {
    const { code, message } = error as pg.DatabaseError;
    if (code !== wrongPasswordCode) throw error;
    throw new StartError(`The embedded database does not accept the password in ${passwordFile}: ${message}`);
  } finally {
    await client.end();
  }
}

function exitWith(error: StartError): void {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
