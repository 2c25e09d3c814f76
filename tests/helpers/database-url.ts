import type pg from "pg";

/** The URL for a separate process. The host may be the folder of a socket, which goes into the query. */
export function databaseUrl({ host, port, user, password, database }: pg.PoolConfig): string {
  const part = (text: unknown) => encodeURIComponent(typeof text === "string" ? text : "");
  return `postgresql://${part(user)}:${part(password)}@localhost:${port}/${part(database)}?host=${part(host)}`;
}
