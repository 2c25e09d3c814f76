import { rows, type Statement } from "../../server/db";

export type Ended = { sessionId: string; reason: "signed_out" | "expired" | "suspended" };

const columns = `s.id AS "sessionId", CASE WHEN u."suspendedAt" IS NOT NULL THEN 'suspended'
  WHEN s."revokedAt" IS NOT NULL THEN 'signed_out' ELSE 'expired' END AS reason`;

/** By three indexes on time, so that asking every second costs next to nothing. */
const recent: Statement = {
  name: "session-ended-recently",
  text: `SELECT ${columns} FROM "Session" s JOIN "User" u ON u.id = s."userId"
          WHERE s."revokedAt" > now() - $1 * interval '1 ms'
         UNION ALL
         SELECT ${columns} FROM "Session" s JOIN "User" u ON u.id = s."userId"
          WHERE s."expiresAt" > now() - $1 * interval '1 ms' AND s."expiresAt" <= now() AND s."revokedAt" IS NULL
         UNION ALL
         SELECT ${columns} FROM "User" u JOIN "Session" s ON s."userId" = u.id
          WHERE u."suspendedAt" > now() - $1 * interval '1 ms'`,
};

const among: Statement = {
  name: "session-ended-among",
  text: `SELECT wanted.id AS "sessionId", CASE WHEN u."suspendedAt" IS NOT NULL THEN 'suspended'
           WHEN s.id IS NULL OR s."revokedAt" IS NOT NULL THEN 'signed_out' ELSE 'expired' END AS reason
           FROM unnest($1::uuid[]) AS wanted(id)
           LEFT JOIN "Session" s ON s.id = wanted.id LEFT JOIN "User" u ON u.id = s."userId"
          WHERE s.id IS NULL OR s."revokedAt" IS NOT NULL OR s."expiresAt" <= now() OR u."suspendedAt" IS NOT NULL`,
};

/** Finds all sessions, of all users, that ended within the last `withinMs`. */
export const unsafeFindEndedRecently = (withinMs: number): Promise<Ended[]> =>
  rows<Ended>(recent, [withinMs]);

/** Which of these have ended, whenever that was. */
export const unsafeFindEndedAmong = (sessionIds: readonly string[]): Promise<Ended[]> =>
  rows<Ended>(among, [sessionIds]);
