// Bundles the client engine into tests/fixtures/released-client.mjs, which tests run against later servers. Part of
// each release: browsers keep running this code until their pages are loaded again.
import { join } from "node:path";
import { prepare, rootDir } from "./prepare.mjs";

const exported = [
  'export { Engine } from "./lib/client/engine/engine";',
  'export { submitDraft } from "./lib/client/engine/submit";',
  'export { threadSelector } from "./lib/client/state/view";',
];

await prepare([]);
const { build, stop } = await import("esbuild");
await build({
  stdin: { contents: exported.join("\n"), resolveDir: rootDir, loader: "ts" },
  outfile: join(rootDir, "tests", "fixtures", "released-client.mjs"),
  bundle: true,
  minify: true,
  platform: "neutral",
  packages: "external",
  target: "node20",
  logLevel: "error",
});
await stop();
