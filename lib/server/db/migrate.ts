// Brings a database to the state that prisma/migrations describes, and writes the next migration from schema.prisma.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MigrationList, SchemasContainer } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { rootDir } from "../root";
import { StartError } from "../start-error";
import { installJobSchema, isJobSchemaInstalled } from "./job-schema";
import { type SchemaEngine, ScriptError, withSchemaEngine, withShadowDatabase } from "./schema-engine";

interface Folders {
  migrationsDir: string;
  schemaFile: string;
}

interface MigrationFile {
  name: string;
  sql: string;
}

interface ApplyOptions extends Partial<Folders> {
  /** Tries failed migrations again. Each runs as one transaction, so a failed one has changed nothing. */
  retryFailed?: boolean;
}

const defaultFolders: Folders = {
  migrationsDir: join(rootDir, "prisma", "migrations"),
  schemaFile: join(rootDir, "prisma", "schema.prisma"),
};

const noFilter = { externalTables: [], externalEnums: [] };
const lockfileName = "migration_lock.toml";
/** An arbitrary number that only Parley uses. The engine also takes Prisma's lock, but waits only ten seconds for it. */
export const migrationLock = 7_275_395_391;
const lockWaitMs = 120_000;
const maxNameLength = 60;

/**
 * Applies what is pending and answers the names of the migrations it has applied; safe on many nodes at once. Parley's
 * own migrations come with the tables of the job queue.
 */
export async function applyMigrations(
  connection: pg.PoolConfig,
  options: ApplyOptions = {},
): Promise<string[]> {
  const migrationsDir = options.migrationsDir ?? defaultFolders.migrationsDir;
  const files = readMigrations(migrationsDir);
  const hasJobs = migrationsDir === defaultFolders.migrationsDir;
  const isReady = async () =>
    (await isUpToDate(client, files)) && (!hasJobs || (await isJobSchemaInstalled(client)));
  const client = new pg.Client(connection);
  client.on("error", () => undefined);
  await client.connect();
  try {
    // The engine costs a good part of a second to load, so an up-to-date database is recognised without it.
    if (await isReady()) return [];
    await client.query(`SET lock_timeout = ${lockWaitMs}`);
    await client.query(`SELECT pg_advisory_lock(${migrationLock})`).catch(explainLockTimeout);
    if (hasJobs && !(await isJobSchemaInstalled(client))) await installJobSchema(connection);
    if (await isUpToDate(client, files)) return [];
    return await withSchemaEngine(connection, (engine) =>
      applyPending(engine, migrationsDir, files, options),
    );
  } catch (error) {
    throw explainFailure(error, files);
  } finally {
    await client.end();
  }
}

/** Writes the migration from the migrations' end state to schema.prisma; null when the two agree. */
export async function newMigration(
  connection: pg.PoolConfig,
  name: string,
  folders: Folders = defaultFolders,
): Promise<string | null> {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  if (!slug || slug.length > maxNameLength) {
    throw new StartError(
      `A migration needs a name of 1 to ${maxNameLength} letters, digits and underscores.`,
    );
  }
  const script = await schemaDrift(connection, folders);
  if (!script) return null;
  const folder = join(folders.migrationsDir, `${nextStamp(folders.migrationsDir)}_${slug}`);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "migration.sql");
  writeFileSync(path, script);
  const lockfile = join(folders.migrationsDir, lockfileName);
  if (!existsSync(lockfile)) writeFileSync(lockfile, 'provider = "postgresql"\n');
  return path;
}

/** The time, but always after the last migration: a name that sorts before one that is applied would never be. */
function nextStamp(migrationsDir: string): string {
  const now = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const last = /^\d{14}/.exec(readMigrations(migrationsDir).at(-1)?.name ?? "")?.[0] ?? "";
  return now > last ? now : String(BigInt(last) + 1n);
}

/** The SQL that leads from the migrations' end state to schema.prisma; empty when they agree. */
export function schemaDrift(connection: pg.PoolConfig, folders: Folders = defaultFolders): Promise<string> {
  return withShadowDatabase(connection, async (shadow) => {
    await applyMigrations(shadow, folders);
    await hideFromEngine(shadow);
    return withSchemaEngine(shadow, async (engine) => {
      const schema = schemaFiles(folders.schemaFile);
      const { exitCode, stdout } = await engine.diff({
        from: { tag: "schemaDatasource", ...schema, configDir: folders.migrationsDir },
        to: { tag: "schemaDatamodel", ...schema },
        script: true,
        exitCode: true,
        filters: noFilter,
      });
      return exitCode === 0 ? "" : (stdout ?? "");
    });
  });
}

/**
 * Checks, exclusion constraints, fill factors, and partial and expression indexes are invisible to the engine.
 * Indexes with NULLS NOT DISTINCT are not: it takes them for ordinary ones that schema.prisma has lost.
 */
async function hideFromEngine(shadow: pg.PoolConfig): Promise<void> {
  const client = new pg.Client(shadow);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "SELECT indexrelid::regclass::text AS name FROM pg_index WHERE indnullsnotdistinct",
    );
    for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  } finally {
    await client.end();
  }
}

async function applyPending(
  engine: SchemaEngine,
  migrationsDir: string,
  files: MigrationFile[],
  { retryFailed = false }: ApplyOptions,
): Promise<string[]> {
  const migrationsList = migrationList(migrationsDir, files);
  const state = await engine.diagnoseMigrationHistory({
    migrationsList,
    optInToShadowDatabase: false,
    filters: noFilter,
  });
  for (const migrationName of state.failedMigrationNames) {
    if (!retryFailed) {
      throw new StartError(
        `Migration ${migrationName} has failed on this database: repair what it met, then run "npm run migrate -- --retry".`,
      );
    }
    await engine.markMigrationRolledBack({ migrationName });
  }
  const [edited] = state.editedMigrationNames;
  if (edited && !state.failedMigrationNames.includes(edited)) {
    throw new StartError(
      `Migration ${edited} was changed after it had been applied to this database: restore its file and write a new migration instead.`,
    );
  }
  const isBehind = state.history === null || state.history.diagnostic === "databaseIsBehind";
  if (state.history && !isBehind) {
    const [unknown] =
      "unpersistedMigrationNames" in state.history ? state.history.unpersistedMigrationNames : [];
    throw new StartError(
      `The database has migration ${unknown}, which this Parley does not know: it was made by a newer version.`,
    );
  }
  const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: noFilter });
  return appliedMigrationNames;
}

/** Returns true if the table lists exactly the folder's migrations, all finished and with the same content. */
async function isUpToDate(client: pg.Client, files: MigrationFile[]): Promise<boolean> {
  const table = await client.query<{ found: boolean }>(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found",
  );
  if (!table.rows[0]?.found) return files.length === 0;
  const { rows } = await client.query<{ name: string; checksum: string; isFinished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS "isFinished"
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return (
    rows.length === files.length &&
    rows.every((row, index) => {
      const file = files[index];
      return row.isFinished && row.name === file?.name && row.checksum === checksum(file.sql);
    })
  );
}

function readMigrations(migrationsDir: string): MigrationFile[] {
  if (!existsSync(migrationsDir)) return [];
  return readdirSync(migrationsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(migrationsDir, entry.name, "migration.sql")))
    .map(({ name }) => ({ name, sql: readFileSync(join(migrationsDir, name, "migration.sql"), "utf8") }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function migrationList(migrationsDir: string, files: MigrationFile[]): MigrationList {
  const lockfile = join(migrationsDir, lockfileName);
  return {
    baseDir: migrationsDir,
    lockfile: { path: lockfileName, content: existsSync(lockfile) ? readFileSync(lockfile, "utf8") : null },
    shadowDbInitScript: "",
    migrationDirectories: files.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
    })),
  };
}

function schemaFiles(path: string): SchemasContainer {
  return { files: [{ path, content: readFileSync(path, "utf8") }] };
}

function checksum(sql: string): string {
  return createHash("sha256").update(sql).digest("hex");
}

function explainLockTimeout(error: unknown): never {
  if ((error as { code?: string }).code !== "55P03") throw error;
  throw new StartError(
    `Another Parley has been migrating this database for ${lockWaitMs / 1000} s: try again when it is done.`,
  );
}

/** Names the migration and the line in it, where the database says what it did not like. */
function explainFailure(error: unknown, files: MigrationFile[]): unknown {
  if (!(error instanceof ScriptError)) return error;
  const name = files.find(({ sql }) => sql === error.script)?.name;
  const position = Number(error.reason.position);
  const line = position ? ` in line ${error.script.slice(0, position).split("\n").length}` : "";
  return new StartError(
    `Migration ${name} failed${line}: ${error.message}. Nothing of it was kept; repair what it met, then run "npm run migrate -- --retry".`,
  );
}
