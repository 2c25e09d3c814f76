import type { Actor } from "../../contract/actor";
import { rows, type Statement } from "../../server/db";

/** Of many requests at the same moment one writes: the others find the time already moved when they get the row. */
const touch: Statement = {
  name: "session-touch",
  text: `WITH touched AS (
           UPDATE "Session" SET "lastUsedAt" = now()
           WHERE id = $1 AND "lastUsedAt" < now() - interval '1 minute'
           RETURNING "userId"
         )
         UPDATE "User" SET "lastSeenAt" = now() WHERE id = (SELECT "userId" FROM touched)`,
};

export async function touchSession(actor: Actor): Promise<void> {
  await rows(touch, [actor.sessionId]);
}
