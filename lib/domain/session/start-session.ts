import type { Visitor } from "../../contract/actor";
import { AppError } from "../../contract/errors";
import type { Fact } from "../../contract/facts";
import { limits } from "../../contract/limits";
import { uuidv7 } from "../../contract/uuid";
import { type Connection, firstRow, rows, type Statement, transaction } from "../../server/db";
import { suspended } from "../account/suspended";
import { sessionsEnded } from "./session-facts";

/** Proof for a new session: a password, another service's sign-in, or an earlier session. */
export type Proof =
  | { kind: "password"; passwordHash: string; hasCode: boolean }
  | { kind: "provider"; hasCode: boolean }
  | { kind: "session"; sessionId: string };

type Start = {
  userId: string;
  kind: "COOKIE" | "TOKEN";
  proof: Proof;
  visitor: Pick<Visitor, "address" | "userAgent">;
  /** The address as limits count it. */
  network: string;
};
type Started = { id: string; expiresAt: string; facts: Fact[] };
type Origin = { ancestorIds: string[]; expiresAt: string | null };

const addressChars = 64;

/** Takes the user's row lock, so that sign-ins of one user are counted one after another and none slips past a suspension. */
const admit: Statement = {
  name: "session-admit",
  text: `UPDATE "User" SET "lastSeenAt" = now() WHERE id = $1 AND "suspendedAt" IS NULL RETURNING id`,
};

/**
 * The proof was looked at before the lock was taken. Meanwhile the password may have changed, or a second factor may
 * have been switched on.
 */
const prove: Statement = {
  name: "session-prove",
  text: `SELECT '{}'::uuid[] AS "ancestorIds", NULL AS "expiresAt" FROM "User" u
          WHERE u.id = $1 AND ($2::text IS NULL OR u."passwordHash" = $2)
            AND ($3 OR NOT EXISTS (SELECT 1 FROM "Totp" t WHERE t."userId" = u.id AND t."enabledAt" IS NOT NULL))`,
};

const proveBySession: Statement = {
  name: "session-prove-by-session",
  text: `SELECT array_append("ancestorIds", id) AS "ancestorIds", "expiresAt" FROM "Session"
          WHERE id = $2 AND "userId" = $1 AND "revokedAt" IS NULL AND "expiresAt" > now()`,
};

const insert: Statement = {
  name: "session-insert",
  text: `INSERT INTO "Session" (id, "userId", kind, "userAgent", address, network, "ancestorIds", "createdAt", "lastUsedAt", "expiresAt")
         SELECT $1, $2, $3::"SessionKind", $4, $5, $6, $7::uuid[], t.now, t.now,
                least(t.now + $8::float8 * interval '1 millisecond', $9::timestamptz)
         FROM (SELECT clock_timestamp() AS now) t
         RETURNING id, "expiresAt"`,
};

/** The new session and those that it was exchanged from stay, or an exchange would end itself. */
const revokeOldest: Statement = {
  name: "session-revoke-oldest",
  text: `WITH live AS (
           SELECT id, "ancestorIds", row_number() OVER (ORDER BY id = ANY($3::uuid[]) DESC, "createdAt" DESC, id DESC) AS place
             FROM "Session" WHERE "userId" = $1 AND "revokedAt" IS NULL AND "expiresAt" > now()
         ), oldest AS (
           SELECT array_agg(id) AS ids FROM live WHERE place > $2
         )
         UPDATE "Session" s SET "revokedAt" = now() FROM live, oldest
          WHERE s.id = live.id AND (live.id = ANY(oldest.ids) OR live."ancestorIds" && oldest.ids)
         RETURNING s.id`,
};

const forgetExpired: Statement = {
  name: "session-forget-expired",
  text: `DELETE FROM "Session" WHERE "userId" = $1 AND "expiresAt" <= now()`,
};

/** One row a sign-in. Beyond so many live ones the oldest ends. */
export async function startSession({ userId, kind, proof, visitor, network }: Start): Promise<Started> {
  const userAgent = visitor.userAgent?.slice(0, limits.userAgentChars) ?? null;
  const [address, ownNetwork] = [visitor.address, network].map((text) => text.slice(0, addressChars));
  return transaction(async (connection) => {
    const admitted = await rows(admit, [userId], connection);
    if (admitted.length === 0) throw suspended();
    const origin = await findOrigin(userId, proof, connection);
    if (!origin) throw new AppError("unauthenticated", "Please sign in again.");
    await rows(forgetExpired, [userId], connection);
    const { ancestorIds, expiresAt } = origin;
    const id = uuidv7();
    const values = [
      id,
      userId,
      kind,
      userAgent,
      address,
      ownNetwork,
      ancestorIds,
      limits.sessionMs,
      expiresAt,
    ];
    const session = await firstRow<{ id: string; expiresAt: string }>(insert, values, connection);
    if (!session) throw new Error("A session was not stored.");
    const kept = [...ancestorIds, id];
    const ended = await rows<{ id: string }>(
      revokeOldest,
      [userId, limits.sessionsPerUser, kept],
      connection,
    );
    return { ...session, facts: sessionsEnded(ended, "replaced") };
  });
}

function findOrigin(userId: string, proof: Proof, connection: Connection): Promise<Origin | undefined> {
  if (proof.kind === "session")
    return firstRow<Origin>(proveBySession, [userId, proof.sessionId], connection);
  const passwordHash = proof.kind === "password" ? proof.passwordHash : null;
  return firstRow<Origin>(prove, [userId, passwordHash, proof.hasCode], connection);
}
