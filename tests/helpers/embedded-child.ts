// A process with an embedded database, for tests that kill it. Reports each step as a line of JSON on stdout and takes
// commands on stdin.
import { createInterface } from "node:readline";
import pino from "pino";
import { startEmbedded } from "../../lib/server/db/embedded";
import { StartError } from "../../lib/server/start-error";

const [dataDir = ""] = process.argv.slice(2);
const tell = (entry: object) => process.stdout.write(`${JSON.stringify(entry)}\n`);

async function main(): Promise<void> {
  const log = pino({ level: "info" }, { write: (line: string) => tell({ log: JSON.parse(line) }) });
  const database = await startEmbedded({ dataDir, log });
  tell({ connection: database.connection, databasePid: database.pid() });
  createInterface({ input: process.stdin }).on("line", (word) => {
    if (word === "stop") void database.stop().then(() => process.exit(0));
    if (word === "exit") process.exit(3);
    if (word === "throw") throw new Error("on purpose");
  });
}

main().catch((error: Error) => {
  tell({ error: error.message, isStartError: error instanceof StartError });
  process.exit(1);
});
