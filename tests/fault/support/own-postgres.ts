// A separate Postgres for one test file, at default durability. It may be stopped, hung and killed without affecting
// other tests.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import pino from "pino";
import { afterAll, beforeAll } from "vitest";
import { closeDatabase, type Database, openDatabase } from "../../../lib/server/db/database";
import { type EmbeddedDatabase, startEmbedded } from "../../../lib/server/db/embedded";
import { applyMigrations } from "../../../lib/server/db/migrate";
import { provideForTests } from "../../helpers/database";
import { until } from "../../helpers/until";

export interface OwnPostgres {
  readonly options: pg.PoolConfig;
  /** Ends at once as in a power cut, closes all connections, and starts again. */
  crash(): Promise<void>;
  /** Stops all its processes, with their connections open, until it is resumed. */
  hang(): Promise<void>;
  wake(): void;
}

export function ownPostgres(): OwnPostgres {
  const dataDir = mkdtempSync(join(tmpdir(), "parley-fault-"));
  const state: { postgres?: EmbeddedDatabase; database?: Database } = {};
  let hung: number[] = [];

  beforeAll(async () => {
    state.postgres = await startEmbedded({ dataDir, log: pino({ level: "silent" }) });
    await applyMigrations(state.postgres.connection);
    state.database = openDatabase({ ...state.postgres.connection }, () => {});
    provideForTests(state.database);
  });

  afterAll(async () => {
    for (const pid of hung) process.kill(pid, "SIGCONT");
    if (state.database) await closeDatabase(state.database);
    await state.postgres?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const theDatabase = () => {
    if (!state.database) throw new Error("Postgres is there from beforeAll on.");
    return state.database;
  };
  const thePid = () => {
    const pid = state.postgres?.pid();
    if (!pid) throw new Error("Postgres does not run.");
    return pid;
  };
  return {
    get options() {
      if (!state.postgres) throw new Error("Postgres is there from beforeAll on.");
      return { ...state.postgres.connection };
    },
    async crash() {
      const pid = thePid();
      process.kill(pid, "SIGQUIT");
      await until("another Postgres", () => ![null, pid].includes(state.postgres?.pid() ?? null), 30_000);
    },
    async hang() {
      const { rows } = await theDatabase().pool.query<{ pid: number }>("SELECT pid FROM pg_stat_activity");
      hung = [thePid(), ...rows.map(({ pid }) => pid)];
      for (const pid of hung) process.kill(pid, "SIGSTOP");
    },
    wake() {
      for (const pid of hung.splice(0)) process.kill(pid, "SIGCONT");
    },
  };
}
