// The files of `public`, which the framework serves as they are.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { rootDir } from "./root";

let known: ReadonlySet<string> | undefined;

/** As paths of addresses. The framework reads the folder once as well, except in development. */
function publicFiles(): ReadonlySet<string> {
  if (known) return known;
  const entries = readdirSync(join(rootDir, "public"), { recursive: true, withFileTypes: true });
  const folder = join(rootDir, "public").length;
  const files = new Set(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder).replaceAll("\\", "/")),
  );
  if (process.env.NODE_ENV === "production") known = files;
  return files;
}

export const isPublicFile = (path: string): boolean => publicFiles().has(path);

/** The folders in `public`: no page can be below one of them. */
export function publicFolders(): string[] {
  const folders = [...publicFiles()].map((path) => path.split("/").slice(1, -1)[0]);
  return [...new Set(folders.filter((name) => name !== undefined))];
}
