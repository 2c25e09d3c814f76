// Which database to use: the one that DATABASE_URL names, the embedded one, or the embedded one of a Parley
// that is running already, which a script may share.
import pg from "pg";
import type { Logger } from "pino";
import type { Config } from "../config";
import { StartError } from "../start-error";
import { type EmbeddedDatabase, runningConnection, startEmbedded } from "./embedded";
import { AlreadyRunningError } from "./embedded/lock";

export interface DatabaseSource {
  connection: pg.PoolConfig;
  /** Null unless this process runs the database itself. */
  embedded: EmbeddedDatabase | null;
  stop(): Promise<void>;
}

const connectTimeoutMs = 10_000;

interface Options {
  /** Use the database of a Parley that is running on the data folder instead of refusing to start a second one. */
  sharesRunning?: boolean;
}

export async function connectDatabase(
  config: Config,
  log: Logger,
  options: Options = {},
): Promise<DatabaseSource> {
  if (config.databaseUrl) {
    const connection = { connectionString: config.databaseUrl };
    await assertReachable(connection);
    return { connection, embedded: null, stop: async () => undefined };
  }
  try {
    const embedded = await startEmbedded({ dataDir: config.dataDir, log });
    return { connection: { ...embedded.connection }, embedded, stop: embedded.stop };
  } catch (error) {
    if (!options.sharesRunning || !(error instanceof AlreadyRunningError)) throw error;
    const connection = { ...runningConnection(config.dataDir) };
    await assertReachable(connection);
    return { connection, embedded: null, stop: async () => undefined };
  }
}

async function assertReachable(connection: pg.PoolConfig): Promise<void> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: connectTimeoutMs });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    // The reason may come as an AggregateError without a text, one error for each address that was tried.
    const { message, code } = error as NodeJS.ErrnoException;
    throw new StartError(
      `The database at ${client.host}:${client.port}/${client.database} cannot be used: ${message || code}`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}
