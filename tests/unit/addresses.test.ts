// The API consists of the declared commands, and a command's path is written only in its declaration.
import { describe, expect, it } from "vitest";
import { type Command, inputFields } from "../../lib/contract/command";
import { commands } from "../../lib/contract/commands";
import { findAddress } from "../../lib/server/addresses";
import { handlers } from "../../lib/server/handlers";
import { operations } from "../../lib/server/operations";
import { importsOf, listFiles, readFile } from "../helpers/repository";

const all = commands as readonly Command[];
const declared = all.flatMap(({ name, http }) =>
  [http?.path, http?.also].flatMap((path) => (http && path ? [{ name, method: http.method, path }] : [])),
);
/** An encoded value for each parameter of a path. The server must decode it. */
const given = "%F0%9F%91%8D";
const filled = (path: string) => path.replace(/:\w+/g, given);

function commandAt(method: string, path: string): string | undefined {
  const endpoint = findAddress(path)?.endpoints.get(method);
  return endpoint && "command" in endpoint ? endpoint.command.name : undefined;
}

describe("each declared command", () => {
  it.each(declared)("$name answers $method $path", ({ name, method, path }) => {
    expect(commandAt(method, filled(path))).toBe(name);
    if (method === "GET") expect(commandAt("HEAD", filled(path))).toBe(name);
    const fields = [...path.matchAll(/:(\w+)/g)].map(([, field]) => [field, "👍"]);
    expect(findAddress(filled(path))?.params).toEqual(Object.fromEntries(fields));
  });

  it("uses fields of its input as the parameters of its path", () => {
    for (const { name, http, input } of all)
      for (const [, field = ""] of `${http?.path ?? ""}${http?.also ?? ""}`.matchAll(/:(\w+)/g))
        expect(Object.keys(inputFields(input)), name).toContain(field);
  });

  it("has a unique name and function, and at least one transport", () => {
    const names = commands.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(Object.keys(handlers).sort()).toEqual([...names].sort());
    for (const { name, http, socket } of all) expect(http !== undefined || socket, name).toBe(true);
  });
});

describe("an address", () => {
  it.each([
    "/api",
    "/api/",
    "/api/nonsense",
    "/api/me/",
    "/api/me/nonsense",
    "/api/conversations/",
    "/api/conversations//messages",
    "/api/conversations/1/messages/2",
    "/metrics/",
    "/",
  ])("that is not declared, such as %s, is unknown", (path) => {
    expect(findAddress(path)).toBeNull();
  });

  it("without parameters takes precedence over one with parameters", () => {
    expect(commandAt("GET", "/api/me/sessions")).toBe("session:list");
    expect(commandAt("DELETE", "/api/me/sessions")).toBeUndefined();
    expect(commandAt("DELETE", "/api/me/sessions/1")).toBe("session:revoke");
  });
});

describe("the path of a command", () => {
  const written = listFiles().filter(
    (path) =>
      /^(?:app|components|lib|public)\/|^(?:server|proxy)\.ts$/.test(path) && /\.(?:tsx?|m?js)$/.test(path),
  );
  const roots = [...new Set(declared.map(({ path }) => path.split("/")[2]))];
  const own = new RegExp(`["'\`}]/api/(?:${roots.join("|")})(?![\\w-])`);
  const isHome = (path: string) =>
    path.startsWith("lib/contract/commands/") || path === "lib/client/transport/declared-routes.ts";

  it("is written only in its declaration", () => {
    expect(written.filter((path) => own.test(readFile(path).text) && !isHome(path))).toEqual([]);
    expect(written.filter((path) => own.test(readFile(path).text))).toContain(
      "lib/contract/commands/messages.ts",
    );
  });

  it("needs no route file of the framework, except the one for signing in", () => {
    const routes = listFiles("app").filter((path) => /\/route\.tsx?$/.test(path));
    expect(routes).toEqual(["app/api/auth/[...nextauth]/route.ts"]);
    const answered = operations.filter(({ answer }) => answer === "framework").map(({ path }) => path);
    expect(answered.map((path) => path.split("/").slice(0, 3).join("/"))).toEqual([
      "/api/docs",
      "/api/auth",
      "/api/auth",
    ]);
  });

  it("leads to code that does not import the framework or its pages", () => {
    const seen = new Set<string>();
    const packages = new Set<string>();
    const follow = (path: string) => {
      if (seen.has(path)) return;
      seen.add(path);
      for (const { specifier, target } of importsOf(readFile(path))) {
        const source = target === null ? undefined : sourceOf(target);
        if (target === null) packages.add(specifier);
        else if (source) follow(source);
      }
    };
    follow("lib/server/answer-api.ts");
    expect(seen.size).toBeGreaterThan(100);
    expect([...packages].filter((name) => /^(?:next|react|react-dom)(?:\/|$)/.test(name))).toEqual([]);
  });
});

const files = new Set(listFiles());
/** Null for generated code. */
const sourceOf = (target: string): string | undefined =>
  [`${target}.ts`, `${target}.tsx`, `${target}/index.ts`, target].find((path) => files.has(path));
