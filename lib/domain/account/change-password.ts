import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { mePassword } from "../../contract/commands";
import { AppError, notFound } from "../../contract/errors";
import { limits } from "../../contract/limits";
import type { Outcome } from "../../contract/outcome";
import { reasons } from "../../contract/reasons";
import { firstRow, rows, type Statement, transaction } from "../../server/db";
import { unsafeEndSessions } from "../session/end-session";
import { hashPassword, verifyPassword } from "./password";
import { badPassword, refuseWeakPassword } from "./password-policy";

type Account = { email: string | null; name: string; passwordHash: string | null; isFresh: boolean };

/** A session is as old as the first of those that it was exchanged from. */
const find: Statement = {
  name: "password-find",
  text: `SELECT u.email, u.name, u."passwordHash",
                NOT EXISTS (SELECT 1 FROM "Session" s JOIN "Session" a ON a.id = s.id OR a.id = ANY(s."ancestorIds")
                             WHERE s.id = $2 AND a."createdAt" < now() - $3::float8 * interval '1 millisecond') AS "isFresh"
           FROM "User" u WHERE u.id = $1`,
};

/** Also takes the user's row lock. Returns no row when the password was changed concurrently. */
const change: Statement = {
  name: "password-change",
  text: `UPDATE "User" SET "passwordHash" = $3 WHERE id = $1 AND "passwordHash" IS NOT DISTINCT FROM $2 RETURNING id`,
};

/** The sessions that this one replaced end now, so it no longer refers to them. */
const keepSession: Statement = {
  name: "password-keep-session",
  text: `UPDATE "Session" SET "ancestorIds" = '{}' WHERE id = $1 AND "userId" = $2`,
};

/** Every other session ends, because one of them may belong to an attacker. */
export async function changePassword(
  actor: Actor,
  { current, password }: InputOf<typeof mePassword>,
): Promise<Outcome<typeof mePassword>> {
  const { userId, sessionId } = actor;
  const account = await firstRow<Account>(find, [userId, sessionId, limits.freshSignInMs]);
  if (!account) throw notFound("account");
  await refuseWeakPassword(password, account);
  await proveOwner(account, current);
  if (current !== undefined && account.passwordHash !== null && current === password)
    throw badPassword(reasons.passwordSame);
  const passwordHash = await hashPassword(password);
  return transaction(async (connection) => {
    const changed = await rows(change, [userId, account.passwordHash, passwordHash], connection);
    if (changed.length === 0) throw wrongPassword();
    await rows(keepSession, [sessionId, userId], connection);
    return { data: { changed: true }, facts: await unsafeEndSessions(userId, sessionId, connection) };
  });
}

/** A user who signs in through another service has no password. For them, a recent sign-in is the proof. */
async function proveOwner({ passwordHash, isFresh }: Account, current: string | undefined): Promise<void> {
  if (passwordHash === null) {
    if (isFresh) return;
    throw new AppError(
      "forbidden",
      "Sign in again first. A first password can be set for ten minutes after that.",
    );
  }
  if (current === undefined) throw badPassword("Is missing.", "current");
  if (!(await verifyPassword(passwordHash, current, () => {}))) throw wrongPassword();
}

const wrongPassword = () => badPassword(reasons.passwordWrong, "current");
