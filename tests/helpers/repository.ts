// The repository's own files and their imports, for tests that enforce its rules.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const rootDir = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export type SourceFile = { path: string; text: string };

/** Generated or installed files. */
const skipped = new Set([
  ".data",
  ".git",
  ".next",
  "bench-results",
  "coverage",
  "dist",
  "generated",
  "node_modules",
  "playwright-report",
  "test-results",
]);

/** Paths from the root, with slashes on every platform. */
export function listFiles(folder = ""): string[] {
  return readdirSync(join(rootDir, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    // In a second worktree, .git is a file.
    if (skipped.has(entry.name)) return [];
    if (entry.isDirectory()) return listFiles(path);
    return entry.isFile() ? [path] : [];
  });
}

export const readFile = (path: string): SourceFile => ({
  path,
  text: readFileSync(join(rootDir, path), "utf8"),
});

export type Import = {
  /** As written in the source. */
  specifier: string;
  /** The target path in the repository, without an extension. Null for a package. */
  target: string | null;
};

/** `import x from`, `export x from`, `import "x"`, `import("x")`, and the last one as a type. */
const importForms = [
  /^[ \t]*(?:import|export)\s[^"'`;]*?\bfrom\s*["']([^"']+)["']/gm,
  /^[ \t]*import\s*["']([^"']+)["']/gm,
  /\bimport\(\s*["']([^"']+)["']\s*\)/g,
  /\brequire\w*\(\s*["']([^"']+)["']\s*\)/g,
];

export function importsOf({ path, text }: SourceFile): Import[] {
  const found = importForms.flatMap((form) => [...text.matchAll(form)].map(([, name = ""]) => name));
  return found.map((specifier) => ({ specifier, target: targetOf(path, specifier) }));
}

function targetOf(path: string, specifier: string): string | null {
  if (specifier.startsWith("@/")) return withoutEnding(specifier.slice(2));
  if (!specifier.startsWith(".")) return null;
  const target = join(rootDir, dirname(path), specifier);
  return withoutEnding(relative(rootDir, target).split("\\").join("/"));
}

const withoutEnding = (path: string): string =>
  path.replace(/\.(?:tsx?|mjs|js)$/, "").replace(/\/index$/, "");
