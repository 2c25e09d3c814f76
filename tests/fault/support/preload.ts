// Makes a test's server load a module before its own code.
import { fileURLToPath, pathToFileURL } from "node:url";

const folder = new URL("./preload/", import.meta.url);

export const preload = (module: "crash-after-commit" | "shift-clock"): { NODE_OPTIONS: string } => ({
  NODE_OPTIONS: `--import ${pathToFileURL(fileURLToPath(new URL(`${module}.mjs`, folder))).href}`,
});
