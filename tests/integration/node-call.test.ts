// How requests of Node become calls of the API, and how their answers are sent.
import { createServer, request } from "node:http";
import { connect } from "node:net";
import { gunzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { limits } from "../../lib/contract/limits";
import { type HttpAnswer, type HttpCall, jsonAnswer } from "../../lib/server/http-call";
import { callOf, writeAnswer } from "../../lib/server/node-call";
import { toAppError } from "../../lib/server/problem";
import { readJson } from "../../lib/server/read-json";

type Answering = (call: HttpCall, gone: Promise<unknown>) => HttpAnswer | Promise<HttpAnswer>;

async function serve(answer: Answering) {
  let settled: (problem: unknown) => void = () => {};
  const outcome = new Promise((done) => {
    settled = done;
  });
  const server = createServer((incoming, response) => {
    const gone = new Promise((done) => incoming.once("close", done));
    Promise.resolve(answer(callOf(incoming), gone))
      .then((given) => writeAnswer(incoming, response, given))
      .then(() => settled(null), settled);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { port: (server.address() as { port: number }).port, outcome };
}

type Sent = { method?: string; path?: string; headers?: Record<string, string>; body?: string };

function ask(port: number, { method = "GET", path = "/", headers = {}, body }: Sent = {}) {
  return new Promise<{ status?: number; headers: Record<string, unknown>; bytes: Buffer }>((done, fail) => {
    const asked = request({ port, host: "127.0.0.1", method, path, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () =>
        done({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(parts) }),
      );
    });
    asked.on("error", fail).end(body);
  });
}

const long = { text: "é".repeat(limits.compressFromBytes) };

describe("an answer", () => {
  it.each(["gzip", "br, gzip;q=0.5", "GZIP"])("that is long is compressed for %s", async (accepted) => {
    const { port } = await serve(() => jsonAnswer(200, long));
    const { headers, bytes } = await ask(port, { headers: { "accept-encoding": accepted } });
    expect(headers).toMatchObject({ "content-encoding": "gzip", vary: "Accept-Encoding" });
    expect(headers["content-length"]).toBe(String(bytes.length));
    expect(JSON.parse(gunzipSync(bytes).toString())).toEqual(long);
  });

  it.each(["", "br", "gzip;q=0", "gzip; q=0.00", "x-gzip-like"])(
    "is sent uncompressed for %j",
    async (accepted) => {
      const { port } = await serve(() => jsonAnswer(200, long, { Vary: "Origin" }));
      const { headers, bytes } = await ask(port, { headers: { "accept-encoding": accepted } });
      expect(headers).not.toHaveProperty("content-encoding");
      expect(headers.vary).toBe("Origin, Accept-Encoding");
      expect(JSON.parse(bytes.toString())).toEqual(long);
    },
  );

  it("is never compressed when it is short", async () => {
    const { port } = await serve(() => jsonAnswer(200, {}));
    const { headers, bytes } = await ask(port, { headers: { "accept-encoding": "gzip" } });
    expect([headers["content-length"], bytes.toString()]).toEqual(["2", "{}"]);
  });

  it("to HEAD has the headers and no body", async () => {
    const { port } = await serve(() => jsonAnswer(200, long));
    const { status, headers, bytes } = await ask(port, { method: "HEAD" });
    expect([status, headers["content-type"], bytes.length]).toEqual([200, "application/json", 0]);
  });
});

describe("a call", () => {
  it("has its raw path, its separate query, and its body in chunks", async () => {
    let seen: Partial<HttpCall> = {};
    const { port } = await serve(async (call) => {
      seen = call;
      return jsonAnswer(200, await readJson(call));
    });
    const headers = { "content-type": "application/json", "transfer-encoding": "chunked" };
    const { bytes } = await ask(port, { method: "PUT", path: "/a/%F0?b=1?&c", headers, body: '{"d":[1]}' });
    expect(seen).toMatchObject({ method: "PUT", path: "/a/%F0", query: "b=1?&c" });
    expect(JSON.parse(bytes.toString())).toEqual({ d: [1] });
  });

  it("with an unread body is still answered", async () => {
    const { port } = await serve(async ({ body }) => {
      for await (const _ of body) break;
      return jsonAnswer(413, {});
    });
    const { status } = await ask(port, { method: "POST", body: "x".repeat(2_000_000) });
    expect(status).toBe(413);
  });

  const heads = [
    ["while its body is read", (call: HttpCall) => readJson(call)],
    [
      "before its body is read",
      async (call: HttpCall, gone: Promise<unknown>) => gone.then(() => readJson(call)),
    ],
  ] as const;

  it.each(heads)("whose client disconnects %s is a bad request and no internal error", async (_, read) => {
    let problem: unknown;
    const { port, outcome } = await serve(async (call, gone) => {
      problem = await read(call, gone).catch((error: unknown) => error);
      return jsonAnswer(400, {});
    });
    const socket = connect(port, "127.0.0.1");
    socket.write("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n{");
    socket.once("data", () => socket.destroy());
    expect(await outcome).toBeNull();
    expect(toAppError(problem).code).toBe("invalid_input");
  });
});
