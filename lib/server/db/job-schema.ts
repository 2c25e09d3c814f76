// Installs the tables of the job queue. graphile-worker has its own migrations and a separate schema.
import pg from "pg";

/** The newest of the package's migrations; a test compares it with the package, whose loading takes a while. */
export const jobSchemaRevision = 19;

export async function isJobSchemaInstalled(client: pg.Client): Promise<boolean> {
  const table = await client.query<{ found: boolean }>(
    "SELECT to_regclass('graphile_worker.migrations') IS NOT NULL AS found",
  );
  if (!table.rows[0]?.found) return false;
  const { rows } = await client.query<{ revision: number | null }>(
    "SELECT max(id) AS revision FROM graphile_worker.migrations",
  );
  return (rows[0]?.revision ?? 0) >= jobSchemaRevision;
}

/** The caller holds the lock of migrations: the package's own way to meet another node is to wait and look again. */
export async function installJobSchema(connection: pg.PoolConfig): Promise<void> {
  const { runMigrations, Logger } = await import("graphile-worker");
  const pgPool = new pg.Pool({ ...connection, max: 1 });
  pgPool.on("error", () => undefined);
  pgPool.on("connect", (client) => client.on("error", () => undefined));
  try {
    await runMigrations({ pgPool, schema: "graphile_worker", logger: new Logger(() => () => undefined) });
  } finally {
    await pgPool.end();
  }
}
