// A browser's cookie allows everything from our own pages, and only reading from other origins.
import { encode } from "next-auth/jwt";
import { describe, expect, it } from "vitest";
import type { Actor } from "../../../lib/contract/actor";
import type { CommandName } from "../../../lib/contract/commands";
import { readSessionClaims } from "../../../lib/server/auth/session-cookie";
import { use } from "../../../lib/server/slot";
import { Api, commandNamed, type Json, requestFor, routed } from "../../helpers/api";
import { fingerprint } from "../../helpers/fingerprint";
import { makeWorld, samples } from "../../helpers/samples";
import { testServer } from "../../helpers/server";
import { closeClientsAfterEach, openSocket, refusal } from "../../helpers/sockets";
import { until } from "../../helpers/until";

const server = testServer();
const api = new Api(server);
closeClientsAfterEach();
const isRead = (name: CommandName) => commandNamed(name).http?.method === "GET";
const reads = routed.filter(isRead);
const mutations = routed.filter((name) => !isRead(name));

/** The cookie as the server seals it at sign-in. */
async function cookieOf({ userId, sessionId }: Actor): Promise<string> {
  const { secret } = use("config");
  return `next-auth.session-token=${await encode({ token: { sub: userId, sid: sessionId }, secret })}`;
}

const foreign: Record<string, string>[] = [
  { origin: "https://evil.example" },
  { origin: "null" },
  { origin: "http://localhost" },
  { "sec-fetch-site": "cross-site" },
];

describe("a request with a cookie from a foreign page", () => {
  it.each(mutations)("is refused by %s, and nothing is stored", async (name) => {
    const world = await makeWorld();
    const [sample] = await samples[name](world);
    const cookie = await cookieOf(sample?.caller ?? world.customer);
    const request = requestFor(commandNamed(name), (sample?.input ?? {}) as Json);
    const before = await fingerprint(server.database.database);
    for (const headers of foreign) {
      const { body } = await api.send({ ...request, caller: { cookie }, headers });
      expect(body, JSON.stringify(headers)).toMatchObject({ ok: false, error: { code: "forbidden" } });
    }
    expect(await fingerprint(server.database.database)).toEqual(before);
    const { body } = await api.send({ ...request, caller: { cookie }, headers: { origin: server.url } });
    expect(body).toMatchObject({ ok: true });
  });

  it.each(reads)("may call %s, because the foreign page cannot read the answer", async (name) => {
    const world = await makeWorld();
    const [sample] = await samples[name](world);
    const cookie = await cookieOf(sample?.caller ?? world.customer);
    const request = requestFor(commandNamed(name), (sample?.input ?? {}) as Json);
    const { body, headers } = await api.send({ ...request, caller: { cookie }, headers: foreign[0] });
    expect(body).toMatchObject({ ok: true });
    expect([...headers.keys()].filter((key) => key.startsWith("access-control"))).toEqual([]);
    expect(headers.get("cache-control")).toContain("no-store");
  });
});

describe("a session cookie that was not sealed here", () => {
  /** Decrypting it would derive a key in 10,000 rounds, for a caller who knows no secret. */
  const header = { alg: "PBES2-HS512+A256KW", enc: "A256GCM", p2c: 10_000, p2s: "c2FsdHNhbHRzYWx0c2FsdA" };
  const mostMicroseconds = 200_000;
  const part = (bytes: number) => Buffer.alloc(bytes, 1).toString("base64url");
  const forged = [
    Buffer.from(JSON.stringify(header)).toString("base64url"),
    part(40),
    part(12),
    part(64),
    part(16),
  ].join(".");

  it("costs next to nothing to refuse", async () => {
    const header = Array.from({ length: 8 }, () => `next-auth.session-token=${forged}`);
    const cookies = header.map((each, at) => `${each}${at}`).join("; ");
    expect(await readSessionClaims(cookies)).toEqual([]);
    const before = process.cpuUsage();
    for (let turn = 0; turn < 20; turn++) await readSessionClaims(cookies);
    const { user, system } = process.cpuUsage(before);
    expect(user + system).toBeLessThan(mostMicroseconds);
  });

  it.each(["state", "pkce.code_verifier"])("is refused as %s of another service's sign-in", async (name) => {
    const cookie = `next-auth.${name}=${forged}`;
    const { status } = await api.send({ method: "GET", path: "/api/auth/csrf", caller: { cookie } });
    expect(status).toBe(400);
  });
});

describe("next-auth's own addresses", () => {
  it.each([
    ["GET", "/api/auth/callback/credentials", 404],
    ["GET", "/api/auth/callback/x", 404],
    ["POST", "/api/auth/callback/x", 404],
    ["GET", "/api/auth/error?error=%0d%0ax", 400],
    ["GET", "/api/auth/error?error=%E2%82%AC", 400],
  ] as const)("answer %s %s with %i in the envelope", async (method, path, expected) => {
    const { status, body } = await api.send({ method, path });
    expect(status).toBe(expected);
    expect(body).toMatchObject({ ok: false });
  });
});

describe("a page that names its user", () => {
  it("gets no answer once another user has signed in in its browser, over HTTP or a socket", async () => {
    const { customer, seller } = await makeWorld();
    const cookie = await cookieOf(seller);
    const send = (userId: string) =>
      api.send({ method: "GET", path: "/api/me", caller: { cookie }, headers: { "X-Parley-User": userId } });
    expect((await send(seller.userId)).body).toMatchObject({ ok: true });
    expect((await send(customer.userId)).body).toMatchObject({ error: { code: "unauthenticated" } });
    const options = { extraHeaders: { cookie } };
    const socket = openSocket(server.url, { userId: customer.userId }, options);
    expect((await refusal(socket)).data?.code).toBe("unauthenticated");
    const own = openSocket(server.url, { userId: seller.userId }, options);
    await until("the seller's own page", () => own.connected);
  });
});

describe("a bearer token", () => {
  it("is never sent automatically by browsers, so its origin does not matter", async () => {
    const { customer } = await makeWorld();
    const headers = { origin: "https://a-host-application.example" };
    const { body } = await api.send({
      method: "PATCH",
      path: "/api/me",
      caller: customer,
      headers,
      body: { name: "Kim" },
    });
    expect(body).toMatchObject({ ok: true, data: { user: { name: "Kim" } } });
  });

  it("takes precedence over a cookie", async () => {
    const { customer, seller } = await makeWorld();
    const headers = { cookie: await cookieOf(seller), origin: "https://evil.example" };
    const { body } = await api.send({
      method: "PATCH",
      path: "/api/me",
      caller: customer,
      headers,
      body: {},
    });
    expect(body).toMatchObject({ ok: true, data: { user: { id: customer.userId } } });
  });
});

describe("signing in", () => {
  it("works in a browser, is listed among the sessions, and ends when it is ended there", async () => {
    const { user, email, password } = await api.signUp("CUSTOMER");
    const browser = await api.signInWithCookie(email, password);
    const program = await api.call("token:create", null, { email, password });
    expect((await api.call("me:get", browser, {})).user).toEqual(user);
    expect((await api.call("me:get", program, {})).user).toEqual(user);
    const { items } = await api.call("session:list", program, {});
    expect(items.map(({ kind, current }) => [kind, current])).toEqual([
      ["TOKEN", true],
      ["COOKIE", false],
    ]);
    await api.call("session:revoke", program, { sessionId: items[1]?.id ?? "" });
    expect((await api.refusal("me:get", browser, {})).code).toBe("unauthenticated");
    expect((await api.call("session:list", program, {})).items).toHaveLength(1);
  });

  it("exchanges the browser's session for a token, which ends with it", async () => {
    const { user, email, password } = await api.signUp("SELLER");
    const browser = await api.signInWithCookie(email, password);
    const { token } = await api.call("token:create", browser, {});
    expect((await api.call("me:get", { token }, {})).user).toEqual(user);
    expect((await api.call("token:revoke", browser, {})).revoked).toBe(true);
    expect((await api.refusal("me:get", browser, {})).code).toBe("unauthenticated");
    expect((await api.refusal("me:get", { token }, {})).code).toBe("unauthenticated");
    expect((await api.refusal("token:create", null, {})).code).toBe("unauthenticated");
  });

  it("answers a wrong email and a wrong password with the same words", async () => {
    const { email } = await api.signUp("CUSTOMER");
    const [wrongPassword, wrongEmail] = await Promise.all(
      [email, `nobody-${email}`].map((given) =>
        api.request("token:create", null, { email: given, password: "wrong" }),
      ),
    );
    expect(wrongPassword?.status).toBe(401);
    expect(wrongPassword?.text).toBe(wrongEmail?.text);
  });
});
