// Prisma's own schema engine, as WebAssembly: the native one would have to be downloaded.
// It keeps Prisma's table of applied migrations, so that the stock CLI agrees where it is available.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  type ColumnType,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import pg from "pg";

export type { SchemaEngine } from "@prisma/schema-engine-wasm";

/** The numbers of "char" and text in pg_type. */
const charTypeId = 18;
const textTypeId = 25;

interface Glue {
  SchemaEngine: typeof SchemaEngine;
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
}

/** The database has refused a script that the engine ran, in the database's own words. */
export class ScriptError extends Error {
  constructor(
    readonly script: string,
    readonly reason: pg.DatabaseError,
  ) {
    super(reason.message, { cause: reason });
  }
}

/** Runs `work` with an engine connected to the database, and closes every connection that the engine has made. */
export async function withSchemaEngine<T>(
  connection: pg.PoolConfig,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  const { SchemaEngine } = await loadGlue();
  const factory = new AdapterFactory(connection);
  try {
    const engine = await SchemaEngine.new(
      { datamodels: undefined },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(factory),
    );
    try {
      return await work(engine);
    } catch (error) {
      throw factory.scriptError ?? error;
    } finally {
      engine.free();
    }
  } finally {
    await factory.close();
  }
}

// The glue keeps the one engine it was given in module variables: a second copy would write into the first one's memory.
let glue: Promise<Glue> | undefined;

function loadGlue(): Promise<Glue> {
  glue ??= instantiate();
  return glue;
}

async function instantiate(): Promise<Glue> {
  const gluePath = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const loaded = (await import(pathToFileURL(gluePath).href)) as Glue & WebAssembly.ModuleImports;
  const bytes = await readFile(join(dirname(gluePath), "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": loaded });
  loaded.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  // The engine hands its last words to this object when it panics.
  const set_message = (message: string) => {
    throw new Error(`The schema engine failed: ${message}`);
  };
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message } });
  return loaded;
}

/** Runs `work` with the connection of an empty database made beside the given one, and drops it afterwards. */
export async function withShadowDatabase<T>(
  connection: pg.PoolConfig,
  work: (shadow: pg.PoolConfig) => Promise<T>,
): Promise<T> {
  const database = `parley_shadow_${crypto.randomUUID()}`;
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query(`CREATE DATABASE "${database}" TEMPLATE template0`);
    try {
      return await work(withDatabase(connection, database));
    } finally {
      await client.query(`DROP DATABASE "${database}" WITH (FORCE)`);
    }
  } finally {
    await client.end();
  }
}

/** Prisma's adapter, but with scripts run whole and an end to its connections. */
class AdapterFactory implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = "postgres";
  readonly adapterName = "parley-migrations";
  scriptError: ScriptError | null = null;
  private readonly pools: pg.Pool[] = [];

  constructor(private readonly connection: pg.PoolConfig) {}

  async connect(): Promise<SqlDriverAdapter> {
    // One connection, because the engine sets things on it that later statements rely on.
    const pool = new CataloguePool({ ...this.connection, max: 1 });
    pool.on("error", () => undefined);
    this.pools.push(pool);
    const adapter = await new PrismaPg(pool).connect();
    const throwMapped = (adapter as unknown as { onError(error: unknown): never }).onError.bind(adapter);
    const queryRaw = adapter.queryRaw.bind(adapter);
    return Object.assign(adapter, {
      async queryRaw(query: SqlQuery) {
        const result = await queryRaw(query);
        pool.correctTypes(result.columnTypes);
        return result;
      },
      // The adapter's own way cuts scripts at every semicolon, also within strings, comments and functions.
      // Sent whole, Postgres runs a script as one transaction, as it does for the native engine.
      executeScript: async (script: string) => {
        await pool.query(script).catch((error: pg.DatabaseError) => {
          // The engine gets the error for its table, but reports less detail than the database gave.
          this.scriptError = new ScriptError(script, error);
          throwMapped(error);
        });
      },
    });
  }

  connectToShadowDb(): Promise<SqlDriverAdapter> {
    throw new Error(
      "Shadow databases are made by withShadowDatabase: the WebAssembly engine cannot use its own.",
    );
  }

  async close(): Promise<void> {
    for (const pool of this.pools) await pool.end();
  }
}

/**
 * The catalogue's one-letter type, "char", which the engine's description of a database needs and Prisma's adapter
 * does not know: it is passed off as text, and its columns are remembered so that their type can be put right.
 */
class CataloguePool extends pg.Pool {
  private charColumns: number[] = [];

  // The adapter asks with a single object and awaits the answer, one question at a time.
  override query = async (...parameters: unknown[]) => {
    const ask = super.query as (...all: unknown[]) => Promise<pg.QueryResult>;
    const result = await ask.apply(this, parameters);
    this.charColumns = [];
    result.fields?.forEach((field, index) => {
      if (field.dataTypeID !== charTypeId) return;
      this.charColumns.push(index);
      field.dataTypeID = textTypeId;
    });
    return result;
  };

  correctTypes(columnTypes: ColumnType[]): void {
    for (const index of this.charColumns) columnTypes[index] = ColumnTypeEnum.Character;
  }
}

function withDatabase(connection: pg.PoolConfig, database: string): pg.PoolConfig {
  if (!connection.connectionString) return { ...connection, database };
  const url = new URL(connection.connectionString);
  url.pathname = `/${database}`;
  return { ...connection, connectionString: url.href };
}
