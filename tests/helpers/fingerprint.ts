// What a database holds, as a few letters a table: two equal fingerprints mean that nothing was stored between.
import type { Database } from "../../lib/server/db/database";

/** Every call moves these. */
const volatile = "'{lastUsedAt,lastSeenAt}'";

/** The server writes here by its own clock. */
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
