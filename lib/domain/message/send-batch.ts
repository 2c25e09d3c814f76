// The statement that stores messages: one round trip and one commit for a whole batch.
//
// Order of locks, the same for everyone who writes: conversations by id, then what belongs to them, then
// UnreadTotal by user. Rows are numbered from the locked conversation, never from the snapshot, so two
// processes that send at once get different numbers without gaps.
import { previewOf } from "../../contract/content";
import type { Unread } from "../../contract/entities";
import type { MessageType } from "../../contract/values";
import {
  batchRows,
  brokenUniqueness,
  type Connection,
  isRetryable,
  rows,
  type Statement,
} from "../../server/db";
import type { Version } from "../conversation/conversation-cache";

export type Outgoing = {
  id: string;
  conversationId: string;
  /** Null for a system message. */
  senderId: string | null;
  type: MessageType;
  text: string | null;
  payload: Record<string, unknown> | null;
  replyToId: string | null;
};

export type Verdict =
  | "new"
  | "stored"
  | "conflict"
  | "not_found"
  | "blocked"
  | "ended"
  | "suspended"
  | "reply_not_found";

export type Judged = {
  verdict: Verdict;
  seq: number;
  rev: number;
  sideRev: number;
  at: string;
  replySeq: number | null;
  replyText: string | null;
  replySenderName: string | null;
};

/** The changed columns of one member. */
export type TouchedMember = {
  userId: string;
  unread: number;
  readSeq: number;
  deliveredSeq: number;
  readAt: string | null;
  archivedAt: string | null;
  ownRev: number;
};

/** The result of a batch: each message, the members of each changed conversation, and their unread totals. */
export type BatchOutcome = {
  judged: Judged[];
  /** Each conversation that moved, as it was before. Storing messages leaves `sideRev` and `ownRev` as they are. */
  before: Map<string, Version>;
  members: Map<string, TouchedMember[]>;
  totals: Map<string, Unread>;
};

/** An away message is sent for the seller; the customer still waits for a person. */
const isAnswer = `(payload IS NULL OR NOT payload::jsonb ? 'automatic')`;

/**
 * Computes since when a side owes an answer, from the positions in the batch of the last message of each side.
 * Messages from admins and the system belong to neither side and change nothing.
 */
const waitingSince = (theirs: string, own: string): string => `CASE
           WHEN ${theirs} > COALESCE(${own}, 0) THEN CASE WHEN ${own} IS NULL THEN COALESCE(m."waitingSince", v.at) ELSE v.at END
           WHEN ${own} IS NULL THEN m."waitingSince" END`;

/**
 * If this statement waits for a conversation's lock, its snapshot is older than the change that it waited for.
 * Therefore it locks the quoted message, which reads its current version, and never sets the time of the last message
 * back. Inserting in id order prevents deadlocks.
 *
 * LIMIT 1 forces an index look-up: the statement is planned once, and a planner that saw nearly empty tables would
 * choose a full join. For the same reason the conversation of a quote is compared by an expression without an index.
 * Otherwise the planner could read all messages of the conversation to find one.
 *
 * A system message has no sender. It reports an event, so it is also stored in closed conversations, and it is unread
 * for every member.
 */
const sendStatement: Statement = {
  name: "message-send",
  text: `
WITH locked AS MATERIALIZED (
  SELECT i.*, c.seq AS base_seq, c.rev AS base_rev, c."sideRev" AS side_rev, c.status, c."lastMessageAt"
    FROM unnest($1::int[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::text[])
      AS i(ord, id, cid, uid, type, text, payload, reply, preview)
    JOIN "Conversation" c ON c.id = i.cid
   ORDER BY i.cid, i.ord FOR NO KEY UPDATE OF c
), judged AS MATERIALIZED (
  SELECT l.*, m.role, r.seq AS reply_seq, r.text AS reply_text, r.name AS reply_sender_name,
         GREATEST(now(), l."lastMessageAt")::timestamptz(3) AS at,
    CASE
      WHEN m."userId" IS NULL AND l.uid IS NOT NULL THEN 'not_found'
      WHEN e.id IS NOT NULL THEN CASE
        WHEN e."senderId" IS NOT DISTINCT FROM l.uid AND e."conversationId" = l.cid AND e.type::text = l.type
         AND e."replyToId" IS NOT DISTINCT FROM l.reply
         AND COALESCE(was.text, e.text) IS NOT DISTINCT FROM l.text
         AND COALESCE(was.payload, e.payload) IS NOT DISTINCT FROM l.payload::jsonb
        THEN 'stored' ELSE 'conflict' END
      WHEN u."suspendedAt" IS NOT NULL THEN 'suspended'
      WHEN l.status = 'BLOCKED' AND l.uid IS NOT NULL THEN 'blocked'
      WHEN l.status = 'ENDED' AND l.uid IS NOT NULL THEN 'ended'
      WHEN l.reply IS NOT NULL AND r.id IS NULL THEN 'reply_not_found'
      ELSE 'new' END AS verdict
  FROM locked l
  LEFT JOIN LATERAL (SELECT * FROM "Member" x
    WHERE x."conversationId" = l.cid AND x."userId" = l.uid AND x."leftAt" IS NULL LIMIT 1) m ON true
  LEFT JOIN LATERAL (SELECT x."suspendedAt" FROM "User" x WHERE x.id = l.uid LIMIT 1) u ON true
  LEFT JOIN LATERAL (SELECT * FROM "Message" x WHERE x.id = l.id LIMIT 1) e ON true
  LEFT JOIN LATERAL (SELECT x.text, x.payload FROM "MessageRevision" x
    WHERE e.revised AND x."messageId" = e.id ORDER BY x.rev LIMIT 1) was ON true
  LEFT JOIN LATERAL (SELECT x.id, x.seq, x.text, (SELECT y.name FROM "User" y WHERE y.id = x."senderId") AS name
    FROM "Message" x WHERE x.id = l.reply AND x."conversationId" IS NOT DISTINCT FROM l.cid LIMIT 1 FOR SHARE OF x) r ON true
), numbered AS MATERIALIZED (
  SELECT j.*, (row_number() OVER w)::int AS n, lead(j.ord) OVER w IS NULL AS is_last
    FROM judged j WHERE j.verdict = 'new' WINDOW w AS (PARTITION BY j.cid ORDER BY j.ord)
), stored AS (
  INSERT INTO "Message" (id, "conversationId", seq, rev, "senderId", "senderRole", type, text, payload, "replyToId", "createdAt")
  SELECT id, cid, base_seq + n, base_rev + n, uid, COALESCE(role, 'SYSTEM'), type::"MessageType", text, payload::jsonb, reply, at FROM numbered ORDER BY id
), moved AS MATERIALIZED (
  SELECT cid, count(*)::int AS total, array_agg(uid) AS senders, max(at) AS at,
         max(n) FILTER (WHERE role = 'CUSTOMER' AND ${isAnswer}) AS customer_n,
         max(n) FILTER (WHERE role = 'SELLER' AND ${isAnswer}) AS seller_n
    FROM numbered GROUP BY cid
), bumped AS (
  UPDATE "Conversation" c
     SET seq = n.base_seq + n.n, rev = n.base_rev + n.n,
         status = CASE WHEN c.status = 'ARCHIVED' THEN 'ACTIVE' ELSE c.status END,
         "lastMessageId" = n.id, "lastPreview" = n.preview, "lastType" = n.type::"MessageType",
         "lastSenderId" = n.uid, "lastMessageAt" = n.at
    FROM numbered n WHERE n.is_last AND c.id = n.cid
), touched AS (
  UPDATE "Member" m
     SET "lastMessageAt" = v.at,
         unread = m.unread + v.total - cardinality(array_positions(v.senders, m."userId")),
         "waitingSince" = CASE m.role WHEN 'SELLER' THEN ${waitingSince("v.customer_n", "v.seller_n")}
                                      WHEN 'CUSTOMER' THEN ${waitingSince("v.seller_n", "v.customer_n")} END,
         "archivedAt" = CASE WHEN m."mutedUntil" > now() THEN m."archivedAt" END
    FROM moved v WHERE m."conversationId" = v.cid AND m."leftAt" IS NULL
  RETURNING m."conversationId", m."userId", m.role, m.unread, m."readSeq", m."deliveredSeq", m."readAt",
            m."archivedAt", m."ownRev", v.total - cardinality(array_positions(v.senders, m."userId")) AS gained
), totals AS (
  INSERT INTO "UnreadTotal" AS t ("userId", messages, conversations, "customerMessages", "customerConversations", rev)
  SELECT "userId", sum(gained), count(*) FILTER (WHERE unread = gained),
         COALESCE(sum(gained) FILTER (WHERE role = 'CUSTOMER'), 0),
         count(*) FILTER (WHERE unread = gained AND role = 'CUSTOMER'), 1 FROM touched
   WHERE gained > 0 GROUP BY "userId" ORDER BY "userId"
  ON CONFLICT ("userId") DO UPDATE
     SET messages = t.messages + EXCLUDED.messages, conversations = t.conversations + EXCLUDED.conversations,
         "customerMessages" = t."customerMessages" + EXCLUDED."customerMessages",
         "customerConversations" = t."customerConversations" + EXCLUDED."customerConversations", rev = t.rev + 1
  RETURNING t."userId", t.messages, t.conversations, t.rev, t."customerMessages", t."customerConversations"
)
SELECT 'message' AS kind, j.ord, NULL::uuid AS cid, NULL::uuid AS uid, j.verdict, j.base_seq AS a, j.base_rev AS b,
       j.reply_seq AS c, j.side_rev AS d, NULL::int AS e, j.at, NULL::timestamptz AS "archivedAt",
       j.reply_text AS "replyText", j.reply_sender_name AS "replySenderName"
  FROM judged j
UNION ALL SELECT 'member', NULL, "conversationId", "userId", NULL, unread, "readSeq", "deliveredSeq", "ownRev", NULL, "readAt",
       "archivedAt", NULL, NULL FROM touched
UNION ALL SELECT 'total', NULL, NULL, "userId", NULL, messages, conversations, rev, "customerMessages",
       "customerConversations", NULL, NULL, NULL, NULL FROM totals`,
};

type Returned =
  | {
      kind: "message";
      ord: number;
      verdict: Verdict;
      a: number;
      b: number;
      c: number | null;
      d: number;
      at: string;
      replyText: string | null;
      replySenderName: string | null;
    }
  | {
      kind: "member";
      cid: string;
      uid: string;
      a: number;
      b: number;
      c: number;
      d: number;
      at: string | null;
      archivedAt: string | null;
    }
  | { kind: "total"; uid: string; a: number; b: number; c: number; d: number; e: number };

const batchTries = 5;

/** A message's id that another process took meanwhile: the next try finds that message. No other unique key is a race. */
export const isSendRace = (error: unknown): boolean =>
  isRetryable(error) || brokenUniqueness(error) === "Message_pkey";

/**
 * Stores what may be stored and says of each message, in the order given, what became of it. A unique key taken
 * by another process meanwhile undoes the whole statement; the next try sees that row and judges by it.
 */
export async function sendBatch(batch: readonly Outgoing[]): Promise<BatchOutcome> {
  const values = valuesOf(batch);
  for (let attempt = 1; ; attempt++) {
    try {
      return gather(batch, await batchRows<Returned>(sendStatement, values));
    } catch (error) {
      if (attempt === batchTries || !isSendRace(error)) throw error;
    }
  }
}

/** The same statement for one message within the caller's transaction. The caller tries again after a race. */
export async function sendWithin(connection: Connection, outgoing: Outgoing): Promise<BatchOutcome> {
  const batch = [outgoing];
  return gather(batch, await rows<Returned>(sendStatement, valuesOf(batch), connection));
}

const valuesOf = (batch: readonly Outgoing[]): unknown[] => [
  batch.map((_, index) => index),
  batch.map(({ id }) => id),
  batch.map(({ conversationId }) => conversationId),
  batch.map(({ senderId }) => senderId),
  batch.map(({ type }) => type),
  batch.map(({ text }) => text),
  batch.map(({ payload }) => payload && JSON.stringify(payload)),
  batch.map(({ replyToId }) => replyToId),
  batch.map(previewOf),
];

/**
 * Puts the rows together. Joining them here and not in the statement keeps that linear in the batch, for the
 * planner, which cannot know how large a batch is, would compare each with each.
 */
function gather(batch: readonly Outgoing[], returned: readonly Returned[]): BatchOutcome {
  const judged: Judged[] = new Array(batch.length).fill(unheard);
  const members = new Map<string, TouchedMember[]>();
  const totals = new Map<string, Unread>();
  for (const row of returned) {
    if (row.kind === "message") {
      const { verdict, a: seq, b: rev, c: replySeq, d: sideRev, at, replyText, replySenderName } = row;
      judged[row.ord] = { verdict, seq, rev, sideRev, at, replySeq, replyText, replySenderName };
    } else if (row.kind === "member") {
      const { uid: userId, a: unread, b: readSeq, c: deliveredSeq, d: ownRev, at: readAt, archivedAt } = row;
      const member = { userId, unread, readSeq, deliveredSeq, readAt, archivedAt, ownRev };
      const others = members.get(row.cid);
      if (others) others.push(member);
      else members.set(row.cid, [member]);
    } else {
      const asCustomer = { messages: row.d, conversations: row.e };
      totals.set(row.uid, { messages: row.a, conversations: row.b, rev: row.c, asCustomer });
    }
  }
  return { judged, members, totals, before: numberNew(batch, judged, members) };
}

/** The statement begins with the conversations that there are, and so says nothing of a message to any other. */
const unheard: Judged = {
  verdict: "not_found",
  seq: 0,
  rev: 0,
  sideRev: 0,
  at: "",
  replySeq: null,
  replyText: null,
  replySenderName: null,
};

/** As the statement numbered them: in the order of the batch, from the locked conversation's counters on. */
function numberNew(
  batch: readonly Outgoing[],
  judged: readonly Judged[],
  members: ReadonlyMap<string, readonly TouchedMember[]>,
): Map<string, Version> {
  const before = new Map<string, Version>();
  const counts = new Map<string, number>();
  for (const [index, { conversationId }] of batch.entries()) {
    const row = judged[index];
    if (row?.verdict !== "new") continue;
    const count = (counts.get(conversationId) ?? 0) + 1;
    counts.set(conversationId, count);
    const { rev, sideRev } = row;
    before.set(conversationId, { rev, sideRev, members: members.get(conversationId) ?? [] });
    row.seq += count;
    row.rev += count;
  }
  return before;
}
