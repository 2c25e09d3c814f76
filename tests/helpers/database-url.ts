import type pg from "pg";

/** For a process of its own. The host may be the folder of a socket, which stands in the query. */
export function databaseUrl({ host, port, user, password, database }: pg.PoolConfig): string {
  const part = (text: unknown) => encodeURIComponent(typeof text === "string" ? text : "");
  return `postgresql://${part(user)}:${part(password)}@localhost:${port}/${part(database)}?host=${part(host)}`;
}
