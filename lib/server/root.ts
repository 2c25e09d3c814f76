// The folder of the repository, found from the code's own place, which is another one in a build than in the source.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const rootDir = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(folder: string): string {
  if (existsSync(join(folder, "prisma", "schema.prisma"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("Parley's code stands outside its repository.");
  return findRoot(parent);
}
