// What the domain may use of the database.
import type pg from "pg";
import { use } from "../slot";
import type { PrismaClient } from "./generated/client";

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

/** Deadlock, serialisation failure, and a unique key that another transaction took first: the same work can simply be done again. */
export const isRetryable = (error: unknown): boolean =>
  ["40P01", "40001", "23505"].includes(postgresCode(error) ?? "");

export function postgresCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** For work of several statements on a cold path; the hot paths are single statements. */
export async function transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptTransaction(work);
    } catch (error) {
      if (attempt === transactionTries || !isRetryable(error)) throw error;
    }
  }
}

async function attemptTransaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
  const client = await use("database").pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

export { type GroupCommit, groupCommit } from "./group-commit";
export { isoTime, isoTimeOrNull } from "./time";
