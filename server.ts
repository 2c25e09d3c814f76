// Boots Parley and takes it down on a signal. Wiring only; lib/server/start.ts holds the order of things.
import { loadConfig } from "@/lib/server/config";
import { startJobs } from "@/lib/server/jobs/start-jobs";
import { stackWithoutMessage } from "@/lib/server/problem";
import { attachSockets } from "@/lib/server/sockets/attach";
import { type RunningServer, startServer } from "@/lib/server/start";
import { StartError } from "@/lib/server/start-error";
import { seedDemo } from "@/scripts/seed/demo";

const shutdownMs = 10_000;
let running: RunningServer | undefined;
let isEnding = false;

/** Signals may come more than once: from the terminal, from npm, and from npm's parent process. */
function end(exitCode: number): void {
  if (isEnding) return;
  isEnding = true;
  setTimeout(() => process.exit(exitCode || 1), shutdownMs).unref();
  void Promise.resolve(running?.close()).finally(() => process.exit(exitCode));
}

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => end(0));
// An unexpected error's message may quote a user's text, so only its location is logged.
process.on("uncaughtException", (error) => {
  process.stderr.write(`${error instanceof StartError ? error.message : stackWithoutMessage(error)}\n`);
  end(1);
});
// A failed background request or job must not stop the server for all other users.
process.on("unhandledRejection", (reason) => {
  process.stderr.write(`A promise was rejected: ${stackWithoutMessage(reason)}\n`);
});

try {
  const isDev = process.env.NODE_ENV !== "production";
  running = await startServer(loadConfig(process.env), {
    isDev,
    seedDemo,
    services: [attachSockets, startJobs],
  });
  process.stdout.write(`Parley is ready at ${running.url}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof StartError ? error.message : (error as Error).stack}\n`);
  end(1);
}
