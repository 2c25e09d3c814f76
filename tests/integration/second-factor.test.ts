// The second factor: setting it up, signing in with it, and single use of each code.
import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import { guessRates, limits } from "../../lib/contract/limits";
import { createTotp } from "../../lib/domain/totp/create-totp";
import { disableTotp } from "../../lib/domain/totp/disable-totp";
import { enableTotp } from "../../lib/domain/totp/enable-totp";
import { getTotp } from "../../lib/domain/totp/get-totp";
import { stepAt, totpCode } from "../../lib/domain/totp/totp-code";
import { unsafeUseCode } from "../../lib/domain/totp/use-code";
import { createToken } from "../../lib/server/auth/create-token";
import { totpVault } from "../../lib/server/auth/totp-vault";
import { prisma } from "../../lib/server/db";
import { makeSignedIn, password, visitor } from "../helpers/accounts";
import { Browser } from "../helpers/browser";
import { testDatabase } from "../helpers/database";
import { beginTotp } from "../helpers/samples";

testDatabase({ rateLimits: true });

let networks = 0;
const freshAddress = () => `203.0.113.${++networks}`;

type Protected = { actor: Actor; email: string; recoveryCodes: string[]; code(drift?: number): string };

/** A user with a second factor. The code that confirmed it belonged to the previous time step. */
async function makeProtected(): Promise<Protected> {
  const { actor, email } = await makeSignedIn();
  const { secret, recoveryCodes } = await beginTotp(actor);
  const code = (drift = 0) => totpCode(secret, stepAt(Date.now()) + drift);
  await enableTotp(actor, { code: code(-1) }, totpVault(), Date.now());
  return { actor, email, recoveryCodes, code };
}

type Refusal = { code: string; details?: { path: string }[] };
const signIn = (email: string, code?: string, given = password, address = freshAddress()) =>
  createToken(visitor(null, address), { email, password: given, code }).then(
    () => "ok",
    ({ code: name, details }: Refusal) => [name, ...(details ?? []).map(({ path }) => path)].join(" "),
  );

describe("setting up a second factor", () => {
  it("takes effect with the first right code, and never shows the secret or the codes again", async () => {
    const { actor, email } = await makeSignedIn();
    const { data } = await createTotp(actor, totpVault());
    expect(data.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(data.uri).toContain(`secret=${data.secret}&issuer=Parley`);
    expect(new Set(data.recoveryCodes).size).toBe(limits.recoveryCodes);
    expect(await signIn(email)).toBe("ok");
    const row = await prisma().totp.findUniqueOrThrow({ where: { userId: actor.userId } });
    const stored = JSON.stringify(row).toLowerCase();
    expect(stored).not.toContain(data.secret.toLowerCase());
    for (const code of data.recoveryCodes) expect(stored).not.toContain(code.replaceAll("-", ""));

    const wrong = enableTotp(actor, { code: "none" }, totpVault(), Date.now());
    await expect(wrong).rejects.toMatchObject({ code: "invalid_input", details: [{ path: "code" }] });
    const secret = totpVault().open(row.secret, actor.userId);
    const right = { code: totpCode(secret, stepAt(Date.now())) };
    expect((await enableTotp(actor, right, totpVault(), Date.now())).data).toEqual({ enabled: true });
    expect(await signIn(email)).toBe("unauthenticated code");
    expect((await getTotp(actor)).data).toEqual({ enabled: true, recoveryCodesLeft: 10, hasPassword: true });
    await expect(createTotp(actor, totpVault())).rejects.toMatchObject({ code: "conflict" });
  });

  it("may start again, and then only the newest secret counts", async () => {
    const { actor } = await makeSignedIn();
    const [first, second] = [await beginTotp(actor), await beginTotp(actor)];
    const enable = ({ code }: { code: string }) => enableTotp(actor, { code }, totpVault(), Date.now());
    await expect(enable(first)).rejects.toMatchObject({ code: "invalid_input" });
    expect((await enable(second)).data).toEqual({ enabled: true });
  });

  it("takes effect once when confirmed twice at the same instant, even beside a new set-up", async () => {
    for (let round = 0; round < 5; round++) {
      const { actor } = await makeSignedIn();
      const { code, secret } = await beginTotp(actor);
      const nowMs = Date.now();
      const enable = () => enableTotp(actor, { code }, totpVault(), nowMs);
      const attempts = await Promise.allSettled([enable(), createTotp(actor, totpVault()), enable()]);
      const row = await prisma().totp.findUniqueOrThrow({ where: { userId: actor.userId } });
      const isSame = Buffer.from(totpVault().open(row.secret, actor.userId)).equals(Buffer.from(secret));
      // Either the code was in time and its secret counts, or the new secret waits for its own code.
      expect(row.enabledAt !== null).toBe(isSame);
      const began = attempts[1]?.status === "fulfilled";
      expect(began).toBe(!isSame);
    }
  });

  it("is bound to its owner: a row copied to another account is useless", async () => {
    const [one, other] = [await makeProtected(), await makeSignedIn()];
    const row = await prisma().totp.findUniqueOrThrow({ where: { userId: one.actor.userId } });
    await prisma().totp.create({ data: { ...row, userId: other.actor.userId } });
    await expect(unsafeUseCode(other.actor.userId, one.code(), totpVault(), Date.now())).rejects.toThrow();
    const [recovery = ""] = one.recoveryCodes;
    expect(await unsafeUseCode(other.actor.userId, recovery, totpVault(), Date.now())).toBe(false);
  });
});

describe("signing in", () => {
  let person: Protected;
  beforeEach(async () => {
    person = await makeProtected();
  });

  it("asks for a code only after the right password", async () => {
    const { email, code } = person;
    expect(await signIn(email)).toBe("unauthenticated code");
    expect(await signIn(email, "000000")).toBe("unauthenticated code");
    expect(await signIn(email, undefined, "wrong")).toBe("unauthenticated");
    expect(await signIn(email, code(), "wrong")).toBe("unauthenticated");
    expect(await signIn(email, code())).toBe("ok");
  });

  it("accepts a code once, and no code of an earlier step afterwards", async () => {
    const { email, code } = person;
    const [now, next] = [code(), code(1)];
    expect(await signIn(email, next)).toBe("ok");
    expect(await signIn(email, next)).toBe("unauthenticated code");
    expect(await signIn(email, now)).toBe("unauthenticated code");
  });

  it("accepts a code once when it is sent many times at the same instant", async () => {
    const { email, code } = person;
    const given = code();
    const answers = await Promise.all(Array.from({ length: 6 }, () => signIn(email, given)));
    expect(answers.filter((answer) => answer === "ok")).toHaveLength(1);
  });

  it("does not accept the code that confirmed the second factor", async () => {
    const { actor, email } = await makeSignedIn();
    const { code } = await beginTotp(actor);
    await enableTotp(actor, { code }, totpVault(), Date.now());
    expect(await signIn(email, code)).toBe("unauthenticated code");
  });

  it("accepts each recovery code once, in any spelling, even when it is sent twice at once", async () => {
    const { email, actor, recoveryCodes } = person;
    const [first = "", second = ""] = recoveryCodes;
    expect(await signIn(email, ` ${first.toUpperCase().replaceAll("-", " ")} `)).toBe("ok");
    expect(await signIn(email, first)).toBe("unauthenticated code");
    const answers = await Promise.all([1, 2, 3].map(() => signIn(email, second)));
    expect(answers.filter((answer) => answer === "ok")).toHaveLength(1);
    expect((await getTotp(actor)).data.recoveryCodesLeft).toBe(limits.recoveryCodes - 2);
  });

  it("limits the attempts over all networks that are new to the owner", async () => {
    const { email, code } = person;
    const answers = [];
    for (let tries = 0; tries < guessRates.code.burst + 4; tries++)
      answers.push(await signIn(email, "000000"));
    expect(answers.filter((answer) => answer === "rate_limited").length).toBeGreaterThanOrEqual(3);
    expect(await signIn(email, code())).toBe("rate_limited");
    // The owner signed in from here before.
    expect(await signIn(email, code(), password, "192.0.2.1")).toBe("ok");
  });

  it("limits the attempts from a known network as well", async () => {
    const answers = [];
    for (let tries = 0; tries < limits.signInFailures + 2; tries++)
      answers.push(await signIn(person.email, "000000", password, "192.0.2.1"));
    expect(answers.at(-1)).toBe("rate_limited");
    expect(answers.filter((answer) => answer === "rate_limited")).toHaveLength(2);
  });

  it("works in a browser as for a program", async () => {
    const { email, code } = person;
    const browser = new Browser();
    const enter = (given?: string) =>
      browser.post(["callback", "credentials"], { email, password, ...(given && { code: given }) });
    expect((await enter()).error).toBe("code_required");
    expect((await enter("000000")).error).toBe("code_wrong");
    expect(await browser.whoami()).toBeNull();
    expect((await enter(code())).error).toBeNull();
    expect((await browser.whoami())?.userId).toBe(person.actor.userId);
  });

  it("requires a code from every sign-in that overlaps the confirmation", async () => {
    for (let round = 0; round < 5; round++) {
      const { actor, email } = await makeSignedIn();
      const { code } = await beginTotp(actor);
      const before = await prisma().session.count({ where: { userId: actor.userId } });
      const attempts = Promise.all([1, 2, 3].map(() => signIn(email)));
      await enableTotp(actor, { code }, totpVault(), Date.now());
      const enabled = await prisma().totp.findUniqueOrThrow({ where: { userId: actor.userId } });
      await attempts;
      const late = await prisma().session.count({
        where: { userId: actor.userId, createdAt: { gt: enabled.enabledAt ?? new Date() } },
      });
      expect(late).toBe(0);
      expect(before).toBe(1);
    }
  });
});

describe("switching off a second factor", () => {
  it("requires a code or a recovery code, and later sign-ins need none", async () => {
    const { actor, email, recoveryCodes } = await makeProtected();
    const disable = (code: string) => disableTotp(actor, { code }, totpVault(), Date.now());
    await expect(disable("000000")).rejects.toMatchObject({ code: "invalid_input" });
    expect((await disable(recoveryCodes[3] ?? "")).data).toEqual({ enabled: false });
    expect((await disable("anything")).data).toEqual({ enabled: false });
    expect(await signIn(email)).toBe("ok");
    expect(await prisma().totp.findUnique({ where: { userId: actor.userId } })).toBeNull();
  });
});
