// In long polling, many requests share one id, so each must prove its origin and its user.
import { describe, expect, it } from "vitest";
import WebSocket from "ws";
import type { Actor } from "../../lib/contract/actor";
import { rows } from "../../lib/server/db";
import { tokenOf } from "../helpers/api";
import { ask, type Headers } from "../helpers/ask";
import { makeUser } from "../helpers/people";
import { parseRaw, sendRaw } from "../helpers/raw";
import { testServer } from "../helpers/server";
import { cookieOf } from "../helpers/session-cookie";
import { Client, closeClientsAfterEach, openSocket } from "../helpers/sockets";

const friend = "https://shop.example";
const otherFriend = "https://blog.example";
const server = testServer({ env: { PARLEY_ORIGINS: `${friend},${otherFriend}` } });
closeClientsAfterEach();

const path = "/socket.io/?EIO=4&transport=polling";
const get = (headers: Headers, more = "") => ask(`${server.url}${path}${more}`, headers);
const post = (sid: string, headers: Headers, body = "40") =>
  ask(`${server.url}${path}&sid=${sid}`, headers, "POST", body);

async function handshake(headers: Headers): Promise<string> {
  const { status, text } = await get(headers);
  expect(status, text).toBe(200);
  return (JSON.parse(text.slice(1)) as { sid: string }).sid;
}

/** The engine's answer to a poll after a connect: `40` and the connection's id, or `44` and an error. */
async function connected(sid: string, headers: Headers): Promise<string> {
  expect(await post(sid, headers)).toMatchObject({ status: 200, text: "ok" });
  return (await get(headers, `&sid=${sid}`)).text;
}

const upgrade = (sid: string, headers: Headers) =>
  sendRaw(
    server.url,
    [
      `GET /socket.io/?EIO=4&transport=websocket&sid=${sid} HTTP/1.1`,
      `Host: ${new URL(server.url).host}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      "\r\n",
    ].join("\r\n"),
  );

describe("a handshake", () => {
  it("is never answered as a script", async () => {
    const cookie = await cookieOf(await makeUser("CUSTOMER"));
    for (const more of ["&j=0", "&j=", "&j=0&sid=x", "&%6A=0"]) {
      const { status, text } = await get({ cookie }, more);
      expect(status, more).toBe(400);
      expect(text, more).not.toContain("sid");
    }
    const sid = await handshake({ cookie });
    expect(await get({ cookie }, `&sid=${sid}&j=1`)).toMatchObject({ status: 400 });
    expect(await ask(`${server.url}${path}&sid=${sid}&j=1`, { cookie }, "POST", "d=40")).toMatchObject({
      status: 400,
    });
  });

  it.each<[string, Headers]>([
    ["another site", { "sec-fetch-site": "cross-site" }],
    ["another port or subdomain", { "sec-fetch-site": "same-site" }],
    ["a foreign origin", { origin: "https://evil.example" }],
    [
      "a foreign origin that claims to be ours",
      { origin: "http://localhost", "sec-fetch-site": "same-origin" },
    ],
    ["no origin", { origin: "null" }],
    ["a script element", { "sec-fetch-site": "same-origin", "sec-fetch-dest": "script" }],
    ["a picture", { "sec-fetch-site": "same-origin", "sec-fetch-dest": "image" }],
    ["a frame", { "sec-fetch-site": "same-origin", "sec-fetch-dest": "iframe" }],
    ["a link", { "sec-fetch-site": "same-origin", "sec-fetch-dest": "document" }],
    ["two origins", { "sec-fetch-site": "same-origin, cross-site" }],
  ])("is refused to %s", async (_, headers) => {
    const cookie = await cookieOf(await makeUser("CUSTOMER"));
    const { status, text } = await get({ cookie, ...headers });
    expect(status).toBe(403);
    expect(text).not.toContain("sid");
  });

  it("is open to programs, to our own pages and to the operator's listed origins", async () => {
    const own = { "sec-fetch-site": "same-origin", "sec-fetch-dest": "empty", "sec-fetch-mode": "cors" };
    await handshake({});
    await handshake(own);
    await handshake({ ...own, "sec-fetch-site": "none" });
    await handshake({ ...own, origin: server.url });
    await handshake({ origin: friend, "sec-fetch-site": "cross-site", "sec-fetch-dest": "empty" });
  });
});

describe("the id of a polling session", () => {
  it("is useless without the credentials of its handshake", async () => {
    const [customer, stranger] = [await makeUser("CUSTOMER"), await makeUser("CUSTOMER")];
    const cookie = await cookieOf(customer);
    const sid = await handshake({ cookie });
    const thieves: Headers[] = [
      {},
      { cookie: await cookieOf(stranger) },
      { cookie: "next-auth.session-token=made-up" },
      { cookie, authorization: `Bearer ${tokenOf(stranger)}` },
      { authorization: `Bearer ${tokenOf(customer)}` },
      { cookie, origin: "https://evil.example" },
      { cookie, origin: friend },
      { cookie, "sec-fetch-site": "same-site" },
    ];
    for (const headers of thieves) {
      expect((await post(sid, headers)).status, JSON.stringify(headers)).toBe(403);
      expect((await get(headers, `&sid=${sid}`)).status, JSON.stringify(headers)).toBe(403);
      expect(parseRaw(await upgrade(sid, headers)).status, JSON.stringify(headers)).toBe(403);
    }
    expect(await connected(sid, { cookie, origin: server.url })).toMatch(/^40\{"sid"/);
  });

  it("belongs to the origin of its handshake, even among the listed origins", async () => {
    const cookie = await cookieOf(await makeUser("CUSTOMER"));
    const sid = await handshake({ cookie, origin: friend });
    for (const origin of [otherFriend, server.url])
      expect((await post(sid, { cookie, origin })).status).toBe(403);
    expect((await post(sid, { cookie })).status).toBe(403);
    expect(await connected(sid, { cookie, origin: friend })).toMatch(/^40\{"sid"/);
  });

  it("belongs to the bearer token of its handshake", async () => {
    const [customer, stranger] = [await makeUser("CUSTOMER"), await makeUser("CUSTOMER")];
    const bearer = (actor: Actor) => ({ authorization: `Bearer ${tokenOf(actor)}` });
    const sid = await handshake(bearer(customer));
    for (const headers of [{}, bearer(stranger)]) expect((await post(sid, headers)).status).toBe(403);
    expect(await connected(sid, bearer(customer))).toMatch(/^40\{"sid"/);
  });

  it("stays valid when the cookie of the same session is renewed or other cookies change", async () => {
    const customer = await makeUser("CUSTOMER");
    const sid = await handshake({ cookie: await cookieOf(customer) });
    const renewed = `parley-theme=dark; ${await cookieOf(customer)}`;
    expect(await connected(sid, { cookie: renewed })).toMatch(/^40\{"sid"/);
  });

  it("is refused once the session has ended", async () => {
    const customer = await makeUser("CUSTOMER");
    const cookie = await cookieOf(customer);
    const sid = await handshake({ cookie });
    await rows({ name: "", text: 'UPDATE "Session" SET "revokedAt" = now() WHERE id = $1' }, [
      customer.sessionId,
    ]);
    const answer = await connected(sid, { cookie });
    expect(answer).toMatch(/^44/);
    expect(answer).toContain("unauthenticated");
  });
});

it("closes a connection that keeps polling after it was refused", async () => {
  const socket = new WebSocket(`${server.url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`);
  let refused = 0;
  const closed = new Promise<void>((done) => socket.on("close", () => done()));
  socket.on("message", (text) => void (String(text).startsWith("44") && refused++));
  await new Promise<void>((done) => socket.on("open", () => done()));
  for (let count = 0; count < 100; count++) socket.send("40{}");
  await closed;
  expect(refused).toBeGreaterThan(0);
  expect(refused).toBeLessThan(100);
});

it("lets a client with a new session reconnect by itself", async () => {
  const [before, after] = [await makeUser("CUSTOMER"), await makeUser("CUSTOMER")];
  const extraHeaders = { cookie: await cookieOf(before) };
  const options = { transports: ["polling"], extraHeaders, reconnection: true, reconnectionDelay: 50 };
  const client = new Client(openSocket(server.url, {}, options));
  await client.fact("session:ready", ({ userId }) => userId === before.userId);
  extraHeaders.cookie = await cookieOf(after);
  client.socket.emit("conversation:list", {});
  await client.fact("session:ready", ({ userId }) => userId === after.userId);
});
