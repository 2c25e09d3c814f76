// The way to Postgres: one pool, named prepared statements for the hot paths, Prisma over the same pool for the rest.
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { limits } from "../../contract/limits";
import { PrismaClient } from "./generated/client";
import { isoTime } from "./time";

export type Database = { pool: pg.Pool; batchPool: pg.Pool; jobPool: pg.Pool; prisma: PrismaClient };

const poolSize = 20;
/** Kept open while idle, so that the first request does not wait for a new connection. */
const keptConnections = 4;
const connectTimeoutMs = 10_000;
const statementTimeoutMs = 15_000;
const idleTimeoutMs = 30_000;

/** Times leave the driver as the contract writes them, counts as numbers; everything else as ever. */
const parsers: Partial<Record<number, (text: string) => unknown>> = {
  [pg.types.builtins.TIMESTAMPTZ]: isoTime,
  [pg.types.builtins.INT8]: Number,
};

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    (format !== "binary" && parsers[oid as number]) || pg.types.getTypeParser(oid, format),
};

/**
 * The batches that store messages and move watermarks have connections of their own, so that they never wait for
 * one. Their statements are planned once and for good, and right after the start, when tables are nearly empty, a
 * planner prefers to read them whole; so it is not given the choice and always goes by the index. They are kept for
 * good, for a new one would have to plan everything anew while people wait.
 */
export const batchConnections = 4;
const batchSettings = [
  "enable_seqscan=off",
  "enable_hashjoin=off",
  "enable_mergejoin=off",
  "plan_cache_mode=force_generic_plan",
];

export function openDatabase(options: pg.PoolConfig, onError: (error: Error) => void): Database {
  const open = (pools: pg.PoolConfig, settings: readonly string[] = []) => {
    const pool = new pg.Pool({
      connectionTimeoutMillis: connectTimeoutMs,
      idleTimeoutMillis: idleTimeoutMs,
      statement_timeout: statementTimeoutMs,
      // A server that stops answering must not hold a command forever: the client gives up a little later than the server.
      query_timeout: statementTimeoutMs + 2_000,
      application_name: "parley",
      options: ["timezone=UTC", ...settings].map((setting) => `-c ${setting}`).join(" "),
      types,
      ...pools,
      ...options,
    });
    // A lost idle connection is not a failed request: the pool opens another one.
    pool.on("error", onError);
    // A connection lost between two statements of a transaction has no other error listener and would end the process.
    pool.on("connect", (client) => client.on("error", () => undefined));
    return pool;
  };
  const pool = open({ max: poolSize, min: keptConnections });
  const batchPool = open(
    { max: batchConnections, min: batchConnections, idleTimeoutMillis: 0 },
    batchSettings,
  );
  // The queue's library reads its own tables, with the driver's own types.
  const jobPool = open({ max: limits.jobConnections, types: undefined });
  return { pool, batchPool, jobPool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}

export async function closeDatabase({ pool, batchPool, jobPool, prisma }: Database): Promise<void> {
  await prisma.$disconnect();
  await Promise.all([pool, batchPool, jobPool].map((each) => (each.ended ? undefined : each.end())));
}
