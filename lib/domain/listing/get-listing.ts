import type { Visitor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { listingGet } from "../../contract/commands";
import type { Outcome } from "../../contract/outcome";
import { firstRow, type Statement } from "../../server/db";
import { findListing } from "./listing-row";

export async function getListing(
  { actor }: Visitor,
  { listingId }: InputOf<typeof listingGet>,
): Promise<Outcome<typeof listingGet>> {
  const listing = await findListing(actor, listingId);
  return { data: { listing, repliesWithinMinutes: await usualReplyMinutes(listing.sellerId) } };
}

const periodDays = 90;
const newestConversations = 50;
const enoughConversations = 3;
/** A conversation with no reply within this many messages does not count for the reply time. */
const lookedAtMessages = 100;

const newest = (archived: string) => `(
  SELECT "conversationId" AS cid, "lastMessageAt" AS at FROM "Member"
   WHERE "userId" = $1 AND role = 'SELLER' AND "leftAt" IS NULL AND "archivedAt" ${archived}
     AND "lastMessageAt" > now() - $2 * interval '1 day'
   ORDER BY "lastMessageAt" DESC LIMIT $3)`;

/** The newest conversations come from the two indexes behind the inbox and the archive, so nothing is scanned or sorted whole. */
const replyTime: Statement = {
  name: "listing-reply-time",
  text: `
WITH mine AS MATERIALIZED (
  SELECT cid FROM (${newest("IS NULL")} UNION ALL ${newest("IS NOT NULL")}) every ORDER BY at DESC LIMIT $3
), replies AS (
  SELECT reply.at - question.at AS taken FROM mine
    CROSS JOIN LATERAL (SELECT "createdAt" AS at, seq FROM "Message"
      WHERE "conversationId" = mine.cid AND seq <= $4 AND "senderRole" = 'CUSTOMER' ORDER BY seq LIMIT 1) question
    CROSS JOIN LATERAL (SELECT "createdAt" AS at FROM "Message"
      WHERE "conversationId" = mine.cid AND seq <= $4 AND "senderRole" = 'SELLER' AND seq > question.seq
        AND payload->'automatic' IS NULL ORDER BY seq LIMIT 1) reply
   WHERE question.at > now() - $2 * interval '1 day'
)
SELECT count(*)::int AS count,
       EXTRACT(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY taken))::float8 / 60 AS minutes
  FROM replies`,
};

async function usualReplyMinutes(sellerId: string): Promise<number | null> {
  const values = [sellerId, periodDays, newestConversations, lookedAtMessages];
  const found = await firstRow<{ count: number; minutes: number | null }>(replyTime, values);
  if (!found || found.count < enoughConversations || found.minutes === null) return null;
  return Math.max(1, Math.round(found.minutes));
}
