// An operator's view of a running server: metrics, request ids, and a log without any user content.
import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { metricsTokenOf } from "../../../lib/server/config";
import { use } from "../../../lib/server/slot";
import { Api, tokenOf } from "../../helpers/api";
import { ask, type Headers } from "../../helpers/ask";
import { readMetrics } from "../../helpers/metrics";
import { makeScene, makeUser } from "../../helpers/people";
import { testServer } from "../../helpers/server";
import { closeClientsAfterEach, connect } from "../../helpers/sockets";

const metricsToken = "a token for the metrics, by an operator".replaceAll(" ", "-");
const proxied = testServer({ env: { PARLEY_TRUST_PROXY: "1" } });
const server = testServer({ env: { LOG_LEVEL: "debug", PARLEY_METRICS_TOKEN: metricsToken } });
const api = new Api(server);
closeClientsAfterEach();

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const metricsOf = (headers: Headers = {}, url = server.url) => ask(`${url}/metrics`, headers);

/** The growth of each series since `before`, without the unchanged ones. */
async function scrape(): Promise<Map<string, number>> {
  const { status, text } = await metricsOf();
  expect(status).toBe(200);
  const key = ({ name, labels }: { name: string; labels: Headers }) =>
    `${name} ${Object.values(labels).join(" ")}`.trim();
  return new Map(readMetrics(text).map((sample) => [key(sample), sample.value]));
}

async function growth(before: Map<string, number>): Promise<Record<string, number>> {
  const after = [...(await scrape())];
  return Object.fromEntries(after.map(([key, value]) => [key, value - (before.get(key) ?? 0)]));
}

type Line = Record<string, unknown> & { level?: string; id?: string; msg?: string };

function logged(): Line[] {
  return server.lines.flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as Line] : []));
}

/** The log comes through a pipe, so a line may arrive a moment after the answer. */
const findLine = (fits: (line: Line) => boolean): Promise<Line> =>
  expect
    .poll(() => logged().find(fits), { timeout: 5_000 })
    .toBeDefined()
    .then(() => logged().find(fits) ?? {});

describe("metrics", () => {
  it("count what the server does", async () => {
    const { customer, seller, conversation } = await makeScene();
    const before = await scrape();
    const conversationId = conversation.id;
    const client = await connect(server.url, customer);
    await client.call("message:send", { id: randomUUID(), conversationId, text: "Over a socket." });
    await client.call("message:send", { id: randomUUID(), conversationId, text: "x".repeat(6_000) });
    await client.call("sync", { conversations: [] });
    await api.call("message:send", seller, { id: randomUUID(), conversationId, text: "Over HTTP." });
    await api.call("conversation:read", seller, { conversationId, seq: 1 });
    await api.refusal("me:get", { token: "made up" }, {});
    const grown = await growth(before);
    expect(grown).toMatchObject({
      "parley_commands_total message:send socket ok": 1,
      "parley_commands_total message:send socket invalid_input": 1,
      "parley_commands_total message:send http ok": 1,
      "parley_commands_total conversation:read http ok": 1,
      "parley_commands_total me:get http unauthenticated": 1,
      "parley_command_seconds_count message:send socket": 2,
      "parley_send_to_acknowledge_seconds_count socket": 1,
      "parley_send_to_acknowledge_seconds_count http": 1,
      parley_send_to_deliver_seconds_count: 2,
      "parley_batch_size_sum messages": 2,
      "parley_batch_size_sum watermarks": 1,
      "parley_resyncs_total sync": 1,
      parley_connections_opened_total: 1,
      parley_connections: 1,
    });
    expect(grown.parley_send_to_deliver_seconds_sum).toBeGreaterThan(0);
    client.close();
    await expect.poll(async () => (await growth(before)).parley_connections).toBe(0);
  });

  it("have no series for names that a client invents", async () => {
    const client = await connect(server.url, await makeUser("CUSTOMER"));
    await client.call("made:up-0", {});
    const series = [...(await scrape()).keys()];
    for (let index = 1; index <= 20; index++) {
      await client.call(`made:up-${index}`, {});
      await api.send({ method: "GET", path: `/api/made/up-${index}` });
    }
    const now = [...(await scrape()).keys()];
    expect(now).toEqual(series);
    expect(now.join("\n")).not.toContain("made");
    expect(await scrape()).toHaveProperty("size", series.length);
    expect((await scrape()).get("parley_commands_total unknown socket invalid_input")).toBe(21);
  });

  it("are available only to programs on this machine", async () => {
    const foreign: Headers[] = [
      { "x-forwarded-for": "203.0.113.7" },
      { "x-forwarded-for": "127.0.0.1" },
      { forwarded: "for=127.0.0.1" },
      { host: "chat.example.com" },
    ];
    for (const headers of foreign) {
      const { status, text, headers: answered } = await metricsOf({ ...headers, "x-parley-local": "1" });
      expect(status, JSON.stringify(headers)).toBe(404);
      expect(JSON.parse(text)).toMatchObject({ ok: false, error: { code: "not_found" } });
      expect(answered["content-type"]).toMatch(/^application\/json/);
    }
    const { status, headers } = await metricsOf();
    expect(status).toBe(200);
    expect(headers["content-type"]).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(headers["cache-control"]).toBe("no-store");
  });

  it("are available to callers with the metrics token, and with no other token", async () => {
    const away = { "x-forwarded-for": "203.0.113.7" };
    const admin = await makeUser("ADMIN");
    for (const token of [tokenOf(admin), metricsTokenOf(use("config").secret), `${metricsToken}x`, ""]) {
      expect((await metricsOf({ ...away, ...bearer(token) })).status, token).toBe(404);
    }
    expect((await metricsOf({ ...away, ...bearer(metricsToken) })).status).toBe(200);
  });

  it("trust a proxy's client address, and accept the token that is derived from the secret", async () => {
    const ofProxied = (headers: Headers) => metricsOf(headers, proxied.url);
    const { secret } = use("config");
    expect((await ofProxied({})).status).toBe(200);
    expect((await ofProxied({ "x-forwarded-for": "127.0.0.1" })).status).toBe(200);
    for (const forwarded of ["203.0.113.7", "127.0.0.1, 203.0.113.7"]) {
      const headers = { "x-forwarded-for": forwarded };
      expect((await ofProxied(headers)).status).toBe(404);
      expect((await ofProxied({ ...headers, ...bearer(metricsTokenOf(secret)) })).status).toBe(200);
    }
  });
});

describe("the id of a request", () => {
  const idOf = async (path: string, id?: string, method = "GET") => {
    const { headers } = await ask(server.url + path, id === undefined ? {} : { "x-request-id": id }, method);
    return headers["x-request-id"];
  };

  it("is echoed on every kind of answer", async () => {
    const paths = [
      "/api/health",
      "/api/me",
      "/api/nothing",
      "/api/messages/%ff",
      "/metrics",
      "/",
      "/nothing",
    ];
    for (const path of [...paths, "/api/auth/csrf", "/sign-in", "/socket.io/?EIO=4&transport=polling"]) {
      const id = randomUUID();
      expect(await idOf(path, id), path).toBe(id);
    }
    expect(await idOf("/api/conversations", "edge-7.a_B", "POST")).toBe("edge-7.a_B");
  });

  it("is generated when it is missing or unsafe for a log", async () => {
    const made = [
      await idOf("/api/health"),
      await idOf("/api/health", "two words"),
      await idOf("/api/health", "x".repeat(65)),
    ];
    for (const id of made) expect(id).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/);
    expect(new Set(made).size).toBe(made.length);
  });

  it("leads to the request's lines in the log: one for the request, one for its command", async () => {
    const customer = await makeUser("CUSTOMER");
    const { headers } = await api.send({ method: "GET", path: "/api/me?", caller: customer });
    const id = headers.get("x-request-id");
    await findLine((line) => line.id === id && line.msg === "request");
    const ms = expect.any(Number);
    const { userId } = customer;
    expect(logged().filter((line) => line.id === id)).toEqual([
      expect.objectContaining({ level: "debug", msg: "command", command: "me:get", code: "ok", userId, ms }),
      expect.objectContaining({
        level: "debug",
        msg: "request",
        method: "GET",
        path: "/api/me",
        status: 200,
        ms,
      }),
    ]);
  });

  it("is in the log line of a failed command", async () => {
    const customer = await makeUser("CUSTOMER");
    const client = await connect(server.url, customer);
    const conversationId = randomUUID();
    const ids: (string | null)[] = [];
    // Failures of earlier tests in the same second may have used up the log's limit.
    const failAgain = async (transport: string) => {
      if (transport === "socket") await client.call("message:list", { conversationId });
      else
        ids.push(
          (await api.request("message:list", customer, { conversationId })).headers.get("x-request-id"),
        );
      return logged().find((line) => line.userId === customer.userId && line.transport === transport);
    };
    for (const transport of ["http", "socket"]) {
      await expect
        .poll(() => failAgain(transport), { timeout: 5_000 })
        .toMatchObject({ level: "warn", msg: "command failed", command: "message:list", code: "not_found" });
    }
    expect(ids).toContain((await failAgain("http"))?.id);
    expect((await failAgain("socket"))?.id).toMatch(new RegExp(`^${client.socket.id}\\.\\d+$`));
  });

  it("is the connection's id and a number for a command over a socket", async () => {
    const customer = await makeUser("CUSTOMER");
    const { userId } = customer;
    const client = await connect(server.url, customer);
    const { id: connection } = client.socket;
    for (const id of [`${connection}.1`, `${connection}.2`]) {
      await client.call("sync", { conversations: [] });
      expect(await findLine((line) => line.id === id)).toMatchObject({
        command: "sync",
        transport: "socket",
        userId,
      });
    }
    const opened = await findLine((line) => line.msg === "connected" && line.connection === connection);
    expect(opened).toMatchObject({ level: "debug", userId, id: expect.stringMatching(/^[\da-f-]{36}$/) });
  });
});

describe("the log", () => {
  const marker = `marker-${randomUUID()}`;
  /** Makes the database refuse messages with an error that quotes them. */
  const refuse = async (how: string) => {
    const { pool } = server.database.database;
    await pool.query(`CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION E'no %\\n    at % (file:///x.js:1:1)', NEW.text, NEW.text USING ERRCODE = '${how}', DETAIL = NEW.text; END $$`);
    await pool.query(
      `CREATE OR REPLACE TRIGGER refuse BEFORE INSERT ON "Message" FOR EACH ROW EXECUTE FUNCTION refuse()`,
    );
  };
  afterAll(() => {
    for (const line of server.lines) expect(line).not.toContain(marker);
    expect(server.lines.length).toBeGreaterThan(50);
  });

  it("never contains user content, for any command, transport or outcome", async () => {
    const { customer, seller, conversation } = await makeScene();
    const conversationId = conversation.id;
    const stranger = await makeUser("CUSTOMER");
    const client = await connect(server.url, customer);
    const outgoing = () => ({ id: randomUUID(), conversationId, text: marker });
    const codes: string[] = [];
    const note = (answer: { ok: boolean; error?: { code: string } }) =>
      codes.push(answer.error?.code ?? "ok");
    const http = async (
      method: string,
      path: string,
      body?: unknown,
      caller: Parameters<typeof api.send>[0]["caller"] = customer,
    ) => note((await api.send({ method, path, caller, body })).body as never);
    const messages = `/api/conversations/${conversationId}/messages`;

    const first = outgoing();
    note(await client.call("message:send", first));
    note(await client.call("message:send", { ...first, text: `${marker} changed` }));
    note(await client.call("message:send", { ...outgoing(), text: marker.repeat(200) }));
    note(await client.call("message:send", { ...outgoing(), conversationId: randomUUID() }));
    note(await client.call(marker, { text: marker }));
    note(await client.call("message:edit", { messageId: first.id, text: `${marker} edited` }));
    note(await client.call("message:search", { q: marker }));
    await http("POST", messages, outgoing());
    await http("POST", messages, { ...first, text: `${marker} changed` });
    await http("POST", messages, { ...outgoing(), text: marker.repeat(200) });
    await http("POST", messages, outgoing(), stranger);
    await http("POST", messages, outgoing(), null);
    await http("POST", messages, `{"text": "${marker}`);
    await http("POST", messages, { ...outgoing(), [marker]: marker });
    await http("PATCH", `/api/messages/${first.id}`, { text: `${marker} again` });
    await http("PUT", `/api/messages/${first.id}/reactions/${marker}`);
    await http("GET", `/api/search?q=${marker}`);
    await http("GET", `/api/${marker}`);
    await http("POST", `/api/conversations/${conversationId}/notes`, { text: marker }, seller);
    await http("POST", "/api/tokens", { email: `${marker}@parley.test`, password: marker }, null);
    await http("GET", "/api/me", undefined, { token: marker });
    await api.signInWithCookie(`${marker}@parley.test`, marker).catch(() => undefined);
    for (const code of ["P0001", "23514", "22P02", "57P01"]) {
      await refuse(code);
      note(await client.call("message:send", outgoing()));
      await http("POST", messages, outgoing());
    }
    await server.database.database.pool.query(`DROP TRIGGER refuse ON "Message"`);
    expect(new Set(codes)).toEqual(
      new Set(["ok", "conflict", "invalid_input", "not_found", "unauthenticated", "internal", "unavailable"]),
    );
    expect(codes.filter((code) => code === "internal")).toHaveLength(6);
    const last = randomUUID();
    await ask(`${server.url}/api/health`, { "x-request-id": last });
    await findLine(({ id }) => id === last);
    const causes = logged().flatMap(({ level, cause }) =>
      level === "error" ? [(cause as { code?: string }).code] : [],
    );
    expect(new Set(causes)).toEqual(new Set(["P0001", "23514", "22P02"]));
  });
});
