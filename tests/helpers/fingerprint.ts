// A short hash of each table. Two equal fingerprints mean that nothing was stored in between.
import type { Database } from "../../lib/server/db/database";

/** Every call changes these columns. */
const volatile = "'{lastUsedAt,lastSeenAt}'";

/** The server updates this table on its own schedule. */
const background = "RecurringJob";

export async function fingerprint({ pool }: Database): Promise<Record<string, string>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> $1 ORDER BY 1",
    [background],
  );
  const each = tables.map(
    ({
      name,
    }) => `SELECT '${name}' AS name, count(*) || ' rows ' || COALESCE(md5(string_agg(row, '' ORDER BY row)), '') AS print
      FROM (SELECT (to_jsonb(t) - ${volatile}::text[])::text AS row FROM "${name}" t) rows`,
  );
  const { rows } = await pool.query<{ name: string; print: string }>(each.join(" UNION ALL "));
  return Object.fromEntries(rows.map(({ name, print }) => [name, print]));
}
