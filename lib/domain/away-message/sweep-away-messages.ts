// Finds customers who still wait for an away message, in case their job was lost.
import type { JobPayload } from "../../contract/jobs";
import { limits } from "../../contract/limits";
import { rows, type Statement } from "../../server/db";
import { enqueueAnswer } from "./ask-for-away-answer";
import { awayPeriod, type Hours, periodStartMs } from "./away-period";

type AwaySeller = { sellerId: string; timezone: string; hours: Hours; updatedAt: string };

const sellersAfter: Statement = {
  name: "away-sweep-sellers",
  text: `SELECT a."sellerId", a.timezone, a.hours, a."updatedAt" FROM "AwayMessage" a JOIN "User" u ON u.id = a."sellerId"
          WHERE a.enabled AND u."suspendedAt" IS NULL AND a."sellerId" > $1 ORDER BY a."sellerId" LIMIT $2`,
};

/**
 * The two parts use the two indexes of an inbox: a conversation that is archived and muted is answered, too. The id is
 * the one that answer-id.ts makes.
 */
const unanswered: Statement = {
  name: "away-sweep-conversations",
  text: `
SELECT c.id AS "conversationId", s.id AS "sellerId", s.period
  FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS s(id, period, since)
 CROSS JOIN LATERAL (
   SELECT "conversationId" FROM "Member" WHERE "userId" = s.id AND role = 'SELLER' AND "lastMessageAt" >= s.since
      AND "leftAt" IS NULL AND "archivedAt" IS NULL
   UNION ALL SELECT "conversationId" FROM "Member" WHERE "userId" = s.id AND role = 'SELLER' AND "lastMessageAt" >= s.since
      AND "leftAt" IS NULL AND "archivedAt" IS NOT NULL) m
  JOIN "Conversation" c ON c.id = m."conversationId"
 CROSS JOIN LATERAL (SELECT sha256(convert_to('away ' || c.id || ' ' || s.period, 'UTF8')) AS hash) h
 WHERE c."sellerId" = s.id AND c."lastSenderId" = c."customerId" AND c.status IN ('ACTIVE', 'ARCHIVED')
   AND NOT EXISTS (SELECT 1 FROM "Message" a WHERE a.id = encode(set_byte(set_byte(substr(hash, 1, 16),
         6, get_byte(hash, 6) & 15 | 128), 8, get_byte(hash, 8) & 63 | 128), 'hex')::uuid)
 LIMIT $4`,
};

const nobody = "00000000-0000-0000-0000-000000000000";

/** Enqueues what is missing, page by page of sellers, until told to stop. */
export async function sweepAwayMessages(nowMs: number, signal: AbortSignal): Promise<void> {
  let last: string | undefined = nobody;
  while (last !== undefined && !signal.aborted) {
    const page: AwaySeller[] = await rows<AwaySeller>(sellersAfter, [last, limits.awaySweepSellers]);
    await sweep(page, nowMs);
    last = page.length === limits.awaySweepSellers ? page.at(-1)?.sellerId : undefined;
  }
}

async function sweep(sellers: readonly AwaySeller[], nowMs: number): Promise<void> {
  const away = sellers.flatMap(({ sellerId, hours, timezone, updatedAt }) => {
    const period = awayPeriod(hours, timezone, nowMs);
    if (period === null) return [];
    // Messages from before the away message was set up get no answer.
    const sinceMs = Math.max(periodStartMs(period, timezone), Date.parse(updatedAt));
    return [{ sellerId, period, since: new Date(sinceMs).toISOString() }];
  });
  if (away.length === 0) return;
  const values = [
    away.map(({ sellerId }) => sellerId),
    away.map(({ period }) => period),
    away.map(({ since }) => since),
    limits.awaySweepConversations,
  ];
  const missing = await rows<JobPayload<"away-message:answer">>(unanswered, values);
  await Promise.all(missing.map(enqueueAnswer));
}
