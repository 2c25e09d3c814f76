// Loaded into a server before anything else: kills it at the instant at which a batch that holds a certain text has
// been committed, before anybody can be answered. Postgres says that it is ready for the next statement once the
// commit of this one is done.
import pg from "pg";

const { CRASH_ON } = process.env;
const { handleReadyForQuery } = pg.Query.prototype;

pg.Query.prototype.handleReadyForQuery = function crashOrGoOn(connection) {
  if (CRASH_ON && JSON.stringify(this.values ?? null).includes(CRASH_ON))
    process.kill(process.pid, "SIGKILL");
  return handleReadyForQuery.call(this, connection);
};
