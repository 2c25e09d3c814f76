// `npm run migrate [-- --retry]` applies migrations; `npm run migrate:new -- name` writes the next one.
import { loadConfig } from "@/lib/server/config";
import { connectDatabase } from "@/lib/server/db/connect";
import { applyMigrations, newMigration } from "@/lib/server/db/migrate";
import { createLog } from "@/lib/server/log";
import { StartError } from "@/lib/server/start-error";

async function main([command, ...parameters]: string[]): Promise<string> {
  const config = loadConfig(process.env);
  const source = await connectDatabase(config, createLog(config), { sharesRunning: true });
  try {
    if (command === "new") {
      const path = await newMigration(source.connection, parameters.join("_"));
      return path ? `Wrote ${path}` : "No change: the migrations already lead to schema.prisma.";
    }
    const retryFailed = command === "--retry";
    const applied = await applyMigrations(source.connection, { retryFailed });
    return applied.length > 0 ? `Applied ${applied.join(", ")}` : "The database is up to date.";
  } finally {
    await source.stop();
  }
}

try {
  console.log(await main(process.argv.slice(2)));
  // The schema engine leaves a timer of ten seconds behind.
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof StartError ? error.message : (error as Error).stack}\n`);
  process.exit(1);
}
