// Signing in through another service: the account with the address which that service has verified, or a new one.
import type { Fact } from "../../contract/facts";
import * as v from "../../contract/values";
import { firstRow, rows, type Statement, transaction } from "../../server/db";
import { unsafeEndSessions } from "../session/end-session";
import { unsafeInsertUser } from "./insert-user";

type Adopted = { userId: string; facts: Fact[] };

/**
 * The existing account never verified this address, so an attacker may have created it before the owner signed in.
 * Therefore its password is removed and all of its sessions end.
 */
const takeOver: Statement = {
  name: "user-take-over",
  text: `UPDATE "User" SET "emailVerifiedAt" = now(), "passwordHash" = NULL
          WHERE email = $1 AND "emailVerifiedAt" IS NULL RETURNING id AS "userId"`,
};

/** A second factor that they set up would keep the owner out. */
const forgetTotp: Statement = {
  name: "user-take-over-totp",
  text: `DELETE FROM "Totp" WHERE "userId" = $1`,
};

const find: Statement = {
  name: "user-adopt-find",
  text: `SELECT id AS "userId" FROM "User" WHERE email = $1`,
};

/**
 * The caller vouches that the email is verified, and for the invitation of `inviterId`, which only a new account takes
 * on. Null when it is no email at all.
 */
export async function unsafeAdoptAccount(
  verifiedEmail: string,
  name: string,
  inviterId: string | null = null,
): Promise<Adopted | null> {
  const parsed = v.email.safeParse(verifiedEmail);
  if (!parsed.success) return null;
  const email = parsed.data;
  const known = await findAccount(email);
  if (known) return known;
  const created = await unsafeInsertUser({
    email,
    isEmailVerified: true,
    name,
    role: "CUSTOMER",
    passwordHash: null,
    invitedById: inviterId,
    signUpNetwork: null,
  });
  // A concurrent sign-in, most likely from another tab, created the account first.
  return created ? { userId: created.id, facts: [] } : findAccount(email);
}

function findAccount(email: string): Promise<Adopted | null> {
  return transaction(async (connection) => {
    const taken = await firstRow<{ userId: string }>(takeOver, [email], connection);
    const account = taken ?? (await firstRow<{ userId: string }>(find, [email], connection));
    if (!account) return null;
    if (!taken) return { ...account, facts: [] };
    await rows(forgetTotp, [taken.userId], connection);
    const facts = await unsafeEndSessions(taken.userId, null, connection);
    return { ...account, facts };
  });
}
