import type { Actor } from "../../contract/actor";
import { rows, type Statement } from "../../server/db";

/**
 * Locks the user before the session, as signing in and ending a session do, so that none of them waits for the other
 * in a circle. Of many requests at the same moment one moves the session's time.
 */
const touch: Statement = {
  name: "session-touch",
  text: `WITH seen AS (
           UPDATE "User" SET "lastSeenAt" = now() WHERE id = $2 AND EXISTS (
             SELECT 1 FROM "Session" WHERE id = $1 AND "lastUsedAt" < now() - interval '1 minute')
           RETURNING id
         )
         UPDATE "Session" SET "lastUsedAt" = now() FROM seen
          WHERE "Session".id = $1 AND "lastUsedAt" < now() - interval '1 minute'`,
};

export async function touchSession(actor: Actor): Promise<void> {
  await rows(touch, [actor.sessionId, actor.userId]);
}
