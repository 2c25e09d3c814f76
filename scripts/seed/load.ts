// Bulk data for load tests, by COPY and in one transaction: either all of it is there or none. While it runs, the
// message table is locked for everyone else.
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { StartError } from "@/lib/server/start-error";
import { type LoadOptions, LoadPlan } from "./load-plan";
import { LoadRows, type Table } from "./load-rows";

const chunkChars = 256 * 1024;
const progressMs = 2_000;
const sessionSettings = `SET LOCAL synchronous_commit = off; SET LOCAL maintenance_work_mem = '768MB';
  SET LOCAL max_parallel_maintenance_workers = 2; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '30s'`;

export interface LoadSettings extends LoadOptions {
  passwordHash: string;
  tell?: (line: string) => void;
}

export async function seedLoad(connection: pg.PoolConfig, settings: LoadSettings): Promise<void> {
  const { passwordHash, tell = () => undefined, ...options } = settings;
  const rows = new LoadRows(new LoadPlan(options, Date.now()), passwordHash);
  const client = new pg.Client({ ...connection, statement_timeout: 0, query_timeout: 0 });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query(sessionSettings);
    await refuseTwice(client);
    for (const table of rows.tables()) {
      if (table.name === "Message") await copyMessages(client, table, options.messages, tell);
      else await copyTable(client, table, tell);
    }
    await client.query("COMMIT");
    await timed(tell, "statistics", () => client.query("VACUUM (ANALYZE)"));
  } finally {
    // Ending the connection ends a transaction that has failed.
    await client.end();
  }
}

async function refuseTwice(client: pg.Client): Promise<void> {
  const { rows } = await client.query(`SELECT 1 FROM "User" WHERE email = 'load-seller-1@parley.test'`);
  if (rows.length > 0) throw new StartError("There is load data already. Start from a new database.");
}

/** Building the indexes at the end is several times faster than keeping them up to date, unless they are large already. */
async function copyMessages(client: pg.Client, table: Table, count: number, tell: (line: string) => void) {
  await client.query(`LOCK TABLE "Message" IN ACCESS EXCLUSIVE MODE`);
  const { rows } = await client.query<{ found: number }>(
    `SELECT count(*)::int AS found FROM (SELECT 1 FROM "Message" LIMIT $1) few`,
    [count],
  );
  const found = rows[0]?.found ?? 0;
  if (found >= count) return copyTable(client, table, tell, { total: count });

  const indexes = await dropIndexes(client);
  // A table that this transaction has emptied can take rows that need no visit by vacuum later.
  if (found === 0) await client.query(`TRUNCATE "Message"`);
  await copyTable(client, table, tell, { total: count, isFrozen: found === 0 });
  for (const { name, create } of indexes) await timed(tell, name, () => client.query(create));
}

interface Rebuild {
  name: string;
  create: string;
}

/** Drops what depends on the rows of Message and says how to make it again, in this order. */
async function dropIndexes(client: pg.Client): Promise<Rebuild[]> {
  const constraints = await client.query<{ table: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
       FROM pg_constraint
      WHERE (conrelid = '"Message"'::regclass AND contype IN ('p', 'u', 'f')) OR confrelid = '"Message"'::regclass
      ORDER BY contype = 'f', contype, conname`,
  );
  const indexes = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index i
      WHERE indrelid = '"Message"'::regclass
        AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.conrelid = i.indrelid)`,
  );
  for (const { table, name } of constraints.rows.toReversed()) {
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  }
  for (const { name } of indexes.rows) await client.query(`DROP INDEX ${name}`);
  const restore = constraints.rows.map(({ table, name, definition }) => ({
    name,
    create: `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`,
  }));
  return [...indexes.rows.map(({ name, definition }) => ({ name, create: definition })), ...restore];
}

async function copyTable(
  client: pg.Client,
  { name, columns, lines }: Table,
  tell: (line: string) => void,
  { total, isFrozen = false }: { total?: number; isFrozen?: boolean } = {},
): Promise<void> {
  const startMs = performance.now();
  const listed = columns.map((column) => `"${column}"`).join(", ");
  const target = client.query(
    copyFrom(`COPY "${name}" (${listed}) FROM STDIN${isFrozen ? " WITH (FREEZE)" : ""}`),
  );
  let count = 0;
  let toldMs = startMs;
  function* chunks(): Generator<Buffer> {
    let chunk = "";
    for (const line of lines()) {
      chunk += line;
      count++;
      if (chunk.length < chunkChars) continue;
      yield Buffer.from(chunk);
      chunk = "";
      if (performance.now() - toldMs < progressMs) continue;
      toldMs = performance.now();
      tell(`${name}: ${progress(count, startMs)}${total ? `, ${Math.floor((count / total) * 100)} %` : ""}`);
    }
    if (chunk) yield Buffer.from(chunk);
  }
  await pipeline(Readable.from(chunks()), target);
  tell(`${name}: ${progress(count, startMs)}`);
}

function progress(count: number, startMs: number): string {
  const seconds = Math.max((performance.now() - startMs) / 1000, 0.001);
  const rate = Math.round(count / seconds).toLocaleString("en");
  return `${count.toLocaleString("en")} rows in ${seconds.toFixed(1)} s (${rate} a second)`;
}

async function timed(
  tell: (line: string) => void,
  name: string,
  work: () => Promise<unknown>,
): Promise<void> {
  const startMs = performance.now();
  await work();
  tell(`${name}: ${((performance.now() - startMs) / 1000).toFixed(1)} s`);
}
