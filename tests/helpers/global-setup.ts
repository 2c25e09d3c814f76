// One Postgres for the whole run, with a migrated template. Every test file copies its own database from it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import pino from "pino";
import type { TestProject } from "vitest/node";
import { type Connection, startEmbedded } from "../../lib/server/db/embedded";
import { applyMigrations } from "../../lib/server/db/migrate";

declare module "vitest" {
  export interface ProvidedContext {
    postgres: Connection;
  }
}

export const templateName = "parley_template";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), "parley-test-"));
  const database = await startEmbedded({ dataDir, log: pino({ level: "silent" }) });
  const { connection } = database;
  const admin = new pg.Client(connection);
  await admin.connect();
  // Durability is off, because no data outlives the run. Crash tests start databases of their own.
  await admin.query("ALTER SYSTEM SET fsync = off");
  await admin.query("ALTER SYSTEM SET max_wal_size = '2GB'");
  await admin.query("SELECT pg_reload_conf()");
  await admin.query(`CREATE DATABASE ${templateName}`);
  await admin.end();
  await applyMigrations({ ...connection, database: templateName });
  project.provide("postgres", connection);
  return async () => {
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
