import type { Fact } from "../../contract/facts";
import { firstRow, type Statement } from "../../server/db";
import { sessionsEnded } from "./session-facts";

const end: Statement = {
  name: "session-end",
  text: `WITH own AS (
           SELECT id FROM "Session" WHERE id = $1 AND "userId" = $2
         ), ended AS (
           UPDATE "Session" s SET "revokedAt" = now() FROM own
           WHERE s.id = own.id AND s."revokedAt" IS NULL AND s."expiresAt" > now()
           RETURNING s.id
         )
         SELECT EXISTS (SELECT 1 FROM own) AS "isOwn", EXISTS (SELECT 1 FROM ended) AS "hasEnded"`,
};

/** `isOwn` is false for a foreign session as for an absent one. Nobody is told of one that was over before. */
export async function endSession(
  userId: string,
  sessionId: string,
): Promise<{ isOwn: boolean; facts: Fact[] }> {
  const found = await firstRow<{ isOwn: boolean; hasEnded: boolean }>(end, [sessionId, userId]);
  return {
    isOwn: found?.isOwn ?? false,
    facts: found?.hasEnded ? sessionsEnded([sessionId], "signed_out") : [],
  };
}
