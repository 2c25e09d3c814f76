// Watermarks record how far a member has received and read. They only rise and do not count as a revision.
import type { Actor } from "../../contract/actor";
import type { InputOf, OutputOf } from "../../contract/command";
import type { conversationRead } from "../../contract/commands";
import type { Unread } from "../../contract/entities";
import type { Fact } from "../../contract/facts";
import { limits } from "../../contract/limits";
import type { Answer } from "../../contract/outcome";
import { batchRows, type GroupCommit, groupCommit, isRetryable, type Statement } from "../../server/db";
import { unreadJson } from "../account/unread-row";
import { outsiderError } from "./refuse-outsider";

type Input = InputOf<typeof conversationRead>;
type Move = { conversationId: string; userId: string; seq: number; isRead: boolean };

type Moved = {
  ord: number;
  readSeq: number;
  deliveredSeq: number;
  unread: number;
  at: string;
  hasMoved: boolean;
  audience: string[];
  totals: Unread | null;
};

export const readConversation = (actor: Actor, input: Input) => moveWatermark(actor, input, true);
export const deliverConversation = (actor: Actor, input: Input) => moveWatermark(actor, input, false);

async function moveWatermark(
  actor: Actor,
  { conversationId, seq }: Input,
  isRead: boolean,
): Promise<Answer<OutputOf<typeof conversationRead>>> {
  const moved = await moveQueue().add({ conversationId, userId: actor.userId, seq, isRead });
  if (!moved) throw await outsiderError(actor, conversationId);
  const { readSeq, deliveredSeq, unread, at, hasMoved, audience, totals } = moved;
  const facts: Fact[] = [];
  if (hasMoved) {
    const payload = { conversationId, userId: actor.userId, readSeq, deliveredSeq, at };
    facts.push({ name: "member:changed", to: { users: audience }, payload });
  }
  if (totals) facts.push({ name: "unread:changed", to: { users: [actor.userId] }, payload: totals });
  return { data: { conversationId, readSeq, deliveredSeq, unread }, facts };
}

/**
 * Someone who has blocked the other one tells them of no more moves.
 *
 * A reader can only have seen what was committed before, so the count stops at the seq of the snapshot: what
 * is being sent at this moment stays unread and is counted by the statement that sends it.
 */
const moveStatement: Statement = {
  name: "watermark-move",
  text: `
WITH input AS MATERIALIZED (
  SELECT * FROM unnest($1::int[], $2::uuid[], $3::uuid[], $4::int[], $5::bool[]) AS i(ord, cid, uid, seq, is_read)
), locked AS MATERIALIZED (
  SELECT c.id FROM "Conversation" c WHERE c.id = ANY ($2::uuid[]) ORDER BY c.id FOR NO KEY UPDATE
), wanted AS MATERIALIZED (
  SELECT i.*, LEAST(i.seq, c.seq) AS upto FROM input i JOIN locked l ON l.id = i.cid JOIN "Conversation" c ON c.id = i.cid
), held AS MATERIALIZED (
  SELECT w.ord, w.upto, w.is_read, m.* FROM wanted w
    JOIN "Member" m ON m."conversationId" = w.cid AND m."userId" = w.uid AND m."leftAt" IS NULL
     FOR NO KEY UPDATE OF m
), counted AS MATERIALIZED (
  SELECT h.*, h.is_read AND h.upto > h."readSeq" AS reads, h.upto > h."deliveredSeq" AS delivers,
    CASE WHEN h.is_read AND h.upto > h."readSeq" THEN
      (SELECT count(*)::int FROM "Message" x WHERE x."conversationId" = h."conversationId"
          AND x.seq > h."readSeq" AND x.seq <= h.upto AND x."senderId" IS DISTINCT FROM h."userId")
    ELSE 0 END AS gone
    FROM held h
), moved AS (
  UPDATE "Member" m
     SET "readSeq" = CASE WHEN n.reads THEN n.upto ELSE m."readSeq" END,
         "readAt" = CASE WHEN n.reads THEN now()::timestamptz(3) ELSE m."readAt" END,
         "deliveredSeq" = GREATEST(m."deliveredSeq", n.upto),
         unread = n.unread - n.gone
    FROM counted n
   WHERE (n.reads OR n.delivers) AND m."conversationId" = n."conversationId" AND m."userId" = n."userId"
), logged AS (
  INSERT INTO "Receipt" ("conversationId", "userId", kind, seq)
  SELECT "conversationId", "userId", (CASE WHEN reads THEN 'READ' ELSE 'DELIVERED' END)::"ReceiptKind", upto
    FROM counted WHERE reads OR delivers ON CONFLICT DO NOTHING
), sums AS MATERIALIZED (
  SELECT "userId", sum(gone)::int AS messages, count(*) FILTER (WHERE unread = gone)::int AS conversations,
         COALESCE(sum(gone) FILTER (WHERE role = 'CUSTOMER'), 0)::int AS "customerMessages",
         count(*) FILTER (WHERE unread = gone AND role = 'CUSTOMER')::int AS "customerConversations"
    FROM counted WHERE gone > 0 GROUP BY "userId"
), total_held AS MATERIALIZED (
  SELECT t."userId", t.messages - s.messages AS messages, t.conversations - s.conversations AS conversations,
         t."customerMessages" - s."customerMessages" AS "customerMessages",
         t."customerConversations" - s."customerConversations" AS "customerConversations", t.rev + 1 AS rev
    FROM sums s JOIN "UnreadTotal" t ON t."userId" = s."userId" ORDER BY t."userId" FOR NO KEY UPDATE OF t
), totals AS (
  UPDATE "UnreadTotal" t SET messages = h.messages, conversations = h.conversations, rev = h.rev,
         "customerMessages" = h."customerMessages", "customerConversations" = h."customerConversations"
    FROM total_held h WHERE t."userId" = h."userId" RETURNING t.*
)
SELECT n.ord, now()::timestamptz(3) AS at, n.reads OR n.delivers AS "hasMoved", n.unread - n.gone AS unread,
       CASE WHEN n.reads THEN n.upto ELSE n."readSeq" END AS "readSeq",
       GREATEST(n."deliveredSeq", n.upto) AS "deliveredSeq",
       (SELECT array_agg(o."userId"::text) FROM "Member" o
         WHERE o."conversationId" = n."conversationId" AND o."leftAt" IS NULL
           AND (n."heldMarks" IS NULL OR o."userId" = n."userId" OR NOT EXISTS (
             SELECT 1 FROM "Conversation" c WHERE c.id = n."conversationId" AND o."userId" IN (c."customerId", c."sellerId")))) AS audience,
       CASE WHEN n.gone > 0 THEN (SELECT ${unreadJson} FROM totals t WHERE t."userId" = n."userId") END AS totals
  FROM counted n`,
};

const batchTries = 5;

/** Null where there is no such member. */
export async function moveWatermarks(batch: readonly Move[]): Promise<(Moved | null)[]> {
  const values = [
    batch.map((_, index) => index),
    batch.map(({ conversationId }) => conversationId),
    batch.map(({ userId }) => userId),
    batch.map(({ seq }) => seq),
    batch.map(({ isRead }) => isRead),
  ];
  for (let attempt = 1; ; attempt++) {
    try {
      const moved = await batchRows<Moved>(moveStatement, values);
      const byOrd = new Map(moved.map((row) => [row.ord, row]));
      return batch.map((_, index) => byOrd.get(index) ?? null);
    } catch (error) {
      if (attempt === batchTries || !isRetryable(error)) throw error;
    }
  }
}

const slotKey = Symbol.for("parley.watermarkQueue");
type MoveQueue = GroupCommit<Move, Moved | null>;

/** One queue a process, for the framework loads this module more than once. */
function moveQueue(): MoveQueue {
  const holder = globalThis as unknown as Record<symbol, MoveQueue | undefined>;
  const existing = holder[slotKey];
  if (existing) return existing;
  const created = groupCommit<Move, Moved | null>({
    name: "watermarks",
    commit: moveWatermarks,
    lane: ({ conversationId }) => conversationId,
    key: ({ conversationId, userId }) => `${conversationId} ${userId}`,
    maxInFlight: 1,
    maxBatch: limits.sendBatch,
    maxQueue: limits.sendQueue,
    timeoutMs: limits.sendQueueTimeoutMs,
  });
  holder[slotKey] = created;
  return created;
}
