// The embedded database's promises, each tried with real processes that are really killed.
import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { completePackage } from "../../lib/server/db/embedded/binaries";
import { isAlive, waitUntil } from "../../lib/server/db/embedded/processes";
import { type EmbeddedChild, type Entry, makeFolder, query, startChild } from "../helpers/embedded";

const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534 };
const endMs = 15_000;

async function refusal(child: EmbeddedChild): Promise<string> {
  const { error, isStartError } = await child.hear((entry) => entry.error !== undefined);
  expect(await child.exitCode).toBe(1);
  expect(isStartError).toBe(true);
  expect(error).not.toContain("\n");
  return error ?? "";
}

async function end(child: EmbeddedChild): Promise<void> {
  child.say("stop");
  expect(await child.exitCode).toBe(0);
}

const hasGone = (pid: number) => waitUntil(() => !isAlive(pid), endMs);

function stranger(account?: { uid: number; gid: number }): ChildProcess {
  const process = spawn("sleep", ["600"], { ...account, stdio: "ignore" });
  onTestFinished(() => void process.kill("SIGKILL"));
  return process;
}

describe("a data folder of one's own", () => {
  it("is made on the first start and found again on the next one", async () => {
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

  it("keeps its password to itself and lets nobody in without it", async () => {
    const dataDir = makeFolder();
    const { connection } = await startChild(dataDir).started();
    expect(statSync(join(dataDir, "postgres.password")).mode & 0o777).toBe(0o600);
    await expect(query({ ...connection, password: "wrong" }, "SELECT 1")).rejects.toMatchObject({
      code: "28P01",
    });
  });

  it("writes no rows into the database's log", async () => {
    const dataDir = makeFolder();
    const { connection } = await startChild(dataDir).started();
    await query(connection, "CREATE TABLE said (text text CHECK (length(text) < 3))");
    await expect(query(connection, "INSERT INTO said VALUES ('a private word')")).rejects.toMatchObject({
      code: "23514",
    });
    expect(readFileSync(join(dataDir, "postgres.log"), "utf8")).not.toContain("private");
  });

  it("may lie at the end of a path that is too long for a socket", async () => {
    const dataDir = join(makeFolder(), "long".repeat(20), "longer".repeat(10));
    const child = startChild(dataDir);
    const { connection } = await child.started();
    expect(connection.host.startsWith(dataDir)).toBe(false);
    expect(await query(connection, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await end(child);
    expect(existsSync(connection.host)).toBe(false);
  });

  it("goes on after a first start that was killed half-way", async () => {
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

  it("may have had a pid that a stranger's process has now", async () => {
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
  it("are one: the second says that the first is running", async () => {
    const dataDir = makeFolder();
    const first = startChild(dataDir);
    const { connection } = await first.started();
    const error = await refusal(startChild(dataDir));
    expect(error).toBe(`Parley is already running on this data folder (pid ${first.pid})`);
    expect(await query(connection, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it.each([false, true])(
    "that start at the same instant are one (left by a killed one: %s)",
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

describe("a database that dies while Parley runs", () => {
  it.each(["SIGKILL", "SIGQUIT", "SIGINT"] as const)("is brought back after %s", async (name) => {
    const child = startChild(makeFolder());
    const { connection, databasePid } = await child.started();
    await query(connection, "CREATE TABLE kept AS SELECT 1 AS one");
    process.kill(databasePid, name);
    await child.hear((entry) => entry.log?.msg === "the database runs again");
    expect(await query(connection, "SELECT one FROM kept")).toEqual([{ one: 1 }]);
  });

  it("is not brought back for ever", async () => {
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

describe("the way out", () => {
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

describe("a data folder that cannot be used is told in one line", () => {
  it("when it is a file", async () => {
    const file = join(makeFolder(), "data");
    writeFileSync(file, "");
    expect(await refusal(startChild(file))).toContain(`${file} is not a folder`);
    expect(await refusal(startChild(join(file, "data")))).toContain("cannot be written (ENOTDIR)");
  });

  it("when its database was made by another major version", async () => {
    const dataDir = makeFolder();
    await end(await startedChild(dataDir));
    writeFileSync(join(dataDir, "postgres", "PG_VERSION"), "16\n");
    expect(await refusal(startChild(dataDir))).toMatch(
      /was made by PostgreSQL 16, this Parley has PostgreSQL \d+/,
    );
  });

  it("when there is something else in the database's place", async () => {
    const dataDir = makeFolder();
    mkdirSync(join(dataDir, "postgres"));
    writeFileSync(join(dataDir, "postgres", "holiday.jpg"), "");
    expect(await refusal(startChild(dataDir))).toContain("holds no database");
    expect(existsSync(join(dataDir, "postgres", "holiday.jpg"))).toBe(true);
  });

  it("when the database's password is wrong or gone", async () => {
    const dataDir = makeFolder();
    await end(await startedChild(dataDir));
    writeFileSync(join(dataDir, "postgres.password"), "another one");
    expect(await refusal(startChild(dataDir))).toContain("does not accept the password in");
    rmSync(join(dataDir, "postgres.password"));
    expect(await refusal(startChild(dataDir))).toContain("postgres.password");
  });

  it.runIf(isRoot)("when the account may not write there", async () => {
    expect(await refusal(startChild(join(makeFolder(), "data"), nobody))).toContain(
      "cannot be written (EACCES)",
    );
  });

  it.runIf(isRoot)("when the database belongs to another account", async () => {
    const dataDir = makeFolder();
    await end(await startedChild(dataDir));
    chownSync(dataDir, nobody.uid, nobody.gid);
    expect(await refusal(startChild(dataDir, nobody))).toContain("belongs to another account");
  });
});

describe.runIf(isRoot)("root, as whom Postgres refuses to run,", () => {
  const owner = (dataDir: string) => statSync(join(dataDir, "postgres")).uid;

  it("runs it as another account where that can reach everything", async () => {
    const dataDir = join(makeFolder(), "data");
    await startedChild(dataDir);
    expect(owner(dataDir)).toBeGreaterThan(0);
    // That account may pass through the data folder; nobody may look into it, and others not even pass.
    expect(statSync(dataDir).mode & 0o777).toBe(0o710);
  });

  it("runs it in a namespace of its own where no other account may enter", async () => {
    const dataDir = join(makeFolder(0o700, "/root"), "data");
    await startedChild(dataDir);
    expect(owner(dataDir)).toBe(0);
  });

  it("finds its data again when the folder closes or opens to others", async () => {
    const parent = makeFolder();
    const dataDir = join(parent, "data");
    const first = startChild(dataDir);
    await query((await first.started()).connection, "CREATE TABLE kept AS SELECT 1 AS one");
    await end(first);
    for (const mode of [0o700, 0o755]) {
      chmodSync(parent, mode);
      const child = startChild(dataDir);
      expect(await query((await child.started()).connection, "SELECT one FROM kept")).toEqual([{ one: 1 }]);
      await end(child);
    }
  });

  it.each([nobody, { uid: 54_321, gid: 54_321 }])(
    "is not needed, nor an account with a name: $uid",
    async (account) => {
      const folder = makeFolder();
      chownSync(folder, account.uid, account.gid);
      const dataDir = join(folder, "data");
      const child = startChild(dataDir, account);
      const { connection } = await child.started();
      expect(owner(dataDir)).toBe(account.uid);
      expect(await query(connection, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
      await end(child);
      await startChild(dataDir, account).started();
    },
  );
});

describe("the package with Postgres in it", () => {
  it("is completed when its install script has not run", () => {
    const folder = makeFolder();
    for (const name of ["bin", "lib"]) mkdirSync(join(folder, "native", name), { recursive: true });
    const program = join(folder, "native", "bin", "postgres");
    writeFileSync(program, "", { mode: 0o644 });
    writeFileSync(join(folder, "native", "lib", "libpq.so.5.18"), "the library");
    const links = ["libpq.so.5", "libpq.so"].map((name) => ({
      source: "native/lib/libpq.so.5.18",
      target: `native/lib/${name}`,
    }));
    writeFileSync(join(folder, "native", "pg-symlinks.json"), JSON.stringify(links));
    symlinkSync("libpq.so.5.18", join(folder, "native", "lib", "libpq.so"));
    completePackage(folder, [program]);
    expect(readFileSync(join(folder, "native", "lib", "libpq.so.5"), "utf8")).toBe("the library");
    expect(statSync(program).mode & 0o111).toBe(0o111);
  });
});

async function startedChild(dataDir: string): Promise<EmbeddedChild> {
  const child = startChild(dataDir);
  await child.started();
  return child;
}
