// Choosing and changing passwords.
import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import { userCreate } from "../../lib/contract/commands";
import { limits } from "../../lib/contract/limits";
import { changePassword } from "../../lib/domain/account/change-password";
import { createToken } from "../../lib/server/auth/create-token";
import { signUp } from "../../lib/server/auth/sign-up";
import { prisma } from "../../lib/server/db";
import { bearer, freshEmail, makeSignedIn, password, signIn, visitor } from "../helpers/accounts";
import { testDatabase } from "../helpers/database";
import { makeUser } from "../helpers/people";

testDatabase();

const next = "a better horse battery";
const exchange = async (actor: Actor) => {
  const { data } = await createToken(visitor(actor), {});
  const own = await bearer(data.token);
  if (!own) throw new Error("A fresh token signs in.");
  return { token: data.token, actor: own };
};
const isLive = (token: string) => bearer(token).then(Boolean, () => false);

describe("signing up", () => {
  it("refuses passwords that are easy to guess, names the field and gives the reason", async () => {
    const email = freshEmail();
    for (const weak of [
      "password1",
      "        ",
      "zzzzzzzz",
      email,
      email.split("@")[0] ?? "",
      "Pat Holloway",
    ]) {
      const asked = { email, password: weak, name: "Pat Holloway", role: "CUSTOMER" as const };
      await expect(signUp(visitor(), asked)).rejects.toMatchObject({
        code: "invalid_input",
        details: [{ path: "password", message: expect.stringMatching(/^[A-Z].+\.$/) }],
      });
    }
    expect(await prisma().user.findUnique({ where: { email } })).toBeNull();
  });
});

describe("changing a password", () => {
  it("ends every other session, including tokens made from this one, and this one goes on", async () => {
    const { actor, email, token } = await makeSignedIn();
    const [elsewhere, made] = [await signIn(email), await exchange(actor)];
    const { data, facts } = await changePassword(actor, { current: password, password: next });
    expect(data).toEqual({ changed: true });
    expect(await Promise.all([token, elsewhere.token, made.token].map(isLive))).toEqual([true, false, false]);
    const ended = (facts ?? []).flatMap(({ to }) => ("sessions" in to ? to.sessions : []));
    expect(ended).toHaveLength(2);
    expect(ended).not.toContain(actor.sessionId);
    await expect(signIn(email)).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await signIn(email, next)).toHaveProperty("token");
  });

  it("keeps the calling token, although the session that it was made from ends", async () => {
    const { actor, token } = await makeSignedIn();
    const made = await exchange(actor);
    await changePassword(made.actor, { current: password, password: next });
    expect([await isLive(token), await isLive(made.token)]).toEqual([false, true]);
  });

  it("asks for the current password, and applies the rules to the new one", async () => {
    const { actor, email } = await makeSignedIn();
    const refused = async (current: string | undefined, given: string) => {
      const error = await changePassword(actor, { current, password: given }).catch((reason) => reason);
      return [error.code, ...(error.details ?? []).map(({ path }: { path: string }) => path)];
    };
    expect(await refused("wrong", next)).toEqual(["invalid_input", "current"]);
    expect(await refused(undefined, next)).toEqual(["invalid_input", "current"]);
    expect(await refused(password, "password1")).toEqual(["invalid_input", "password"]);
    expect(await refused(password, email)).toEqual(["invalid_input", "password"]);
    expect(await refused(password, password)).toEqual(["invalid_input", "password"]);
    expect(await signIn(email)).toHaveProperty("token");
  });

  it("changes it once when two requests arrive at the same instant", async () => {
    const { actor, email } = await makeSignedIn();
    const attempts = await Promise.allSettled(
      ["one better horse", "two better horses"].map((given) =>
        changePassword(actor, { current: password, password: given }),
      ),
    );
    const done = attempts.filter(({ status }) => status === "fulfilled");
    expect(done).toHaveLength(1);
    const works = await Promise.allSettled(
      ["one better horse", "two better horses"].map((each) => signIn(email, each)),
    );
    expect(works.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("ends a sign-in that used the old password just before", async () => {
    for (let round = 0; round < 5; round++) {
      const { actor, email } = await makeSignedIn();
      const signIns = Promise.allSettled([1, 2, 3].map(() => signIn(email)));
      await changePassword(actor, { current: password, password: next });
      await signIns;
      const live = await prisma().session.findMany({ where: { userId: actor.userId, revokedAt: null } });
      expect(live.map(({ id }) => id)).toEqual([actor.sessionId]);
    }
  });

  describe("for a user of another sign-in service", () => {
    let actor: Actor;
    beforeEach(async () => {
      actor = await makeUser("CUSTOMER");
    });
    const age = (ms: number) =>
      prisma().session.update({
        where: { id: actor.sessionId },
        data: { createdAt: new Date(Date.now() - ms) },
      });

    it("sets a first password right after signing in", async () => {
      await changePassword(actor, { password: next });
      const { email } = await prisma().user.findUniqueOrThrow({ where: { id: actor.userId } });
      expect(await signIn(email ?? "", next)).toHaveProperty("token");
    });

    it("requires a new sign-in later, even after token exchanges", async () => {
      await age(limits.freshSignInMs + 1_000);
      await expect(changePassword(actor, { password: next })).rejects.toMatchObject({ code: "forbidden" });
      const fresh = await exchange(actor);
      await expect(changePassword(fresh.actor, { password: next })).rejects.toMatchObject({
        code: "forbidden",
      });
    });
  });
});

it("refuses a password with half of a character", () => {
  const input = { email: freshEmail(), name: "Pat", role: "CUSTOMER" };
  const parse = (given: string) => userCreate.input.safeParse({ ...input, password: given });
  expect(parse("\ud800\ud800\ud800 abcdefgh").success).toBe(false);
  expect(parse("🙂🙃 abcdefgh").success).toBe(true);
});
