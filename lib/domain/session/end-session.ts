// Ending sign-ins. A session takes with it those that were exchanged from it.
import type { Fact } from "../../contract/facts";
import { type Connection, firstRow, rows, type Statement, transaction } from "../../server/db";
import { type EndReason, sessionsEnded } from "./session-facts";

/** `startSession` holds the same lock, so an exchange either sees the end or is seen by it. */
const lockUser: Statement = {
  name: "session-lock-user",
  text: `SELECT 1 FROM "User" WHERE id = $1 FOR NO KEY UPDATE`,
};

const isOwnSession: Statement = {
  name: "session-is-own",
  text: `SELECT 1 FROM "Session" WHERE id = $1 AND "userId" = $2`,
};

const end: Statement = {
  name: "session-end",
  text: `UPDATE "Session" SET "revokedAt" = now()
          WHERE "userId" = $2 AND (id = $1 OR $1 = ANY("ancestorIds"))
            AND "revokedAt" IS NULL AND "expiresAt" > now()
         RETURNING id`,
};

/** `isOwn` is false for another user's session and for a missing one. A session that had already ended has no fact. */
export function endSession(
  userId: string,
  sessionId: string,
  reason: EndReason = "signed_out",
): Promise<{ isOwn: boolean; facts: Fact[] }> {
  return transaction(async (connection) => {
    await rows(lockUser, [userId], connection);
    const own = await firstRow(isOwnSession, [sessionId, userId], connection);
    if (!own) return { isOwn: false, facts: [] };
    const ended = await rows<{ id: string }>(end, [sessionId, userId], connection);
    return { isOwn: true, facts: sessionsEnded(ended, reason) };
  });
}

const endAll: Statement = {
  name: "session-end-all",
  text: `UPDATE "Session" SET "revokedAt" = now()
          WHERE "userId" = $1 AND id IS DISTINCT FROM $2 AND "revokedAt" IS NULL AND "expiresAt" > now()
         RETURNING id`,
};

/**
 * All sessions of a user, save one perhaps. The caller holds the user's row lock, taken by a statement before this
 * one: this one has to see the sign-ins that held that lock earlier.
 */
export async function unsafeEndSessions(
  userId: string,
  keptId: string | null,
  connection: Connection,
): Promise<Fact[]> {
  const ended = await rows<{ id: string }>(endAll, [userId, keptId], connection);
  return sessionsEnded(ended, keptId === null ? "replaced" : "signed_out");
}
