import { beforeEach, describe, expect, it } from "vitest";
import { limits } from "../../lib/contract/limits";
import { createUser } from "../../lib/domain/account/create-user";
import { getMe } from "../../lib/domain/account/get-me";
import { updateMe } from "../../lib/domain/account/update-me";
import { startSession } from "../../lib/domain/session/start-session";
import { prisma } from "../../lib/server/db";
import { bearer, freshEmail, makeSignedIn, password, signIn, signUp, visitor } from "../helpers/accounts";
import { testDatabase } from "../helpers/database";
import { makeUser } from "../helpers/people";

testDatabase({ rateLimits: true });

const codeOf = (settled: PromiseSettledResult<unknown>) =>
  settled.status === "fulfilled" ? "ok" : (settled.reason as { code: string }).code;

let networks = 0;
/** Failures are also counted by network, so each test uses a network of its own. */
let ownAddress = "";
beforeEach(() => {
  ownAddress = `198.51.100.${++networks}`;
});

const guess = (email: string, address = ownAddress) => signIn(email, "wrong", address);
const guesses = (count: number, email: string, address?: string) =>
  Promise.allSettled(Array.from({ length: count }, () => guess(email, address)));

describe("signing up", () => {
  it("stores a hash of the password and the row for unread totals, and shows neither", async () => {
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

  it("gives one email one account, even when two sign up at the same instant", async () => {
    // Several rounds, because new connections can keep the first requests apart.
    for (let round = 0; round < 5; round++) {
      const email = freshEmail();
      const attempts = await Promise.allSettled([1, 2, 3, 4].map(() => signUp(email)));
      expect(attempts.map(codeOf).sort()).toEqual(["conflict", "conflict", "conflict", "ok"]);
      await expect(signUp(email)).rejects.toMatchObject({ code: "conflict" });
    }
  });
});

describe("signing in with a password", () => {
  it("returns a token that authenticates, in any spelling of the email", async () => {
    const user = await signUp();
    const { token, expiresAt, user: answered } = await signIn(` ${user.email?.toUpperCase()} `);
    expect(answered).toEqual(user);
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(limits.sessionMs - 60_000);
    expect(await bearer(token)).toMatchObject({ userId: user.id, role: "CUSTOMER", name: "Pat" });
  });

  it("answers a wrong email and a wrong password with the same text and in the same time", async () => {
    const user = await signUp();
    const told = async (email: string) => {
      const startedAt = performance.now();
      const error = await signIn(email, "wrong", ownAddress).catch(({ code, message }) => ({
        code,
        message,
      }));
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

  it("treats malformed input as a wrong email and does not fail", async () => {
    for (const email of ["", "no email", "a\0b@parley.test", "\ud800@parley.test"])
      await expect(guess(email)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("refuses every password for an account without one", async () => {
    const { userId } = await makeUser("CUSTOMER");
    const { email } = await prisma().user.findUniqueOrThrow({ where: { id: userId } });
    for (const given of ["", password]) {
      await expect(signIn(email ?? "", given)).rejects.toMatchObject({ code: "unauthenticated" });
    }
  });

  it("refuses the eleventh attempt in fifteen minutes from one address, even with the right password", async () => {
    const user = await signUp();
    const email = user.email ?? "";
    for (let round = 0; round < limits.signInFailures; round++)
      await expect(guess(email)).rejects.toMatchObject({ code: "unauthenticated" });
    const error = await signIn(email, password, ownAddress).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "rate_limited" });
    const { retryAfterMs } = error as { retryAfterMs: number };
    expect(retryAfterMs).toBeGreaterThan(limits.signInWindowMs - 60_000);
    expect(retryAfterMs).toBeLessThanOrEqual(limits.signInWindowMs);
    const shouted = ` ${email.toUpperCase()}`;
    await expect(signIn(shouted, password, ownAddress)).rejects.toMatchObject({ code: "rate_limited" });
    expect(await signIn(email, password, "192.0.2.99")).toHaveProperty("token");
    expect(await signIn((await signUp()).email ?? "", password, ownAddress)).toHaveProperty("token");
  });

  it("allows no more attempts when they are sent all at once", async () => {
    const user = await signUp();
    const codes = (await guesses(20, user.email ?? "")).map(codeOf);
    expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(limits.signInFailures);
    expect(codes.filter((code) => code === "rate_limited")).toHaveLength(20 - limits.signInFailures);
  });

  it("resets the count after a right password, and lets many right ones in at once", async () => {
    const user = await signUp();
    const email = user.email ?? "";
    for (let round = 0; round < 3; round++) {
      await guesses(limits.signInFailures - 1, email);
      expect(await signIn(email, password, ownAddress)).toHaveProperty("token");
    }
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, () => signIn(email, password, ownAddress)),
    );
    expect(new Set(all.map(codeOf))).toEqual(new Set(["ok"]));
  });

  it("tells a suspended user only after the right password", async () => {
    const { user, email, token } = await makeSignedIn();
    await prisma().user.update({ where: { id: user.id }, data: { suspendedAt: new Date() } });
    await expect(signIn(email)).rejects.toMatchObject({ code: "blocked" });
    await expect(guess(email)).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(bearer(token)).rejects.toMatchObject({ code: "blocked" });
    const proof = { kind: "provider", hasCode: false } as const;
    const start = startSession({
      userId: user.id,
      kind: "TOKEN",
      proof,
      visitor: visitor(),
      network: "192.0.2.1",
    });
    await expect(start).rejects.toMatchObject({ code: "blocked" });
  });
});
describe("a profile", () => {
  it("is shown to its owner and changed field by field, without touching other profiles", async () => {
    const { actor, user } = await makeSignedIn();
    const stranger = await makeSignedIn();
    const changed = { name: "Patience", phone: "+49 30 1234567", avatarUrl: "/avatars/p.png" };
    expect((await updateMe(actor, changed)).data.user).toEqual({ ...user, ...changed });
    expect((await updateMe(actor, { phone: null })).data.user).toEqual({ ...user, ...changed, phone: null });
    expect((await updateMe(actor, {})).data.user).toEqual((await getMe(actor)).data.user);
    expect((await getMe(stranger.actor)).data.user).toEqual(stranger.user);
  });
});

it("bounds the queue of sign-ins and says when to retry", async () => {
  const { hashPassword } = await import("../../lib/domain/account/password");
  const rush = await Promise.allSettled(Array.from({ length: 400 }, () => hashPassword(password)));
  const refused = rush.filter(({ status }) => status === "rejected");
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(200);
  for (const settled of refused)
    expect(settled).toMatchObject({ reason: { code: "unavailable", retryAfterMs: expect.any(Number) } });
  expect(await signUp()).toHaveProperty("id");
});
