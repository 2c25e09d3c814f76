// Prepares the clone if needed and runs one of the bundled scripts: `node scripts/run.mjs migrate --retry`.
import { prepare, runBundle } from "./prepare.mjs";

const [name = "", ...parameters] = process.argv.slice(2);
await prepare(["generate", "bundle"]);
process.argv.splice(1, process.argv.length, name, ...parameters);
await runBundle(name);
