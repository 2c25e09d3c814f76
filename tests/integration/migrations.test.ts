// Migrations produce schema.prisma, contain what schema.prisma cannot express, and fail in a way that can be repaired.
import { createHash, randomUUID } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, inject, it, onTestFinished, vi } from "vitest";
import { applyMigrations, migrationLock, newMigration, schemaDrift } from "../../lib/server/db/migrate";
import { rootDir } from "../../lib/server/root";
import { testDatabase } from "../helpers/database";

const realDir = join(rootDir, "prisma", "migrations");
const schemaFile = join(rootDir, "prisma", "schema.prisma");

async function ask(connection: pg.PoolConfig, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** An empty database, dropped after the test. */
async function emptyDatabase(): Promise<pg.PoolConfig> {
  const name = `empty_${randomUUID().slice(0, 8)}`;
  await ask(inject("postgres"), `CREATE DATABASE ${name} TEMPLATE template0`);
  onTestFinished(async () => void (await ask(inject("postgres"), `DROP DATABASE ${name} WITH (FORCE)`)));
  return { ...inject("postgres"), database: name };
}

/** A folder of migrations by name and content, removed after the test. */
function migrations(files: Record<string, string>): string {
  const migrationsDir = mkdtempSync(join(tmpdir(), "parley-migrations-"));
  onTestFinished(() => rmSync(migrationsDir, { recursive: true, force: true }));
  writeFileSync(join(migrationsDir, "migration_lock.toml"), 'provider = "postgresql"\n');
  for (const [name, sql] of Object.entries(files)) write(migrationsDir, name, sql);
  return migrationsDir;
}

function write(migrationsDir: string, name: string, sql: string): void {
  mkdirSync(join(migrationsDir, name), { recursive: true });
  writeFileSync(join(migrationsDir, name, "migration.sql"), sql);
}

describe("the repository's migrations", () => {
  it("produce exactly schema.prisma", async () => {
    expect(await schemaDrift(inject("postgres"))).toBe("");
  });

  it("are applied once by nodes that start at the same instant, and recorded as Prisma does", async () => {
    const connection = await emptyDatabase();
    const names = readdirSync(realDir, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? entry.name : [],
    );
    const applied = await Promise.all([1, 2, 3].map(() => applyMigrations(connection)));
    expect(applied.flat().sort()).toEqual(names.sort());
    const rows = await ask(
      connection,
      "SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations",
    );
    const checksum = (name: string) =>
      createHash("sha256")
        .update(readFileSync(join(realDir, name, "migration.sql")))
        .digest("hex");
    expect(rows).toEqual(
      names.map((name) => ({ migration_name: name, checksum: checksum(name), finished: true })),
    );
  });

  it("wait for a node that is already applying them", async () => {
    const connection = await emptyDatabase();
    const other = new pg.Client(connection);
    await other.connect();
    await other.query(`SELECT pg_advisory_lock(${migrationLock})`);
    const applied = applyMigrations(connection);
    const waiting = () =>
      ask(connection, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
    await expect.poll(waiting).toHaveLength(1);
    await other.end();
    expect(await applied).not.toEqual([]);
  });

  it("are recognised as applied without loading the engine", async () => {
    const connection = await emptyDatabase();
    await applyMigrations(connection);
    vi.resetModules();
    const fresh = await import("../../lib/server/db/migrate");
    const load = vi.spyOn(WebAssembly, "instantiate");
    onTestFinished(() => load.mockRestore());
    expect(await fresh.applyMigrations(connection)).toEqual([]);
    expect(load).not.toHaveBeenCalled();
  });
});

describe("a migration", () => {
  it("may contain semicolons in strings, comments and functions", async () => {
    const connection = await emptyDatabase();
    const migrationsDir = migrations({
      "20260101000000_one": `-- first; second
        CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 2; END $$;
        CREATE TABLE said AS SELECT 'a;b' AS text;`,
    });
    await applyMigrations(connection, { migrationsDir });
    expect(await ask(connection, "SELECT text, two() FROM said")).toEqual([{ text: "a;b", two: 2 }]);
  });

  it("that fails is reported with its line, is rolled back, and can be applied once repaired", async () => {
    const connection = await emptyDatabase();
    const name = "20260102000000_two";
    const migrationsDir = migrations({ "20260101000000_one": "CREATE TABLE one (a int);" });
    write(migrationsDir, name, "CREATE TABLE two (a int);\nINSERT INTO nowhere VALUES (1);\n");
    await expect(applyMigrations(connection, { migrationsDir })).rejects.toThrow(
      `Migration ${name} failed in line 2: relation "nowhere" does not exist`,
    );
    expect(
      await ask(connection, "SELECT to_regclass('one')::text AS one, to_regclass('two')::text AS two"),
    ).toEqual([{ one: "one", two: null }]);
    await expect(applyMigrations(connection, { migrationsDir })).rejects.toThrow(
      `Migration ${name} has failed`,
    );
    write(migrationsDir, name, "CREATE TABLE two (a int);\n");
    expect(await applyMigrations(connection, { migrationsDir, retryFailed: true })).toEqual([name]);
    expect(await applyMigrations(connection, { migrationsDir })).toEqual([]);
  });

  it("that was edited after it was applied is named", async () => {
    const connection = await emptyDatabase();
    const migrationsDir = migrations({ "20260101000000_one": "CREATE TABLE one (a int);" });
    await applyMigrations(connection, { migrationsDir });
    write(migrationsDir, "20260101000000_one", "CREATE TABLE one (a bigint);");
    await expect(applyMigrations(connection, { migrationsDir })).rejects.toThrow(
      "Migration 20260101000000_one was changed after it had been applied",
    );
  });

  it("that only the database knows is named", async () => {
    const connection = await emptyDatabase();
    const newer = migrations({ "20260101000000_one": "SELECT 1;", "20260102000000_two": "SELECT 2;" });
    await applyMigrations(connection, { migrationsDir: newer });
    const migrationsDir = migrations({ "20260101000000_one": "SELECT 1;" });
    await expect(applyMigrations(connection, { migrationsDir })).rejects.toThrow(
      "20260102000000_two, which this Parley does not know",
    );
  });
});

describe("the next migration", () => {
  function changedSchema(): { migrationsDir: string; schemaFile: string } {
    const migrationsDir = migrations({});
    cpSync(realDir, migrationsDir, { recursive: true });
    const changed = join(migrationsDir, "schema.prisma");
    writeFileSync(
      changed,
      readFileSync(schemaFile, "utf8").replace("model Block {", "model Block {\n  reason String?\n"),
    );
    return { migrationsDir, schemaFile: changed };
  }

  it("contains the difference between schema.prisma and the migrations, and nothing else", async () => {
    const folders = changedSchema();
    const path = (await newMigration(inject("postgres"), "Why blocked?", folders)) ?? "";
    expect(path).toMatch(/\/\d{14}_why_blocked\/migration\.sql$/);
    const statements = readFileSync(path, "utf8").match(/^[A-Z].*$/gm);
    expect(statements).toEqual([expect.stringMatching(/^ALTER TABLE "Block" ADD COLUMN +"reason" TEXT;$/)]);
    expect(await newMigration(inject("postgres"), "again", folders)).toBe(null);
  });

  it("comes after the last one, even if that was created on a clock that is ahead", async () => {
    const folders = changedSchema();
    write(folders.migrationsDir, "29991231235959_ahead", "SELECT 1;");
    const path = await newMigration(inject("postgres"), "later", folders);
    expect(path).toMatch(/\/29991231235960_later\/migration\.sql$/);
  });

  it("leaves no shadow database behind", async () => {
    await schemaDrift(inject("postgres"));
    expect(
      await ask(inject("postgres"), "SELECT 1 FROM pg_database WHERE datname LIKE 'parley_shadow_%'"),
    ).toEqual([]);
  });
});

describe("the performance settings of the database", () => {
  const test = testDatabase();

  it("exist: the indexes and fill factors that schema.prisma cannot express", async () => {
    const indexes = await test.database.pool.query(
      "SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'public'",
    );
    expect(indexes.rows.map((row: { name: string }) => row.name)).toEqual(
      expect.arrayContaining([
        "Member_inbox_idx",
        "Member_archive_idx",
        "Member_pinned_idx",
        "Message_revised_idx",
        "Message_signs_idx",
        "Message_text_idx",
        "User_name_trgm_idx",
        "Listing_title_trgm_idx",
        "Conversation_title_trgm_idx",
      ]),
    );
    const room = await test.database.pool.query(
      "SELECT relname AS name, reloptions AS options FROM pg_class WHERE reloptions IS NOT NULL AND relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1",
    );
    expect(room.rows).toEqual([
      { name: "Conversation", options: ["fillfactor=80"] },
      { name: "Member", options: ["fillfactor=80"] },
      { name: "UnreadTotal", options: ["fillfactor=50"] },
    ]);
  });
});
