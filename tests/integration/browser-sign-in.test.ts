import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { limits } from "../../lib/contract/limits";
import { uuidv7 } from "../../lib/contract/uuid";
import { createUser } from "../../lib/domain/account/create-user";
import { enableTotp } from "../../lib/domain/totp/enable-totp";
import { stepAt, totpCode } from "../../lib/domain/totp/totp-code";
import { authenticate } from "../../lib/server/auth/authenticate";
import { createToken } from "../../lib/server/auth/create-token";
import { signInvitation } from "../../lib/server/auth/invitation-token";
import { totpVault } from "../../lib/server/auth/totp-vault";
import { prisma } from "../../lib/server/db";
import { password, signIn, visitor } from "../helpers/accounts";
import { Browser, browserCaller as caller } from "../helpers/browser";
import { testDatabase } from "../helpers/database";
import { makeUser } from "../helpers/people";
import { beginTotp } from "../helpers/samples";

const base = testDatabase({ rateLimits: true });

const sessionCookie = "next-auth.session-token";
const freshEmail = () => `b-${uuidv7()}@parley.test`;

async function makeAccount(email = freshEmail()) {
  const input = { email, password, name: "Pat", role: "CUSTOMER" as const };
  const { data } = await createUser({ ...caller, actor: null }, input);
  return { id: data.user.id, email };
}

const sessionsOf = (userId: string) => prisma().session.findMany({ where: { userId } });

describe("signing in with a browser", () => {
  it("creates one session, which the cookie names and which authenticates its user", async () => {
    const [{ id, email }, browser] = [await makeAccount(), new Browser()];
    expect(await browser.whoami()).toBeNull();
    const { location, error } = await browser.signIn(email);
    expect({ location, error }).toEqual({ location: "http://localhost:3000/inbox", error: null });
    const [session, ...others] = await sessionsOf(id);
    expect(others).toEqual([]);
    expect(session).toMatchObject({ kind: "COOKIE", address: "192.0.2.1", userAgent: "a browser" });
    expect(await browser.whoami()).toEqual({
      userId: id,
      role: "CUSTOMER",
      name: "Pat",
      sessionId: session?.id,
    });
    expect((await browser.session()).body).toMatchObject({ user: { id, name: "Pat", role: "CUSTOMER" } });
    expect(await sessionsOf(id)).toHaveLength(1);
  });

  it("answers a wrong email and a wrong password alike, and creates no session", async () => {
    const [{ id, email }, browser] = [await makeAccount(), new Browser()];
    const wrong = await browser.signIn(email, "wrong");
    expect(wrong).toMatchObject({ status: 302, error: "CredentialsSignin" });
    expect(await browser.signIn(freshEmail(), "wrong")).toEqual(wrong);
    expect(await browser.call("POST", ["callback", "credentials"], { email, password })).toMatchObject({
      location: expect.stringContaining("csrf=true"),
    });
    expect(await sessionsOf(id)).toEqual([]);
    expect(browser.cookies.has(sessionCookie)).toBe(false);
  });

  it("shares the count of failures with tokens, and tells the page how long to wait", async () => {
    const [{ email }, browser] = [await makeAccount(), new Browser()];
    for (let round = 0; round < limits.signInFailures; round++) await browser.signIn(email, "wrong");
    const { error } = await browser.signIn(email);
    expect(error).toMatch(/^rate_limited:\d{6}$/);
  });

  it("tells a suspended user", async () => {
    const [{ id, email }, browser] = [await makeAccount(), new Browser()];
    await browser.signIn(email);
    await prisma().user.update({ where: { id }, data: { suspendedAt: new Date() } });
    await expect(browser.whoami()).rejects.toMatchObject({ code: "blocked" });
    expect((await browser.session()).body).toEqual({});
    expect((await new Browser().signIn(email)).error).toBe("blocked");
  });

  it("redirects only to Parley's own pages", async () => {
    const { email } = await makeAccount();
    for (const wanted of [
      "https://evil.example/",
      "//evil.example",
      "/\\evil.example",
      "javascript:alert(1)",
      "http://[",
    ])
      expect(await new Browser().signIn(email, password, wanted)).toMatchObject({
        location: "http://localhost:3000/",
      });
  });

  it("ends the browser's previous session, also another user's, and no other session", async () => {
    const [one, other] = [await makeAccount(), await makeAccount()];
    const [browser, elsewhere] = [new Browser(), new Browser()];
    await elsewhere.signIn(one.email);
    await browser.signIn(one.email);
    const first = browser.header;
    await browser.signIn(one.email);
    const second = browser.header;
    expect(await authenticate({ cookie: first })).toBeNull();
    expect((await browser.whoami())?.userId).toBe(one.id);
    await browser.signIn(other.email);
    expect(await authenticate({ cookie: second })).toBeNull();
    expect((await browser.whoami())?.userId).toBe(other.id);
    expect((await elsewhere.whoami())?.userId).toBe(one.id);
    await browser.signIn(other.email, "wrong");
    expect((await browser.whoami())?.userId).toBe(other.id);
  });

  it("ends the browser's previous session even when it signs in twice at once", async () => {
    const [{ id, email }, browser] = [await makeAccount(), new Browser()];
    await browser.signIn(email);
    const first = browser.header;
    const twin = new Browser();
    for (const [name, value] of browser.cookies) twin.cookies.set(name, value);
    await Promise.all([browser.signIn(email), twin.signIn(email)]);
    expect(await authenticate({ cookie: first })).toBeNull();
    for (const each of [browser, twin]) expect((await each.whoami())?.userId).toBe(id);
  });

  it("is over after signing out: for this browser, for a copy of its cookie, and for its sockets", async () => {
    const [{ id, email }, browser] = [await makeAccount(), new Browser()];
    await browser.signIn(email);
    const copy = browser.header;
    const actor = await browser.whoami();
    await browser.signOut();
    expect(browser.cookies.has(sessionCookie)).toBe(false);
    expect(await authenticate({ cookie: copy })).toBeNull();
    expect(base.facts).toContainEqual({
      name: "session:ended",
      to: { sessions: [actor?.sessionId] },
      payload: { reason: "signed_out" },
    });
    expect(await sessionsOf(id)).toHaveLength(1);
  });

  it("is found by next-auth itself among other cookies of the same name", async () => {
    const [{ email }, browser] = [await makeAccount(), new Browser()];
    await browser.signIn(email);
    // Of several cookies with one name, the framework passes on only one, which may be the wrong one.
    browser.extraCookies = `${sessionCookie}=junk; ${browser.header}`;
    browser.cookies.set(sessionCookie, "other");
    expect((await browser.session()).body).toMatchObject({ user: { name: "Pat" } });
  });

  it("ends at once when the session is revoked elsewhere, and the cookie is removed", async () => {
    const [{ id, email }, browser] = [await makeAccount(), new Browser()];
    await browser.signIn(email);
    await prisma().session.updateMany({ where: { userId: id }, data: { revokedAt: new Date() } });
    expect(await browser.whoami()).toBeNull();
    expect((await browser.session()).body).toEqual({});
    expect(browser.cookies.has(sessionCookie)).toBe(false);
  });
});

describe("signing in through another service", () => {
  let profile: object = {};
  let origin = "";
  const server = createServer((request: IncomingMessage, response) => {
    const isToken = request.url?.startsWith("/token");
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify(isToken ? { access_token: "t", token_type: "bearer" } : profile));
  });

  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  async function arrive(given: object, callbackUrl = "/inbox") {
    profile = { sub: "1", name: "Robin", ...given };
    const browser = new Browser([
      {
        id: "other",
        name: "Other",
        type: "oauth",
        clientId: "id",
        clientSecret: "secret",
        authorization: `${origin}/authorize`,
        token: `${origin}/token`,
        userinfo: `${origin}/userinfo`,
        profile: ({ sub, name, email }) => ({ id: sub, name, email }),
      },
    ]);
    const { location } = await browser.post(["signin", "other"], { callbackUrl });
    const state = new URL(location).searchParams.get("state") ?? "";
    const answer = await browser.call("GET", ["callback", "other"], {}, { code: "c", state });
    return { browser, answer };
  }

  it("creates a customer the first time and finds the same account the next time", async () => {
    const email = freshEmail();
    const { browser, answer } = await arrive({ email: email.toUpperCase(), email_verified: true });
    expect(answer).toMatchObject({ location: "http://localhost:3000/inbox", error: null });
    const actor = await browser.whoami();
    expect(actor).toMatchObject({ name: "Robin", role: "CUSTOMER" });
    const again = await arrive({ email, email_verified: true });
    expect((await again.browser.whoami())?.userId).toBe(actor?.userId);
    const row = await prisma().user.findUniqueOrThrow({ where: { email }, include: { unreadTotal: true } });
    expect(row).toMatchObject({ passwordHash: null, unreadTotal: { messages: 0 } });
  });

  it("applies a valid invitation to a new account, and never an invalid one", async () => {
    const { userId: sellerId } = await makeUser("SELLER");
    const token = signInvitation({ sellerId, expiresAtMs: Date.now() + 60_000 });
    const inviterOf = async (way: string, email = freshEmail()) => {
      await arrive({ email, email_verified: true }, way);
      return (await prisma().user.findUniqueOrThrow({ where: { email } })).invitedById;
    };
    const way = `/invitation?token=${token}`;
    expect(await inviterOf(way)).toBe(sellerId);
    expect(await inviterOf(`${way}A`)).toBeNull();
    expect(await inviterOf(way, (await makeAccount()).email)).toBeNull();
  });

  it("finds an existing account only by an email that the service has verified", async () => {
    const { id, email } = await makeAccount();
    for (const doubtful of [
      { email },
      { email, email_verified: false },
      { email, email_verified: "true" },
      {},
    ]) {
      const { browser, answer } = await arrive(doubtful);
      expect(answer.error).toBe("unverified_email");
      expect(await browser.whoami()).toBeNull();
    }
    expect(await sessionsOf(id)).toEqual([]);
    const { browser } = await arrive({ email, email_verified: true });
    expect((await browser.whoami())?.userId).toBe(id);
  });

  it("cleans the name that the other service sends", async () => {
    for (const [name, expected] of [
      ["Ro\u202ebin\u200b ", "Robin"],
      ["Parley Support", /^b-/],
    ] as const) {
      const { browser } = await arrive({ email: freshEmail(), email_verified: true, name });
      expect((await browser.whoami())?.name).toMatch(expected);
    }
  });

  it("asks for the second factor's code before it signs anyone in", async () => {
    const email = freshEmail();
    const { browser: first } = await arrive({ email, email_verified: true });
    const actor = await first.whoami();
    if (!actor) throw new Error("They have signed in.");
    const { secret } = await beginTotp(actor);
    const code = (drift: number) => totpCode(secret, stepAt(Date.now()) + drift);
    await enableTotp(actor, { code: code(-1) }, totpVault(), Date.now());

    const { browser, answer } = await arrive({ email, email_verified: true });
    expect(answer.error).toBe("code_required");
    expect(await browser.whoami()).toBeNull();
    const query = new URL(answer.location).searchParams;
    const ticket = query.get("ticket") ?? "";
    const enter = async (fields: Record<string, string>) =>
      (await browser.post(["callback", "credentials"], fields)).error;
    expect(await enter({ ticket })).toBe("code_required");
    expect(await enter({ ticket, code: "000000" })).toBe("code_wrong");
    expect(await enter({ ticket: `${ticket}x`, code: code(0) })).toBe("gone");
    expect(await enter({ ticket: ticket.replace(actor.userId, uuidv7()), code: code(0) })).toBe("gone");
    expect(await enter({ ticket, code: code(0) })).toBeNull();
    expect((await browser.whoami())?.userId).toBe(actor.userId);
    expect(await enter({ ticket, code: code(0) })).toBe("code_wrong");
  });

  it("removes a squatter's second factor together with their password", async () => {
    const { id, email } = await makeAccount();
    const { token } = await signIn(email);
    const squatter = await authenticate({ authorization: `Bearer ${token}` });
    if (!squatter) throw new Error("They have signed in.");
    const { code } = await beginTotp(squatter);
    await enableTotp(squatter, { code }, totpVault(), Date.now());
    const { browser } = await arrive({ email, email_verified: true });
    expect((await browser.whoami())?.userId).toBe(id);
  });

  it("belongs to the verified owner of its email: the password and sessions of an unverified sign-up end", async () => {
    const { id, email } = await makeAccount();
    const squatter = new Browser();
    await squatter.signIn(email);
    const { token } = await signIn(email);
    const told = base.facts.length;
    const owner = (await arrive({ email, email_verified: true })).browser;
    expect((await owner.whoami())?.userId).toBe(id);
    expect(await squatter.whoami()).toBeNull();
    await expect(authenticate({ authorization: `Bearer ${token}` })).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(signIn(email)).rejects.toMatchObject({ code: "unauthenticated" });
    expect(base.facts.slice(told)).toMatchObject([
      { name: "session:ended", payload: { reason: "replaced" } },
    ]);

    const again = (await arrive({ email, email_verified: true })).browser;
    expect((await again.whoami())?.userId).toBe(id);
    expect((await owner.whoami())?.userId).toBe(id);
  });

  it("leaves only the owner signed in, even when other sign-ins are in progress", async () => {
    for (let round = 0; round < 5; round++) {
      const { email } = await makeAccount();
      const { token } = await signIn(email);
      const actor = await authenticate({ authorization: `Bearer ${token}` });
      const attempts = Promise.allSettled([
        ...[1, 2, 3].map(() => signIn(email)),
        ...[1, 2, 3].map(() => createToken(visitor(actor), {})),
      ]);
      const { browser } = await arrive({ email, email_verified: true });
      await attempts;
      const owner = await browser.whoami();
      const live = await prisma().session.findMany({ where: { userId: owner?.userId, revokedAt: null } });
      expect(live.map(({ id }) => id)).toEqual([owner?.sessionId]);
    }
  });
});
