import { describe, expect, it, vi } from "vitest";
import type { Actor, Visitor } from "../../lib/contract/actor";
import { limits } from "../../lib/contract/limits";
import { uuidv7 } from "../../lib/contract/uuid";
import { createUser } from "../../lib/domain/account/create-user";
import { getMe } from "../../lib/domain/account/get-me";
import { updateMe } from "../../lib/domain/account/update-me";
import { listSessions } from "../../lib/domain/session/list-sessions";
import { revokeSession } from "../../lib/domain/session/revoke-session";
import { revokeToken } from "../../lib/domain/session/revoke-token";
import { startSession } from "../../lib/domain/session/start-session";
import { signToken } from "../../lib/domain/session/token";
import { authenticate } from "../../lib/server/auth/authenticate";
import { createToken } from "../../lib/server/auth/create-token";
import { prisma } from "../../lib/server/db";
import { testDatabase } from "../helpers/database";
import { makeUser } from "../helpers/people";

const base = testDatabase({ rateLimits: true });

const password = "correct horse";
const visitor = (actor: Actor | null = null, address = "192.0.2.1"): Visitor => ({
  actor,
  address,
  userAgent: "a test",
});
const freshEmail = () => `p-${uuidv7()}@parley.test`;
const bearer = (token: string) => authenticate({ authorization: `Bearer ${token}` });
const codeOf = (settled: PromiseSettledResult<unknown>) =>
  settled.status === "fulfilled" ? "ok" : (settled.reason as { code: string }).code;

async function signUp(email = freshEmail(), role: "CUSTOMER" | "SELLER" = "CUSTOMER") {
  const { data } = await createUser(visitor(), { email, password, name: "Pat", role });
  return data.user;
}

async function signIn(email: string, given = password, address?: string) {
  const { data } = await createToken(visitor(null, address), { email, password: given });
  return data;
}

/** Someone with a password and a token. */
async function makeSignedIn() {
  const user = await signUp();
  const { token } = await signIn(user.email ?? "");
  const actor = await bearer(token);
  if (!actor) throw new Error("A fresh token signs in.");
  return { user, email: user.email ?? "", token, actor };
}

const guess = (email: string, address?: string) => signIn(email, "wrong", address);
const guesses = (count: number, email: string, address?: string) =>
  Promise.allSettled(Array.from({ length: count }, () => guess(email, address)));

describe("signing up", () => {
  it("keeps a hash of the password and the row for unread totals, and shows neither", async () => {
    const { data } = await createUser(visitor(), {
      email: freshEmail(),
      password,
      name: "Pat",
      role: "SELLER",
    });
    expect(data.user).toMatchObject({ name: "Pat", role: "SELLER", phone: null, avatarUrl: null });
    expect(Object.keys(data.user).sort()).toEqual(
      ["avatarUrl", "createdAt", "email", "id", "name", "phone", "role"].sort(),
    );
    const row = await prisma().user.findUniqueOrThrow({
      where: { id: data.user.id },
      include: { unreadTotal: true },
    });
    expect(row.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(row.unreadTotal).toMatchObject({ messages: 0, conversations: 0 });
  });

  it("gives one email one account, also when two sign up at the same instant", async () => {
    // Several rounds, because the first ones may still be opening connections and so never meet.
    for (let round = 0; round < 5; round++) {
      const email = freshEmail();
      const attempts = await Promise.allSettled([1, 2, 3, 4].map(() => signUp(email)));
      expect(attempts.map(codeOf).sort()).toEqual(["conflict", "conflict", "conflict", "ok"]);
      await expect(signUp(email)).rejects.toMatchObject({ code: "conflict" });
    }
  });

  it("accepts an invitation from a seller and from nobody else", async () => {
    const [seller, customer] = await Promise.all([makeUser("SELLER"), makeUser("CUSTOMER")]);
    const invited = (invitedById: string, role: "CUSTOMER" | "SELLER" = "CUSTOMER") =>
      createUser(visitor(), { email: freshEmail(), password, name: "Pat", role, invitedById });
    const { data } = await invited(seller.userId);
    const row = await prisma().user.findUniqueOrThrow({ where: { id: data.user.id } });
    expect(row.invitedById).toBe(seller.userId);
    await expect(invited(customer.userId)).rejects.toMatchObject({ code: "not_found" });
    await expect(invited(uuidv7())).rejects.toMatchObject({ code: "not_found" });
    await expect(invited(seller.userId, "SELLER")).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("signing in with a password", () => {
  it("answers a token that authenticates, however the email is written", async () => {
    const user = await signUp();
    const { token, expiresAt, user: answered } = await signIn(` ${user.email?.toUpperCase()} `);
    expect(answered).toEqual(user);
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(limits.sessionMs - 60_000);
    expect(await bearer(token)).toMatchObject({ userId: user.id, role: "CUSTOMER", name: "Pat" });
  });

  it("answers a wrong email and a wrong password alike, in text and in time", async () => {
    const user = await signUp();
    const told = async (email: string) => {
      const startedAt = performance.now();
      const error = await signIn(email, "wrong").catch(({ code, message }) => ({ code, message }));
      return { error, tookMs: performance.now() - startedAt };
    };
    const known = [];
    const unknown = [];
    for (let round = 0; round < 9; round++) {
      known.push(await told(user.email ?? ""));
      unknown.push(await told(freshEmail()));
    }
    const [error] = known.map((answer) => answer.error);
    expect(error).toMatchObject({ code: "unauthenticated" });
    for (const answer of [...known, ...unknown]) expect(answer.error).toEqual(error);
    const median = (answers: { tookMs: number }[]) =>
      answers.map(({ tookMs }) => tookMs).sort((a, b) => a - b)[4] ?? 0;
    expect(median(unknown)).toBeGreaterThan(median(known) * 0.4);
  });

  it("takes nonsense for a wrong email and not for an error", async () => {
    for (const email of ["", "no email", "a\0b@parley.test", "\ud800@parley.test"])
      await expect(guess(email)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("lets nobody into an account that has no password", async () => {
    const { userId } = await makeUser("CUSTOMER");
    const { email } = await prisma().user.findUniqueOrThrow({ where: { id: userId } });
    for (const given of ["", password]) {
      await expect(signIn(email ?? "", given)).rejects.toMatchObject({ code: "unauthenticated" });
    }
  });

  it("refuses the eleventh try in a quarter-hour, even a right one, from that address alone", async () => {
    const user = await signUp();
    const email = user.email ?? "";
    for (let round = 0; round < limits.signInFailures; round++)
      await expect(guess(email)).rejects.toMatchObject({ code: "unauthenticated" });
    const error = await signIn(email).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "rate_limited" });
    const { retryAfterMs } = error as { retryAfterMs: number };
    expect(retryAfterMs).toBeGreaterThan(limits.signInWindowMs - 60_000);
    expect(retryAfterMs).toBeLessThanOrEqual(limits.signInWindowMs);
    await expect(signIn(` ${email.toUpperCase()}`)).rejects.toMatchObject({ code: "rate_limited" });
    expect(await signIn(email, password, "192.0.2.99")).toHaveProperty("token");
    expect(await signIn((await signUp()).email ?? "")).toHaveProperty("token");
  });

  it("gives guesses that are made all at once no more tries", async () => {
    const user = await signUp();
    const codes = (await guesses(20, user.email ?? "")).map(codeOf);
    expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(limits.signInFailures);
    expect(codes.filter((code) => code === "rate_limited")).toHaveLength(20 - limits.signInFailures);
  });

  it("starts counting again after a right one, and lets many right ones in at once", async () => {
    const user = await signUp();
    const email = user.email ?? "";
    for (let round = 0; round < 3; round++) {
      await guesses(limits.signInFailures - 1, email);
      expect(await signIn(email)).toHaveProperty("token");
    }
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => signIn(email)));
    expect(new Set(all.map(codeOf))).toEqual(new Set(["ok"]));
  });

  it("tells a suspended person so, but only after the right password", async () => {
    const { user, email, token } = await makeSignedIn();
    await prisma().user.update({ where: { id: user.id }, data: { suspendedAt: new Date() } });
    await expect(signIn(email)).rejects.toMatchObject({ code: "blocked" });
    await expect(guess(email)).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(bearer(token)).rejects.toMatchObject({ code: "blocked" });
    const start = startSession({ userId: user.id, kind: "TOKEN", visitor: visitor() });
    await expect(start).rejects.toMatchObject({ code: "blocked" });
  });
});

describe("a token", () => {
  it("is made from email and password or from the session that calls, and from nothing less", async () => {
    const { actor, email, token } = await makeSignedIn();
    const { data } = await createToken(visitor(actor), {});
    expect(data.user.id).toBe(actor.userId);
    expect((await bearer(data.token))?.sessionId).not.toBe(actor.sessionId);
    expect((await bearer(token))?.sessionId).toBe(actor.sessionId);
    await expect(createToken(visitor(), {})).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(createToken(visitor(actor), { email })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(createToken(visitor(actor), { password })).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("is refused without asking the database when it is not ours", async () => {
    const { actor, token } = await makeSignedIn();
    const query = vi.spyOn(base.database.pool, "query");
    const [version, id, mac = ""] = token.split(".");
    const changed = `${mac.startsWith("A") ? "B" : "A"}${mac.slice(1)}`;
    const forged = [
      `${version}.${id}.${changed}`,
      `${version}.${id}`,
      `${version}.${id}.`,
      `pt2.${id}.${mac}`,
      signToken(actor.sessionId, "another secret"),
      `${token}x`,
      "x".repeat(10_000),
      "",
    ];
    for (const text of forged) await expect(bearer(text)).rejects.toMatchObject({ code: "unauthenticated" });
    expect(query).not.toHaveBeenCalled();
    query.mockRestore();
  });

  it("is nowhere in the database", async () => {
    const { token } = await makeSignedIn();
    const [, , mac = ""] = token.split(".");
    const rows = await prisma().session.findMany();
    expect(JSON.stringify(rows)).not.toContain(mac);
  });

  it("ends when it is revoked, at once, and its sockets are told", async () => {
    const { actor, token } = await makeSignedIn();
    const { data, facts } = await revokeToken(actor);
    expect(data).toEqual({ revoked: true });
    expect(facts).toEqual([
      { name: "session:ended", to: { sessions: [actor.sessionId] }, payload: { reason: "signed_out" } },
    ]);
    await expect(bearer(token)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("ends by itself", async () => {
    const { actor, token } = await makeSignedIn();
    await prisma().session.update({ where: { id: actor.sessionId }, data: { expiresAt: new Date() } });
    await expect(bearer(token)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("counts before the cookie, and any other scheme does not count", async () => {
    const { token, actor } = await makeSignedIn();
    const wrong = authenticate({ authorization: "Bearer pt1.x.y", cookie: null });
    await expect(wrong).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await authenticate({ authorization: "Basic cGFyOmxleQ==" })).toBeNull();
    expect(await authenticate({})).toBeNull();
    expect(await authenticate({ authorization: `bearer  ${token}` })).toEqual(actor);
  });
});

describe("one's own sign-ins", () => {
  it("are listed newest first, with the calling one marked, page by page and without those that are over", async () => {
    const { actor, user } = await makeSignedIn();
    const started: { id: string }[] = [];
    for (let index = 0; index < 4; index++) {
      const session = await startSession({ userId: user.id, kind: "COOKIE", visitor: visitor() });
      // Two may fall into the same millisecond, and then their order is anyone's.
      const createdAt = new Date(Date.now() + 1000 * (index + 1));
      await prisma().session.update({ where: { id: session.id }, data: { createdAt } });
      started.push(session);
    }
    const [over, ...rest] = started.map(({ id }) => id);
    await revokeSession(actor, { sessionId: over ?? "" });
    await makeSignedIn();

    const seen = [];
    let cursor: string | undefined;
    do {
      const { data } = await listSessions(actor, { cursor, limit: 2 });
      expect(data.items.length).toBeLessThanOrEqual(2);
      seen.push(...data.items);
      cursor = data.nextCursor ?? undefined;
    } while (cursor);
    expect(seen.map(({ id }) => id)).toEqual([...rest.reverse(), actor.sessionId]);
    expect(seen.map(({ current }) => current)).toEqual([false, false, false, true]);
    expect(seen[0]).toMatchObject({ kind: "COOKIE", userAgent: "a test", address: "192.0.2.1" });
    const bad = listSessions(actor, { cursor: "bm9uc2Vuc2U" });
    await expect(bad).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("can be ended one by one, again without harm, and never someone else's", async () => {
    const [mine, other] = await Promise.all([makeSignedIn(), makeSignedIn()]);
    const second = await signIn(mine.email);
    const secondActor = await bearer(second.token);
    const sessionId = secondActor?.sessionId ?? "";
    const ended = await revokeSession(mine.actor, { sessionId });
    expect(ended.facts).toHaveLength(1);
    await expect(bearer(second.token)).rejects.toMatchObject({ code: "unauthenticated" });
    const again = await revokeSession(mine.actor, { sessionId });
    expect(again).toEqual({ data: { revoked: true }, facts: [] });

    const foreign = revokeSession(mine.actor, { sessionId: other.actor.sessionId }).catch(String);
    const absent = revokeSession(mine.actor, { sessionId: uuidv7() }).catch(String);
    expect(await foreign).toBe(await absent);
    await expect(revokeSession(mine.actor, { sessionId: uuidv7() })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await bearer(other.token)).toEqual(other.actor);
  });

  it("are at most so many: the oldest makes room, also for several at once", async () => {
    const user = await signUp();
    const inAnHour = new Date(Date.now() + 3_600_000);
    const rows = Array.from({ length: limits.sessionsPerUser }, (_, index) => ({
      id: uuidv7(),
      userId: user.id,
      kind: "TOKEN" as const,
      createdAt: new Date(Date.now() - 1_000_000 + index),
      expiresAt: inAnHour,
    }));
    await prisma().session.createMany({ data: rows });
    const three = [1, 2, 3].map(() => startSession({ userId: user.id, kind: "TOKEN", visitor: visitor() }));
    const started = await Promise.all(three);
    const told = started.flatMap(({ facts }) =>
      facts.flatMap(({ to }) => ("sessions" in to ? to.sessions : [])),
    );
    expect(told.sort()).toEqual(
      rows
        .slice(0, 3)
        .map(({ id }) => id)
        .sort(),
    );
    const live = await prisma().session.findMany({ where: { userId: user.id, revokedAt: null } });
    expect(live).toHaveLength(limits.sessionsPerUser);
    expect(live.map(({ id }) => id)).toEqual(expect.arrayContaining(started.map(({ id }) => id)));
  });

  it("note their last use, at most once a minute", async () => {
    const { actor, token } = await makeSignedIn();
    const lastUsed = async () => {
      const row = await prisma().session.findUniqueOrThrow({
        where: { id: actor.sessionId },
        include: { user: true },
      });
      return { session: row.lastUsedAt.getTime(), user: row.user.lastSeenAt?.getTime() };
    };
    const query = vi.spyOn(base.database.pool, "query");
    await bearer(token);
    expect(query).toHaveBeenCalledTimes(1);
    query.mockRestore();
    const before = new Date(Date.now() - 120_000);
    await prisma().session.update({
      where: { id: actor.sessionId },
      data: { lastUsedAt: before, user: { update: { lastSeenAt: before } } },
    });
    await Promise.all([bearer(token), bearer(token), bearer(token)]);
    await vi.waitFor(async () => expect((await lastUsed()).session).toBeGreaterThan(before.getTime()));
    expect((await lastUsed()).user).toBeGreaterThan(before.getTime());
  });
});

describe("one's own profile", () => {
  it("is shown and changed field by field, and nobody else's with it", async () => {
    const { actor, user } = await makeSignedIn();
    const stranger = await makeSignedIn();
    const changed = { name: "Patience", phone: "+49 30 1234567", avatarUrl: "/avatars/p.png" };
    expect((await updateMe(actor, changed)).data.user).toEqual({ ...user, ...changed });
    expect((await updateMe(actor, { phone: null })).data.user).toEqual({ ...user, ...changed, phone: null });
    expect((await updateMe(actor, {})).data.user).toEqual((await getMe(actor)).data.user);
    expect((await getMe(stranger.actor)).data.user).toEqual(stranger.user);
  });
});

it("keeps a rush of sign-ins in a bounded line and says when to come again", async () => {
  const { hashPassword } = await import("../../lib/domain/account/password");
  const rush = await Promise.allSettled(Array.from({ length: 400 }, () => hashPassword(password)));
  const refused = rush.filter(({ status }) => status === "rejected");
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(200);
  for (const settled of refused)
    expect(settled).toMatchObject({ reason: { code: "unavailable", retryAfterMs: expect.any(Number) } });
  expect(await signUp()).toHaveProperty("id");
});
