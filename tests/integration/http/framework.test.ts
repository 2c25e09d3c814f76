// Answers of the framework and the transport themselves: only the parts that Parley uses are reachable, and every
// answer that a browser shows as a page carries a security policy.
import { describe, expect, it } from "vitest";
import { ask } from "../../helpers/ask";
import { freePort } from "../../helpers/free-port";
import { breakOff, parseRaw, sendRaw } from "../../helpers/raw";
import { testServer } from "../../helpers/server";
import { until } from "../../helpers/until";

const server = testServer({ env: { LOG_LEVEL: "info" } });
// The server prints its public address when it is ready, so the port must be known beforehand.
const securePort = await freePort();
testServer({ env: { PARLEY_URL: "https://chat.example.com", PORT: String(securePort) } });
const asPage = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

const policyOf = (headers: Record<string, unknown>) => String(headers["content-security-policy"] ?? "");
const host = () => new URL(server.url).host;
const raw = async (head: string) =>
  parseRaw(await sendRaw(server.url, `${head}\r\nHost: ${host()}\r\nConnection: close\r\n\r\n`));
const logged = () =>
  server.lines.filter((line) => !line.startsWith("Parley is ready at ")).map((line) => JSON.parse(line));

describe("an address inside a folder of files", () => {
  const missing = ["/demo/none", "/demo/", "/icons/none.png", "/_next/none", "/_next/data/x/inbox.json"];

  it.each(missing)("%s that does not exist is a small page without scripts", async (path) => {
    const { status, headers, text } = await ask(server.url + path, asPage);
    expect(status).toBe(404);
    expect(headers["content-type"]).toMatch(/^text\/html/);
    expect(policyOf(headers)).toMatch(/^default-src 'none'/);
    expect(policyOf(headers)).toContain("frame-ancestors 'none'");
    expect(text).not.toMatch(/<script|_next/);
    expect(text.length).toBeLessThan(2_000);
  });

  it("is plain text for clients that do not ask for a page", async () => {
    for (const path of ["/demo/none.svg", "/_next/static/none.js"]) {
      const { status, headers, text } = await ask(server.url + path, { accept: "image/*" });
      expect([status, headers["content-type"]], path).toEqual([404, "text/plain; charset=utf-8"]);
      expect(text, path).toMatch(/^Not found$/i);
    }
  });

  it("speaks the reader's language", async () => {
    const { text } = await ask(`${server.url}/demo/none`, { ...asPage, cookie: "parley-locale=ar" });
    expect(text).toContain('<html lang="ar" dir="rtl">');
  });

  it("that exists is served, to GET and HEAD only", async () => {
    for (const path of ["/demo/sofa.svg", "/icons/icon-192.png", "/sw.js", "/icon.svg", "/favicon.ico"]) {
      expect((await ask(server.url + path)).status, path).toBe(200);
      expect((await ask(server.url + path, {}, "HEAD")).status, path).toBe(200);
      expect((await ask(server.url + path, {}, "POST")).status, path).toBe(405);
    }
  });
});

it("serves files whole and ignores ranges and conditions", async () => {
  const conditions: Record<string, string>[] = [
    { range: "bytes=9999999-" },
    { "if-match": '"x"' },
    { "if-unmodified-since": new Date(0).toUTCString() },
  ];
  for (const headers of conditions)
    expect((await ask(`${server.url}/demo/sofa.svg`, headers)).status).toBe(200);
});

describe("every answer that a browser shows as a page carries a policy", () => {
  it.each([
    "/",
    "/sign-in",
    "/nowhere",
    "/inbox/nowhere/at/all",
    "/socket.ioX",
    "/socket.io",
    "/socket.io/",
    "/socket.io/?EIO=4&transport=polling",
    "/demo",
    "/api/docs",
    "/api/nowhere",
    "/metrics/nowhere",
    "/%64emo/none",
    "/demo%2Fnone",
    "/%5Fnext/image?url=%2Ficon.svg&w=64&q=75",
    "/offline",
    "/demo/sofa.svg",
    "/icon.svg",
  ])("%s", async (path) => {
    const { headers } = await ask(server.url + path, asPage);
    const type = String(headers["content-type"] ?? "");
    if (/html|svg|xml/.test(type) || type === "") expect(policyOf(headers)).toContain("default-src 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["x-frame-options"]).toBe("DENY");
  });

  it.each([
    ["an upgrade of a page", "GET /sign-in HTTP/1.1\r\nUpgrade: websocket", 404],
    ["an upgrade by a whole address", "GET http://127.0.0.1:9/ HTTP/1.1\r\nUpgrade: websocket", 400],
    ["an unknown transport", "GET /socket.io/?EIO=4&transport=none HTTP/1.1\r\nUpgrade: websocket", 400],
    [
      "an unknown session",
      "GET /socket.io/?EIO=4&transport=websocket&sid=x HTTP/1.1\r\nUpgrade: websocket",
      400,
    ],
    [
      "an upgrade without a key",
      "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nUpgrade: websocket",
      400,
    ],
  ])("and %s is refused as plain text", async (_, head, status) => {
    const answer = parseRaw(
      await sendRaw(server.url, `${head}\r\nHost: ${host()}\r\nConnection: Upgrade\r\n\r\n`),
    );
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: expect.any(String) } });
  });
});

describe("an address in another form", () => {
  it.each([
    ["GET http://evil.example/api/me HTTP/1.1", 400],
    ["OPTIONS * HTTP/1.1", 400],
    ["GET /\\evil.example HTTP/1.1", 400],
    ["GET /demo/../sign-in HTTP/1.1", 400],
    ["GET /demo/%2e%2e/sign-in HTTP/1.1", 400],
    ["GET /%61pi/me HTTP/1.1", 400],
    ["GET /sign-in%00 HTTP/1.1", 400],
    ["GET /sign-in%0d%0aa HTTP/1.1", 400],
    ["GET /sign-in#x HTTP/1.1", 400],
    ["GET /%ff HTTP/1.1", 400],
    ["GET /sign-in HTTP/1.1\r\nHost: evil.example", 400],
  ])("%s is refused", async (head, status) => {
    const answer = await raw(head);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("location")).toBeUndefined();
  });

  it("with doubled slashes redirects to the plain one, on this host", async () => {
    const answer = await raw("GET //evil.example//sign-in?x=1 HTTP/1.1");
    expect([answer.status, answer.headers.get("location")]).toEqual([308, "/evil.example/sign-in?x=1"]);
  });
});

describe("unused features of the framework", () => {
  it("are not reachable, and write nothing into the log", async () => {
    const before = server.lines.length;
    const evil = 'evil\n{"level":"error","msg":"forged"}\u001b[2J';
    const action = { "next-action": encodeURIComponent(evil), "content-type": "text/plain;charset=UTF-8" };
    const form = { "content-type": "multipart/form-data; boundary=x" };
    const fields = { "content-type": "application/x-www-form-urlencoded" };
    expect(
      await ask(`${server.url}/_next/image?url=${encodeURIComponent(`/${evil}`)}&w=64&q=75`),
    ).toMatchObject({
      status: 404,
    });
    for (const path of ["/", "/sign-in", "/nowhere"]) {
      for (const headers of [action, form, fields, {}])
        expect(await ask(server.url + path, headers, "POST", "[]")).toMatchObject({ status: 405 });
      expect((await ask(server.url + path, action)).status).toBeLessThan(405);
    }
    await ask(`${server.url}/api/tokens`, { ...action, "content-type": "application/json" }, "POST", "{}");
    await ask(`${server.url}/sign-in`, { rsc: "1", "next-router-state-tree": "%7Bnone" });
    const internal = {
      "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy",
      "x-matched-path": "/inbox",
    };
    expect(await ask(`${server.url}/inbox`, internal)).toMatchObject({ status: 307 });
    const more = server.lines.slice(before);
    expect(more.map((line) => JSON.parse(line).msg).filter((msg) => msg !== "command failed")).toEqual([]);
    expect(more.join()).not.toContain("forged");
  });
});

describe("a request whose body breaks off", () => {
  it("is a warning, and a flood of them is counted", async () => {
    const heads = [
      "POST /api/tokens HTTP/1.1\r\nContent-Type: application/json",
      "POST /api/auth/callback/credentials HTTP/1.1\r\nContent-Type: application/json",
      "POST /api/auth/signout HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded",
    ];
    const count = server.lines.length;
    for (let round = 0; round < 40; round++)
      await Promise.all(heads.map((head) => breakOff(server.url, head)));
    const broken = () => logged().filter((line, at) => at >= count - 1 && /failed/.test(line.msg));
    await until("the warnings", () => broken().length > 0);
    expect(server.errors).toEqual([]);
    expect(broken().every(({ level }) => level === "warn")).toBe(true);
    expect(broken().length).toBeLessThanOrEqual(60);
    expect(JSON.stringify(broken())).not.toContain("unavailable");
  });
});

describe("transport security", () => {
  const hsts = async (url: string, path: string) =>
    (await ask(url + path)).headers["strict-transport-security"];

  it("is required by every answer when Parley's address is https", async () => {
    for (const path of ["/", "/api/health", "/sw.js", "/demo/none", "/socket.io/?EIO=4&transport=polling"])
      expect(await hsts(`http://127.0.0.1:${securePort}`, path), path).toBe("max-age=31536000");
    expect(await hsts(server.url, "/")).toBeUndefined();
  });
});

describe("a command", () => {
  const command = (headers: Record<string, string>, path = "/api/listings") =>
    ask(server.url + path, headers);

  it.each([
    "image",
    "script",
    "style",
    "iframe",
    "frame",
    "embed",
    "object",
    "video",
    "audio",
    "font",
    "manifest",
    "track",
    "worker",
    "report",
    "webidentity",
  ])("is not for the %s element of a page", async (dest) => {
    for (const site of ["same-origin", "same-site", "cross-site", "none"]) {
      const { status, text } = await command({ "sec-fetch-dest": dest, "sec-fetch-site": site });
      expect(status, site).toBe(403);
      expect(JSON.parse(text)).toMatchObject({ ok: false, error: { code: "forbidden" } });
    }
  });

  it("is open to code, programs and the address bar, but not to links from other sites", async () => {
    expect((await command({})).status).toBe(200);
    expect((await command({ "sec-fetch-dest": "empty", "sec-fetch-site": "same-origin" })).status).toBe(200);
    expect((await command({ "sec-fetch-dest": "document", "sec-fetch-site": "none" })).status).toBe(200);
    expect((await command({ "sec-fetch-dest": "document", "sec-fetch-site": "cross-site" })).status).toBe(
      403,
    );
    expect((await command({ "sec-fetch-dest": "image" }, "/api/docs")).status).toBe(200);
  });
});
