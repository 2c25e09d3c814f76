import type { Actor } from "../../contract/actor";
import { firstRow, type Statement } from "../../server/db";

type Found = Omit<Actor, "lacksSecondFactor"> & {
  lacksTotp: boolean;
  isSuspended: boolean;
  isTouchDue: boolean;
};

/** One indexed look-up a request and no cache, so that ending a session or suspending a user acts at once. */
const find: Statement = {
  name: "session-find",
  text: `SELECT s.id AS "sessionId", u.id AS "userId", u.role, u.name,
                u."suspendedAt" IS NOT NULL AS "isSuspended",
                u.role = 'ADMIN' AND NOT EXISTS (
                  SELECT 1 FROM "Totp" t WHERE t."userId" = u.id AND t."enabledAt" IS NOT NULL) AS "lacksTotp",
                s."lastUsedAt" < now() - interval '1 minute' AS "isTouchDue"
         FROM "Session" s JOIN "User" u ON u.id = s."userId"
         WHERE s.id = $1 AND s."revokedAt" IS NULL AND s."expiresAt" > now()`,
};

/** Returns the actor of a session, or undefined when it has ended. The caller has verified the session's token. */
export async function unsafeFindSession(
  sessionId: string,
): Promise<{ actor: Actor; lacksTotp: boolean; isSuspended: boolean; isTouchDue: boolean } | undefined> {
  const found = await firstRow<Found>(find, [sessionId]);
  if (!found) return undefined;
  const { lacksTotp, isSuspended, isTouchDue, ...actor } = found;
  return { actor, lacksTotp, isSuspended, isTouchDue };
}
