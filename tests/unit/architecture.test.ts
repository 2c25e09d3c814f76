// The architecture rules: allowed imports, and the length of files.
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { jobDeclarations } from "../../lib/contract/jobs";
import { jobs } from "../../lib/jobs";
import { jobSchemaRevision } from "../../lib/server/db/job-schema";
import { type Import, importsOf, listFiles, readFile, type SourceFile } from "../helpers/repository";

const files = listFiles();
const isSource = (path: string) => /\.(?:tsx?|mjs)$/.test(path);
const sources = files.filter(isSource).map(readFile);

type Layer = {
  folder: string;
  /** The allowed files and folders of this repository. */
  own: string[];
  /** Matches the allowed packages. */
  packages: (specifier: string, path: string) => boolean;
};

const isNode = (specifier: string) => specifier.startsWith("node:");
const isFramework = (specifier: string) =>
  /^(?:next|next-auth|react|react-dom|socket\.io)(?:-client)?(?:\/|$)/.test(specifier);

const layers: Layer[] = [
  { folder: "lib/contract", own: ["lib/contract"], packages: (name) => name === "zod" },
  {
    folder: "lib/domain",
    own: ["lib/contract", "lib/domain", "lib/server/db"],
    packages: (name) => !isFramework(name),
  },
  {
    folder: "lib/jobs",
    own: ["lib/contract", "lib/domain", "lib/jobs", "lib/server/db"],
    packages: () => false,
  },
  {
    folder: "lib/server",
    own: ["lib/contract", "lib/domain", "lib/jobs", "lib/server"],
    packages: (name) => name !== "react-dom",
  },
  {
    folder: "lib/client",
    own: ["lib/client", "lib/contract"],
    packages: (name, path) =>
      !isNode(name) &&
      !/^next(?:\/|$)/.test(name) &&
      (name !== "react" || path.startsWith("lib/client/hooks/")),
  },
  {
    folder: "components",
    own: ["components", "lib/client", "lib/contract"],
    packages: (name) => !isNode(name),
  },
  {
    folder: "app",
    own: ["app", "components", "lib/contract", "lib/server", "lib/domain"],
    packages: () => true,
  },
  { folder: "scripts", own: ["lib", "scripts", "server"], packages: (name) => !isFramework(name) },
];

const isWithin = (target: string, place: string) => target === place || target.startsWith(`${place}/`);

function problemsOf({ folder, own, packages }: Layer): string[] {
  return sourcesIn(folder).flatMap((file) =>
    importsOf(file)
      .filter(({ specifier, target }) =>
        target === null ? !packages(specifier, file.path) : !own.some((place) => isWithin(target, place)),
      )
      .map(({ specifier }) => `${file.path} imports ${specifier}`),
  );
}

const sourcesIn = (folder: string) => sources.filter(({ path }) => isWithin(path, folder));

function importsWhere(folder: string, fits: (each: Import, file: SourceFile) => boolean): string[] {
  return sourcesIn(folder).flatMap((file) =>
    importsOf(file)
      .filter((each) => fits(each, file))
      .map(({ specifier }) => `${file.path} imports ${specifier}`),
  );
}

describe("imports", () => {
  it("are all found by this test", () => {
    const written = (text: string) =>
      [...text.matchAll(/^(?:import\b(?!\.)|export [^"'\n]* from |\} from )/gm)].length;
    const opened = (text: string) => [...text.matchAll(/^(?:import|export)[^"'\n;]*\{\s*$/gm)].length;
    for (const file of sources.filter(({ path }) => !path.startsWith("tests/"))) {
      const atLeast = written(file.text) - opened(file.text);
      expect(importsOf(file).length, file.path).toBeGreaterThanOrEqual(atLeast);
    }
    expect(importsOf(readFile("app/page.tsx")).length).toBeGreaterThan(0);
  });

  it.each(layers)("of $folder are only the allowed ones", (layer) => {
    expect(sourcesIn(layer.folder).length).toBeGreaterThan(0);
    expect(problemsOf(layer)).toEqual([]);
  });

  it.each(["lib/domain", "lib/jobs"])("of %s reach the database through its front door", (folder) => {
    const behindTheDoor = ({ target }: Import) => target?.startsWith("lib/server/db/") ?? false;
    expect(importsWhere(folder, behindTheDoor)).toEqual([]);
  });

  it("of the queue library occur only in the worker and its schema", () => {
    const users = sources.filter((file) =>
      importsOf(file).some(({ specifier }) => specifier === "graphile-worker"),
    );
    const isAllowed = (path: string) =>
      path.startsWith("lib/server/jobs/") ||
      path === "lib/server/db/job-schema.ts" ||
      path.startsWith("tests/");
    expect(users.map(({ path }) => path).filter((path) => !isAllowed(path))).toEqual([]);
  });

  it("of pages take only reads from the domain, because writes are commands", () => {
    const isWrite = ({ target }: Import) =>
      target !== null && isWithin(target, "lib/domain") && !/\/(?:find|get|list|search)-[^/]+$/.test(target);
    expect(importsWhere("app", isWrite)).toEqual([]);
  });

  it("within lib are relative, so that plain scripts and bundles understand them", () => {
    expect(importsWhere("lib", ({ specifier }) => specifier.startsWith("@/"))).toEqual([]);
  });

  it("of scripts that run before the installation are only Node's and their own", () => {
    const isForeign = ({ specifier, target }: Import, { path, text }: SourceFile) =>
      path.endsWith(".mjs") &&
      !isNode(specifier) &&
      !target?.startsWith("scripts/") &&
      // Loaded after the installation.
      !text.includes(`await import("${specifier}")`);
    expect(importsWhere("scripts", isForeign)).toEqual([]);
  });
});

describe("the facts of a commit", () => {
  it("are published by one function only", () => {
    const tellers = sources.filter(
      ({ path, text }) => !path.startsWith("tests/") && text.includes('use("fanOut")'),
    );
    expect(tellers.map(({ path }) => path)).toEqual(["lib/server/publish.ts"]);
  });
});

describe("jobs", () => {
  it("have a file each, named after the job", () => {
    const files = sourcesIn("lib/jobs").map(({ path }) => path);
    expect(files.length - 2).toBe(Object.keys(jobDeclarations).length);
    for (const [name, definition] of Object.entries(jobs)) expect(definition.name).toBe(name);
  });

  it("use the newest tables of their library", async () => {
    const newest = readdirSync("node_modules/graphile-worker/sql").sort().at(-1);
    expect(Number.parseInt(newest ?? "", 10)).toBe(jobSchemaRevision);
  });
});

describe("addresses of conversations", () => {
  it("are built in one place, which knows the side that they depend on", () => {
    const literal = /["'`]\/(?:inbox|dashboard\/messages)\b/;
    const pages = sources.filter(({ path }) => /^(?:app|components|lib)\//.test(path));
    const writers = pages.filter(({ text }) => literal.test(text)).map(({ path }) => path);
    expect(writers).toEqual(["components/shell/conversation-address.ts"]);
  });
});

describe("files", () => {
  it("have at most 320 lines", () => {
    const lines = ({ text }: SourceFile) => text.split("\n").length - 1;
    const long = sources.filter((file) => lines(file) > 320).map((file) => `${file.path}: ${lines(file)}`);
    expect(long).toEqual([]);
  });

  it("disable no check of the compiler, the linter or the test run", () => {
    const shortcuts = [
      /\bas any\s*(?:[);,.\]}]|$)|biome-ignore .*noExplicitAny/,
      /@ts-(?:ignore|nocheck)/,
      /@ts-expect-error(?!:? \S.{8})/,
      /\b(?:it|test|describe)(?:\.\w+)*\.(?:only|todo|fixme)\b/,
      /\/[/*].*\b(?:TODO|FIXME|XXX|HACK)\b/,
    ];
    const found = sources.flatMap(({ path, text }) =>
      text.split("\n").flatMap((line, index) => {
        const code = path === "tests/unit/architecture.test.ts" ? "" : line;
        return shortcuts.some((shortcut) => shortcut.test(code))
          ? [`${path}:${index + 1}: ${line.trim()}`]
          : [];
      }),
    );
    expect(found).toEqual([]);
  });

  it("contain no package registry and no path of a developer's machine", () => {
    // Put together here, so that this file does not contain them either.
    const registries = ["registry\\.", "npmjs\\.(?:org|com)", '"resolved": *"http', "_authToken"].join("|");
    const forbidden = new RegExp(`${registries}|(?<![\\w.])/${"work"}/|/${"root"}/|/${"home"}/\\w`);
    const isText = (path: string) => !/\.(?:png|jpe?g|gif|webp|ico|woff2?|mp[34]|ogg|webm|pdf)$/.test(path);
    const found = files
      .filter((path) => isText(path) && path !== "tests/unit/architecture.test.ts")
      .filter((path) => forbidden.test(readFile(path).text));
    expect(found).toEqual([]);
  });
});
