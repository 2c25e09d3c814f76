// The promises of the embedded database, tested with real processes that are really killed.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { isAlive, waitUntil } from "../../lib/server/db/embedded/processes";
import { type Entry, end, isRoot, makeFolder, query, refusal, startChild } from "../helpers/embedded";

const endMs = 15_000;

const hasGone = (pid: number) => waitUntil(() => !isAlive(pid), endMs);

function stranger(account?: { uid: number; gid: number }): ChildProcess {
  const process = spawn("sleep", ["600"], { ...account, stdio: "ignore" });
  onTestFinished(() => void process.kill("SIGKILL"));
  return process;
}

describe("an exclusive data folder", () => {
  it("is created on the first start and found again on the next", async () => {
    const dataDir = join(makeFolder(), "data");
    const first = startChild(dataDir);
    const { connection } = await first.started();
    await query(connection, "CREATE TABLE kept AS SELECT 'Größe' AS word");
    const [server] = await query(
      connection,
      `SELECT current_setting('listen_addresses') AS listen, current_setting('server_encoding') AS encoding,
              current_setting('timezone') AS timezone, current_setting('data_checksums') AS checksums,
              current_setting('synchronous_commit') AS sync, lower('ÄÖ') AS lower`,
    );
    expect(server).toEqual({
      listen: "",
      encoding: "UTF8",
      timezone: "UTC",
      checksums: "on",
      sync: "on",
      lower: "äö",
    });
    await end(first);
    const second = startChild(dataDir);
    expect(await query((await second.started()).connection, "SELECT word FROM kept")).toEqual([
      { word: "Größe" },
    ]);
  });

  it("keeps its password secret and refuses connections without it", async () => {
    const dataDir = makeFolder();
    const { connection } = await startChild(dataDir).started();
    expect(statSync(join(dataDir, "postgres.password")).mode & 0o777).toBe(0o600);
    await expect(query({ ...connection, password: "wrong" }, "SELECT 1")).rejects.toMatchObject({
      code: "28P01",
    });
  });

  it("writes no row contents into the database's log", async () => {
    const dataDir = makeFolder();
    const { connection } = await startChild(dataDir).started();
    await query(connection, "CREATE TABLE said (text text CHECK (length(text) < 3))");
    await expect(query(connection, "INSERT INTO said VALUES ('a private word')")).rejects.toMatchObject({
      code: "23514",
    });
    expect(readFileSync(join(dataDir, "postgres.log"), "utf8")).not.toContain("private");
  });

  it("may have a path that is too long for a socket", async () => {
    const dataDir = join(makeFolder(), "long".repeat(20), "longer".repeat(10));
    const child = startChild(dataDir);
    const { connection } = await child.started();
    expect(connection.host.startsWith(dataDir)).toBe(false);
    expect(await query(connection, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await end(child);
    expect(existsSync(connection.host)).toBe(false);
  });

  it("recovers after a first start that was killed half-way", async () => {
    const dataDir = makeFolder();
    mkdirSync(join(dataDir, "postgres.new-1", "cluster"), { recursive: true });
    await startChild(dataDir).started();
    expect(existsSync(join(dataDir, "postgres.new-1"))).toBe(false);
  });
});

describe("a killed Parley", () => {
  it("leaves a database that the next start stops and takes over", async () => {
    const dataDir = makeFolder();
    const first = startChild(dataDir);
    const { connection, databasePid } = await first.started();
    await query(connection, "CREATE TABLE kept AS SELECT 1 AS one");
    first.process.kill("SIGKILL");
    await first.exitCode;
    expect(isAlive(databasePid)).toBe(true);
    const second = await startChild(dataDir).started();
    expect(isAlive(databasePid)).toBe(false);
    expect(second.databasePid).not.toBe(databasePid);
    expect(await query(second.connection, "SELECT one FROM kept")).toEqual([{ one: 1 }]);
  });

  it("may have taken its database with it", async () => {
    const dataDir = makeFolder();
    const first = startChild(dataDir);
    const { connection, databasePid } = await first.started();
    await query(connection, "CREATE TABLE kept AS SELECT 1 AS one");
    first.process.kill("SIGKILL");
    process.kill(databasePid, "SIGKILL");
    await first.exitCode;
    const second = await startChild(dataDir).started();
    expect(await query(second.connection, "SELECT one FROM kept")).toEqual([{ one: 1 }]);
  });

  it("may have left a pid file whose pid now belongs to an unrelated process", async () => {
    const dataDir = makeFolder();
    const first = startChild(dataDir);
    const { databasePid } = await first.started();
    await end(first);
    const { uid, gid } = statSync(join(dataDir, "postgres"));
    const other = stranger(isRoot ? { uid, gid } : undefined);
    const lock = { pid: other.pid, identity: "an earlier boot/1", taking: "0" };
    writeFileSync(join(dataDir, "parley.lock"), JSON.stringify(lock));
    writeFileSync(
      join(dataDir, "postgres", "postmaster.pid"),
      `${other.pid}\n${dataDir}/postgres\n1\n5432\n\n\n\nready\n`,
    );
    const second = await startChild(dataDir).started();
    expect(second.databasePid).not.toBe(databasePid);
    expect(other.exitCode ?? other.signalCode).toBe(null);
  });
});

describe("two Parleys on one data folder", () => {
  it("do not both start: the second reports that the first is running", async () => {
    const dataDir = makeFolder();
    const first = startChild(dataDir);
    const { connection } = await first.started();
    const error = await refusal(startChild(dataDir));
    expect(error).toBe(`Parley is already running on this data folder (pid ${first.pid})`);
    expect(await query(connection, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it.each([false, true])(
    "do not both start at the same instant (after a killed one: %s)",
    async (isStale) => {
      const dataDir = makeFolder();
      if (isStale) {
        const dead = stranger();
        dead.kill("SIGKILL");
        await hasGone(dead.pid ?? 0);
        const lock = { pid: dead.pid, identity: null, taking: "0" };
        writeFileSync(join(dataDir, "parley.lock"), JSON.stringify(lock));
      }
      const rivals = [1, 2, 3, 4].map(() => startChild(dataDir));
      const outcomes = await Promise.all(
        rivals.map((rival) => rival.hear((entry) => Boolean(entry.connection || entry.error))),
      );
      expect(outcomes.filter((outcome) => outcome.connection)).toHaveLength(1);
      for (const { error } of outcomes) if (error) expect(error).toMatch(/^Parley is already running/);
    },
  );
});

describe("a database that dies while Parley is running", () => {
  it.each(["SIGKILL", "SIGQUIT", "SIGINT"] as const)("is brought back after %s", async (name) => {
    const child = startChild(makeFolder());
    const { connection, databasePid } = await child.started();
    await query(connection, "CREATE TABLE kept AS SELECT 1 AS one");
    process.kill(databasePid, name);
    await child.hear((entry) => entry.log?.msg === "the database runs again");
    expect(await query(connection, "SELECT one FROM kept")).toEqual([{ one: 1 }]);
  });

  it("is not restarted without limit", async () => {
    const child = startChild(makeFolder());
    const killed = new Set<number>();
    const fresh = ({ databasePid, log }: Entry) => {
      const pid = log?.msg === "the database runs again" ? log.databasePid : databasePid;
      return pid && !killed.has(pid) ? pid : undefined;
    };
    for (let entry = await child.hear((told) => Boolean(fresh(told))); ; ) {
      const pid = fresh(entry) ?? 0;
      killed.add(pid);
      process.kill(pid, "SIGKILL");
      const next = await child.hear((told) => Boolean(fresh(told))).catch(() => null);
      if (!next) break;
      entry = next;
    }
    expect(await child.exitCode).toBe(1);
    expect(killed.size).toBe(6);
  });
});

describe("shutting down", () => {
  it.each(["exit", "throw", "stop"])("by %s leaves no database behind", async (word) => {
    const dataDir = makeFolder();
    const child = startChild(dataDir);
    const { databasePid } = await child.started();
    child.say(word);
    await child.exitCode;
    expect(await hasGone(databasePid)).toBe(true);
    expect(existsSync(join(dataDir, "parley.lock"))).toBe(false);
    expect(readFileSync(join(dataDir, "postgres.log"), "utf8")).toMatch(/database system is shut down\n$/);
  });
});
