// Lists the code of a build, so that service workers can keep all of it and no part of the application is missing
// when there is no network. The list is served beside the code, under the build's own name.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** More than a browser should be asked to keep; public/sw.js takes no more either. */
export const mostParts = 400;
export const mostPartBytes = 8 * 1024 * 1024;

/** `outDir` is the framework's output folder; `build` names the build. */
export function listParts(outDir, build) {
  const staticDir = join(outDir, "static");
  // Only browsers load these that are too old for service workers.
  const { polyfillFiles } = JSON.parse(readFileSync(join(outDir, "build-manifest.json"), "utf8"));
  const parts = ["chunks", "media"]
    .flatMap((folder) => readdirSync(join(staticDir, folder)).map((name) => `static/${folder}/${name}`))
    .filter((path) => /\.(?:js|css|woff2)$/.test(path) && !polyfillFiles.includes(path))
    .sort();
  const bytes = parts.reduce((sum, path) => sum + statSync(join(outDir, path)).size, 0);
  if (parts.length > mostParts || bytes > mostPartBytes)
    throw new Error(`The code is too much to be kept by browsers: ${parts.length} files, ${bytes} bytes.`);
  mkdirSync(join(staticDir, build), { recursive: true });
  const paths = parts.map((path) => `/_next/${path}`);
  writeFileSync(join(staticDir, build, "parts.json"), JSON.stringify({ paths }));
}
