import type { Visitor } from "../../contract/actor";
import { AppError } from "../../contract/errors";
import type { Fact } from "../../contract/facts";
import { limits } from "../../contract/limits";
import { uuidv7 } from "../../contract/uuid";
import { rows, type Statement, transaction } from "../../server/db";
import { suspended } from "../account/suspended";
import { sessionsEnded } from "./session-facts";

type Start = {
  userId: string;
  kind: "COOKIE" | "TOKEN";
  /** What lets them in: a password, a service that vouches for them, or an earlier sign-in, by its id. */
  proof: "password" | "provider" | { sessionId: string };
  visitor: Pick<Visitor, "address" | "userAgent">;
};
type Started = { id: string; expiresAt: string; facts: Fact[] };

const addressChars = 64;

/** Takes the user's row lock, so that sign-ins of one user are counted one after another and none slips past a suspension. */
const admit: Statement = {
  name: "session-admit",
  text: `UPDATE "User" SET "lastSeenAt" = now() WHERE id = $1 AND "suspendedAt" IS NULL RETURNING id`,
};

/** The proof was looked at before the lock was taken; meanwhile somebody may have made it worthless. */
const prove: Statement = {
  name: "session-prove",
  text: `SELECT 1 AS yes FROM "User" u WHERE u.id = $1 AND CASE
           WHEN $2 = 'password' THEN u."passwordHash" IS NOT NULL
           WHEN $2 = 'session' THEN EXISTS (SELECT 1 FROM "Session" s WHERE s.id = $3 AND s."revokedAt" IS NULL)
           ELSE true END`,
};

const insert: Statement = {
  name: "session-insert",
  text: `INSERT INTO "Session" (id, "userId", kind, "userAgent", address, "createdAt", "lastUsedAt", "expiresAt")
         SELECT $1, $2, $3::"SessionKind", $4, $5, t.now, t.now, t.now + $6::float8 * interval '1 millisecond'
         FROM (SELECT clock_timestamp() AS now) t
         RETURNING id, "expiresAt"`,
};

const revokeOldest: Statement = {
  name: "session-revoke-oldest",
  text: `UPDATE "Session" SET "revokedAt" = now() WHERE id IN (
           SELECT id FROM "Session"
           WHERE "userId" = $1 AND "revokedAt" IS NULL AND "expiresAt" > now()
           ORDER BY "createdAt" DESC, id DESC OFFSET $2
         ) RETURNING id`,
};

const forgetExpired: Statement = {
  name: "session-forget-expired",
  text: `DELETE FROM "Session" WHERE "userId" = $1 AND "expiresAt" <= now()`,
};

/** One row a sign-in. Beyond so many live ones the oldest ends. */
export async function startSession({ userId, kind, proof, visitor }: Start): Promise<Started> {
  const userAgent = visitor.userAgent?.slice(0, limits.userAgentChars) ?? null;
  const address = visitor.address.slice(0, addressChars);
  return transaction(async (connection) => {
    const admitted = await rows(admit, [userId], connection);
    if (admitted.length === 0) throw suspended();
    const [by, sessionId] = typeof proof === "string" ? [proof, null] : ["session", proof.sessionId];
    const proven = await rows(prove, [userId, by, sessionId], connection);
    if (proven.length === 0) throw new AppError("unauthenticated", "Please sign in again.");
    await rows(forgetExpired, [userId], connection);
    const values = [uuidv7(), userId, kind, userAgent, address, limits.sessionMs];
    const [session] = await rows<{ id: string; expiresAt: string }>(insert, values, connection);
    if (!session) throw new Error("A session was not stored.");
    const ended = await rows<{ id: string }>(revokeOldest, [userId, limits.sessionsPerUser], connection);
    return {
      ...session,
      facts: sessionsEnded(
        ended.map(({ id }) => id),
        "replaced",
      ),
    };
  });
}
