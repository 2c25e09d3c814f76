// Endpoints for load balancers and programmers, and answers for wrong addresses.
import { describe, expect, it } from "vitest";
import type { Command } from "../../../lib/contract/command";
import { commands } from "../../../lib/contract/commands";
import { Api, type Json } from "../../helpers/api";
import { ask } from "../../helpers/ask";
import { makeUser } from "../../helpers/people";
import { testServer } from "../../helpers/server";

const server = testServer({ env: { PARLEY_ORIGINS: "https://shop.example" } });
const api = new Api(server);

describe("health", () => {
  it("reports the process and its dependencies, without a sign-in", async () => {
    expect((await api.send({ method: "GET", path: "/api/health" })).body).toMatchObject({
      ok: true,
      data: { status: "ok" },
    });
    expect((await api.send({ method: "GET", path: "/api/ready" })).body).toMatchObject({
      ok: true,
      data: { database: "ok" },
    });
  });
});

describe("an unknown address", () => {
  it.each(["/api", "/api/nonsense", "/api/conversations/1/nonsense", "/api/auth/nonsense", "/api/a/b/c/d"])(
    "%s answers not_found in the envelope, to every method",
    async (path) => {
      const caller = await makeUser("CUSTOMER");
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
        if (path.includes("auth") && !["GET", "POST"].includes(method)) continue;
        const { body } = await api.send({ method, path, caller, body: method === "GET" ? undefined : {} });
        expect(body).toMatchObject({ ok: false, error: { code: "not_found" } });
      }
    },
  );
});

describe("an unsupported method", () => {
  const put = (path: string, method = "PUT") => ask(server.url + path, {}, method);

  it.each([
    ["POST", "/api/me", "GET, HEAD, OPTIONS, PATCH"],
    ["GET", "/api/tokens", "DELETE, OPTIONS, POST"],
    ["DELETE", "/api/health", "GET, HEAD, OPTIONS"],
    ["PUT", "/api/messages/1/forward", "OPTIONS, POST"],
    ["PUT", "/api/auth/callback/credentials", "GET, HEAD, OPTIONS, POST"],
    ["POST", "/metrics", "GET, HEAD, OPTIONS"],
    ["PROPFIND", "/api/me", "GET, HEAD, OPTIONS, PATCH"],
  ])("%s %s is answered with the allowed methods", async (method, path, allow) => {
    const { status, headers, text } = await put(path, method);
    expect([status, headers.allow, headers["content-type"]]).toEqual([405, allow, "application/json"]);
    expect(JSON.parse(text)).toMatchObject({ ok: false, error: { code: "invalid_input" } });
  });

  it("is distinguished from an unknown address, for every method", async () => {
    expect(await put("/api/nonsense", "PROPFIND")).toMatchObject({ status: 404 });
    expect(await put("/api/nonsense", "OPTIONS")).toMatchObject({ status: 404 });
    expect(await put("/", "TRACE")).toMatchObject({ status: 405 });
  });

  it("is listed in the answer to OPTIONS", async () => {
    const { status, headers } = await put("/api/conversations", "OPTIONS");
    expect([status, headers.allow]).toEqual([204, "GET, HEAD, OPTIONS, POST"]);
    expect(headers).not.toHaveProperty("access-control-allow-origin");
  });
});

describe("pages of other origins", () => {
  const friend = "https://shop.example";
  const asked = (origin: string, method: string) =>
    ask(`${server.url}/api/listings`, { origin, "access-control-request-method": "POST" }, method);

  it("may call and read when the operator has listed them", async () => {
    const preflight = await asked(friend, "OPTIONS");
    expect(preflight).toMatchObject({
      status: 204,
      headers: {
        "access-control-allow-origin": friend,
        "access-control-allow-credentials": "true",
        "access-control-allow-methods": "GET, HEAD, OPTIONS, POST",
        "access-control-allow-headers": "authorization, content-type, x-parley-user, x-request-id",
      },
    });
    const answer = await asked(friend, "GET");
    expect(answer).toMatchObject({ status: 200, headers: { "access-control-allow-origin": friend } });
    expect(answer.headers.vary).toContain("Origin");
    const polling = await ask(`${server.url}/socket.io/?EIO=4&transport=polling`, { origin: friend });
    expect(polling).toMatchObject({ status: 200, headers: { "access-control-allow-origin": friend } });
  });

  it.each(["https://evil.example", "null"])("but not as %s", async (origin) => {
    for (const method of ["OPTIONS", "GET"])
      expect((await asked(origin, method)).headers).not.toHaveProperty("access-control-allow-origin");
  });
});

type Operation = { operationId: string; parameters: Json[]; requestBody?: Json; responses: Json };
type Document = {
  openapi: string;
  info: Json;
  servers: Json[];
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Json>;
};

async function readDocument(): Promise<Document> {
  const response = await fetch(`${server.url}/api/openapi.json`);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toContain("application/json");
  return (await response.json()) as Document;
}

/** Every object of a document, with its path. */
function walk(value: unknown, place: string, visit: (node: Json, place: string) => void): void {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) visit(value as Json, place);
  for (const [key, each] of Object.entries(value)) walk(each, `${place}/${key}`, visit);
}

describe("openapi.json", () => {
  it("is valid OpenAPI 3.1", async () => {
    const { openapi, info, servers, paths, components } = await readDocument();
    expect(openapi).toMatch(/^3\.1\.\d+$/);
    expect(info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    expect(servers).toEqual([{ url: server.url.replace("127.0.0.1", "localhost") }]);
    const methods = ["get", "put", "post", "delete", "patch"];
    const ids = new Set<string>();
    for (const [path, item] of Object.entries(paths)) {
      expect(path).toMatch(/^\/[\w./{}-]+$/);
      for (const [method, operation] of Object.entries(item)) {
        const what = `${method} ${path}`;
        expect(methods, what).toContain(method);
        expect(ids.has(operation.operationId), `${what} has an operationId of its own`).toBe(false);
        ids.add(operation.operationId);
        checkOperation(what, path, method, operation);
      }
    }
    for (const name of Object.keys(components.schemas ?? {})) expect(name).toMatch(/^[\w.-]+$/);
  });

  it("has no broken references", async () => {
    const document = await readDocument();
    let references = 0;
    walk(document, "#", (node, place) => {
      if (typeof node.$ref !== "string") return;
      references++;
      const steps = node.$ref.replace("#/", "").split("/");
      const target = steps.reduce<unknown>((found, step) => (found as Json | undefined)?.[step], document);
      expect(target, `${place} -> ${node.$ref}`).toBeDefined();
    });
    expect(references).toBeGreaterThan(commands.length);
  });

  it("describes every route of every command, and nothing else", async () => {
    const { paths } = await readDocument();
    const described = Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const declared = (commands as readonly Command[]).flatMap(({ http }) =>
      [http?.path, http?.also].flatMap((path) =>
        http && path ? [`${http.method} ${path.replace(/:(\w+)/g, "{$1}")}`] : [],
      ),
    );
    expect(described.sort()).toEqual(declared.sort());
  });
});

function checkOperation(what: string, path: string, method: string, operation: Operation): void {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const described = operation.parameters.filter((parameter) => parameter.in === "path");
  expect(described.map(({ name }) => name).sort(), what).toEqual(inPath.sort());
  for (const parameter of operation.parameters) {
    expect(["path", "query"], what).toContain(parameter.in);
    if (parameter.in === "path") expect(parameter.required, what).toBe(true);
    expect(Object.keys(parameter.schema as Json).length, `${what} ${parameter.name}`).toBeGreaterThan(0);
  }
  const names = operation.parameters.map(({ name, in: place }) => `${place} ${name}`);
  expect(new Set(names).size, what).toBe(names.length);
  if (method === "get") expect(operation.requestBody, what).toBeUndefined();
  expect(Object.keys(operation.responses), what).toEqual(
    expect.arrayContaining(["200", "400", "401", "default"]),
  );
  expect(operation.responses["200"], what).toMatchObject({
    description: expect.any(String),
    content: { "application/json": { schema: expect.any(Object) } },
  });
}

it("has planned the batch statements on every connection before the first batch", async () => {
  const { rows } = await server.database.database.pool.query<{ ready: number }>(
    `SELECT count(*)::int AS ready FROM pg_stat_activity WHERE datname = current_database()
        AND application_name = 'parley' AND state = 'idle' AND query LIKE '%i(ord, cid, uid, seq, is_read)%'`,
  );
  expect(rows[0]?.ready).toBe(4);
});
