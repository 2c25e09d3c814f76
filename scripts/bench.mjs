// Prepares the clone if needed and runs the benchmarks: `node scripts/bench.mjs send live`.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { everything, prepare, rootDir } from "./prepare.mjs";

await prepare(everything);
const child = spawn(
  process.execPath,
  ["--import", "tsx", join(rootDir, "tests/bench/index.ts"), ...process.argv.slice(2)],
  {
    cwd: rootDir,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: "inherit",
  },
);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("close", (code) => {
  process.exitCode = code ?? 1;
});
