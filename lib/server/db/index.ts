// The part of the database layer that the domain may import.
import type pg from "pg";
import type { WithJobs } from "../../contract/outcome";
import { use } from "../slot";
import type { PrismaClient } from "./generated/client";
import { insertJobs } from "./jobs";

/** A prepared statement; its name is unique and stays with the connection. */
export type Statement = { readonly name: string; readonly text: string };
export type Connection = Pick<pg.PoolClient, "query">;

export const prisma = (): PrismaClient => use("database").prisma;

export async function rows<R extends object>(
  statement: Statement,
  values: readonly unknown[],
  connection: Connection = use("database").pool,
): Promise<R[]> {
  const result = await connection.query<R>({ ...statement, values: values as unknown[] });
  return result.rows;
}

/** For the statements behind a group commit. */
export const batchRows = <R extends object>(statement: Statement, values: readonly unknown[]): Promise<R[]> =>
  rows<R>(statement, values, use("database").batchPool);

export async function firstRow<R extends object>(
  statement: Statement,
  values: readonly unknown[],
  connection?: Connection,
): Promise<R | undefined> {
  return (await rows<R>(statement, values, connection))[0];
}

const transactionTries = 4;

/** Deadlock and serialisation failure: the same work can simply be done again. A unique violation is an answer. */
export const isRetryable = (error: unknown): boolean =>
  ["40P01", "40001"].includes(postgresCode(error) ?? "");

export function postgresCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

const uniqueViolation = "23505";
const exclusionViolation = "23P01";

/** The name of the unique or exclusion constraint that refused a row; undefined for any other error. */
export function brokenUniqueness(error: unknown): string | undefined {
  const code = postgresCode(error);
  if (code !== uniqueViolation && code !== exclusionViolation) return undefined;
  const { constraint } = error as pg.DatabaseError;
  return constraint;
}

type WithoutJobs<T> = T extends WithJobs ? Omit<T, "jobs"> : T;
type Retry = { retryIf?: (error: unknown) => boolean };

/**
 * For work of several statements on a cold path; the hot paths are single statements. Jobs that the work answers are
 * inserted before the commit: they exist exactly if the change does.
 */
export async function transaction<T>(
  work: (connection: Connection) => Promise<T>,
  { retryIf = isRetryable }: Retry = {},
): Promise<WithoutJobs<T>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptTransaction(work);
    } catch (error) {
      if (attempt === transactionTries || !retryIf(error)) throw error;
    }
  }
}

async function attemptTransaction<T>(work: (connection: Connection) => Promise<T>): Promise<WithoutJobs<T>> {
  const client = await use("database").pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    const result = await work(client);
    const answer = await withJobsInserted(result, client);
    await client.query("COMMIT");
    return answer;
  } catch (error) {
    await client.query("ROLLBACK").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

async function withJobsInserted<T>(result: T, connection: Connection): Promise<WithoutJobs<T>> {
  if (typeof result !== "object" || result === null || !("jobs" in result)) return result as WithoutJobs<T>;
  const { jobs = [], ...rest } = result as WithJobs;
  await insertJobs(jobs, connection);
  return rest as WithoutJobs<T>;
}

export { type GroupCommit, groupCommit } from "./group-commit";
export { enqueue } from "./jobs";
export { isoTime, isoTimeOrNull } from "./time";
