// Starts embedded databases in separate processes and waits for their output.
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach, expect } from "vitest";
import type { Connection } from "../../lib/server/db/embedded";
import { isAlive } from "../../lib/server/db/embedded/processes";

export interface Entry {
  connection?: Connection;
  databasePid?: number | null;
  error?: string;
  isStartError?: boolean;
  log?: { msg: string; databasePid?: number };
}

export interface EmbeddedChild {
  process: ChildProcess;
  pid: number;
  /** All output so far. */
  told: Entry[];
  exitCode: Promise<number | null>;
  say(word: string): void;
  /** The first matching entry, past or future. Fails when the process ends without one. */
  hear(fits: (entry: Entry) => boolean): Promise<Entry>;
  started(): Promise<{ connection: Connection; databasePid: number }>;
}

export const isRoot = process.getuid?.() === 0;
const childFile = fileURLToPath(new URL("embedded-child.ts", import.meta.url));
const rootDir = fileURLToPath(new URL("../..", import.meta.url));
const children: EmbeddedChild[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (isAlive(child.pid)) child.say("stop");
    await child.exitCode;
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder whose mode allows or forbids access to other accounts. Removed after the test. */
export function makeFolder(mode = 0o755, parent = tmpdir()): string {
  const folder = realpathSync(mkdtempSync(join(parent, "parley-embedded-")));
  chmodSync(folder, mode);
  folders.push(folder);
  return folder;
}

export function startChild(dataDir: string, account?: { uid: number; gid: number }): EmbeddedChild {
  const child = spawn(process.execPath, ["--import", "tsx", childFile, dataDir], {
    ...account,
    cwd: rootDir,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const told: Entry[] = [];
  const listeners = new Set<() => void>();
  let hasEnded = false;
  createInterface({ input: child.stdout }).on("line", (line) => {
    told.push(JSON.parse(line) as Entry);
    for (const listener of listeners) listener();
  });
  const exitCode = new Promise<number | null>((done) => child.on("close", (code) => done(code)));
  void exitCode.then(() => {
    hasEnded = true;
    for (const listener of listeners) listener();
  });
  const hear = (fits: (entry: Entry) => boolean) =>
    new Promise<Entry>((done, fail) => {
      const look = () => {
        const entry = told.find(fits);
        if (!entry && !hasEnded) return;
        listeners.delete(look);
        if (entry) done(entry);
        else fail(new Error(`It ended after telling ${JSON.stringify(told)}`));
      };
      listeners.add(look);
      look();
    });
  const embedded: EmbeddedChild = {
    process: child,
    pid: child.pid ?? 0,
    told,
    exitCode,
    say: (word) => child.stdin.write(`${word}\n`),
    hear,
    async started() {
      const { connection, databasePid } = await hear((entry) => Boolean(entry.connection || entry.error));
      if (!connection || !databasePid) throw new Error(`It did not start: ${JSON.stringify(told)}`);
      return { connection, databasePid };
    },
  };
  children.push(embedded);
  return embedded;
}

/** The output of a child that cannot start: one line for the operator. */
export async function refusal(child: EmbeddedChild): Promise<string> {
  const { error, isStartError } = await child.hear((entry) => entry.error !== undefined);
  expect(await child.exitCode).toBe(1);
  expect(isStartError).toBe(true);
  expect(error).not.toContain("\n");
  return error ?? "";
}

/** Stops a child as a person at the terminal would. */
export async function end(child: EmbeddedChild): Promise<void> {
  child.say("stop");
  expect(await child.exitCode).toBe(0);
}

export async function query(connection: Connection, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connection);
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
