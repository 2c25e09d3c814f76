// Preloaded into a server. Kills it right after the commit of a batch that contains a certain text, before any answer
// is sent. The moment is known because Postgres reports ReadyForQuery once the commit is done.
import pg from "pg";

const { CRASH_ON } = process.env;
const { handleReadyForQuery } = pg.Query.prototype;

pg.Query.prototype.handleReadyForQuery = function crashOrGoOn(connection) {
  if (CRASH_ON && JSON.stringify(this.values ?? null).includes(CRASH_ON))
    process.kill(process.pid, "SIGKILL");
  return handleReadyForQuery.call(this, connection);
};
