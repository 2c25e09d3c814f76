// The log never contains user content.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { AppError } from "../../lib/contract/errors";
import { plainPath } from "../../lib/server/access-log";
import { Call } from "../../lib/server/call";
import { createLog } from "../../lib/server/log";
import { Metrics } from "../../lib/server/metrics";
import { describeCause, stackWithoutMessage, toAppError } from "../../lib/server/problem";
import { isFromThisMachine, requestIdHeader, stampRequest } from "../../lib/server/request-stamps";
import { provide } from "../../lib/server/slot";

type Line = Record<string, unknown>;

function logged(logLevel: "info" | "debug" = "info"): Line[] {
  const lines: Line[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as Line);
  const metrics = new Metrics({ pools: () => ({}) });
  onTestFinished(() => metrics.stop());
  provide("log", createLog({ logLevel }, { write }));
  provide("metrics", metrics);
  return lines;
}

/**
 * An error as a driver reports it: row contents in the message, in the fields, and after text that looks like a stack.
 */
function driverError(code: string): Error {
  const message = "invalid input: marker\n    at marker (file:///marker.js:1:1)\nmarker";
  return Object.assign(new Error(message), { code, detail: "marker", where: "marker" });
}

describe("an error's description", () => {
  it("has the frames of its stack and nothing of its message", () => {
    const text = stackWithoutMessage(driverError("22P02"));
    expect(text).toMatch(/^Error\n {4}at .*log-contents\.test\.ts/);
    expect(text).not.toContain("marker");
  });

  it("has no frames when the message cannot be located in the stack", () => {
    const error = driverError("22P02");
    const { stack } = error;
    Object.assign(error, { stack, message: "another" });
    expect(stackWithoutMessage(error)).toBe("Error");
    expect(stackWithoutMessage("marker")).toBe("string");
    expect(describeCause(undefined)).toEqual({});
  });
});

describe("a call", () => {
  it("that fails internally is one line at error, with the code of the cause", () => {
    const lines = logged();
    const call = new Call("message:send", "http", "request-1");
    call.userId = "somebody";
    expect(call.fail(driverError("22P02")).code).toBe("internal");
    call.end();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: "error",
      id: "request-1",
      command: "message:send",
      transport: "http",
      code: "internal",
      userId: "somebody",
      cause: { code: "22P02" },
    });
    expect(lines[0]?.ms).toBeTypeOf("number");
    expect(JSON.stringify(lines)).not.toContain("marker");
  });

  it("that is refused, or finds no database, is one line at warn", () => {
    const lines = logged();
    const refused = new AppError("invalid_input", "marker", {
      details: [{ path: "text", message: "marker" }],
    });
    for (const error of [refused, driverError("57P01")]) {
      const call = new Call("message:send", "socket", "socket.1");
      call.fail(error);
      call.end();
    }
    expect(lines.map(({ level, code }) => [level, code])).toEqual([
      ["warn", "invalid_input"],
      ["warn", "unavailable"],
    ]);
    expect(JSON.stringify(lines)).not.toContain("marker");
  });

  it("that succeeds is only a line at debug", () => {
    const quiet = logged("info");
    new Call("me:get", "http", "request-1").end();
    expect(quiet).toEqual([]);
    const lines = logged("debug");
    new Call("me:get", "http", "request-1").end();
    expect(lines).toEqual([expect.objectContaining({ level: "debug", id: "request-1", code: "ok" })]);
  });

  it("that fails too often is counted and not written", () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    onTestFinished(() => void vi.useRealTimers());
    const lines = logged();
    const failOften = (times: number) => {
      for (let index = 0; index < times; index++) {
        const call = new Call("me:get", "http", "request-1");
        call.fail(new AppError("not_found", "No."));
        call.end();
      }
    };
    vi.advanceTimersByTime(10_000);
    failOften(500);
    expect(lines).toHaveLength(20);
    const internal = new Call("me:get", "http", "request-2");
    internal.fail(new Error("ours"));
    internal.end();
    expect(lines).toHaveLength(21);
    vi.advanceTimersByTime(1_000);
    failOften(1);
    expect(lines.at(-1)).toMatchObject({ suppressed: 480 });
  });
});

it("a thrown value becomes an error that the caller may see", () => {
  expect(toAppError(driverError("08006")).code).toBe("unavailable");
  expect(toAppError(new Error("Connection terminated unexpectedly")).code).toBe("unavailable");
  expect(toAppError(driverError("23514"))).toMatchObject({ code: "internal" });
  expect(toAppError(driverError("23514")).message).not.toContain("marker");
  const known = new AppError("gone", "It is over.");
  expect(toAppError(known)).toBe(known);
});

describe("the access log", () => {
  it.each([
    ["/api/me/sessions", "/api/me/sessions"],
    ["/api/search?q=marker", "/api/search"],
    [
      "/api/messages/0199c0de-0000-7000-8000-000000000001/reactions/%F0%9F%91%8D",
      "/api/messages/0199c0de-0000-7000-8000-000000000001/reactions/*",
    ],
    ["/api/invitations/pt1.bWFya2Vy", "/api/invitations/*"],
    ["/api/users/pat@example.com", "/api/users/*"],
  ])("writes %s as %s", (url, path) => {
    expect(plainPath(url)).toBe(path);
  });
});

describe("a request", () => {
  type Given = { headers: Record<string, string>; address?: string; trustsProxy?: boolean };

  function stamp({ headers, address = "127.0.0.1", trustsProxy = false }: Given) {
    const request = { headers: { host: "localhost:3000", ...headers } as IncomingHttpHeaders };
    const answered: Record<string, unknown> = {};
    const response = {
      setHeader: (name: string, value: unknown) => Object.assign(answered, { [name]: value }),
    };
    stampRequest(request as unknown as IncomingMessage, response as unknown as ServerResponse, {
      address,
      trustsProxy,
    });
    return {
      id: request.headers[requestIdHeader],
      answered: answered[requestIdHeader],
      isLocal: isFromThisMachine(request.headers),
    };
  }

  it("keeps a short and plain id, and otherwise gets a new one", () => {
    expect(stamp({ headers: { [requestIdHeader]: "edge-1.A_z" } })).toMatchObject({
      id: "edge-1.A_z",
      answered: "edge-1.A_z",
    });
    for (const given of ["", "two words", "x".repeat(65), '{"a":1}', "a, b", "é"]) {
      const { id, answered } = stamp({ headers: { [requestIdHeader]: given } });
      expect(id).toMatch(/^[\da-f-]{36}$/);
      expect(answered).toBe(id);
    }
  });

  it.each<[string, boolean, Given]>([
    ["from this machine", true, { headers: {} }],
    ["from this machine by IPv6", true, { headers: { host: "[::1]:3000" }, address: "::1" }],
    ["from elsewhere", false, { headers: {}, address: "203.0.113.7" }],
    ["that claims it", false, { headers: { "x-parley-local": "1" }, address: "203.0.113.7" }],
    ["that a proxy has touched", false, { headers: { "x-forwarded-for": "127.0.0.1" } }],
    ["that says otherwise it came through a proxy", false, { headers: { forwarded: "for=203.0.113.7" } }],
    ["by a name that is not this machine's", false, { headers: { host: "chat.example.com" } }],
    ["by a trusted proxy's word", true, { headers: { "x-forwarded-for": "127.0.0.1" }, trustsProxy: true }],
    [
      "not so by a trusted proxy's word",
      false,
      { headers: { "x-forwarded-for": "203.0.113.7" }, address: "203.0.113.7", trustsProxy: true },
    ],
    [
      "of which a trusted proxy says nothing",
      false,
      { headers: { "x-real-ip": "203.0.113.7" }, trustsProxy: true },
    ],
  ])("%s: %s", (_what, isLocal, given) => {
    expect(stamp(given).isLocal).toBe(isLocal);
  });
});
