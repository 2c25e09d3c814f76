// The statement that stores messages: one round trip and one commit for a whole batch.
//
// Order of locks, the same for everyone who writes: conversations by id, then what belongs to them, then
// UnreadTotal by user. Rows are numbered from the locked conversation, never from the snapshot, so two
// processes that send at once get different numbers without gaps.
import type { Unread } from "../../contract/entities";
import { preview } from "../../contract/preview";
import type { MessageType, SenderRole } from "../../contract/values";
import { isoTime, isoTimeOrNull, isRetryable, rows, type Statement } from "../../server/db";
import {
  type ConversationRow,
  conversationFields,
  type MemberRow,
  memberJson,
} from "../conversation/conversation-row";

export type Outgoing = {
  id: string;
  conversationId: string;
  senderId: string;
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
  ord: number;
  verdict: Verdict;
  senderName: string;
  senderRole: SenderRole;
  replyText: string | null;
  replySenderName: string | null;
  seq: number;
  rev: number;
  at: string;
};

/** What became of a batch: of each message, of each conversation that moved, and of its members' unread totals. */
export type BatchOutcome = {
  judged: (Judged | undefined)[];
  conversations: Map<string, ConversationRow>;
  totals: Map<string, Unread>;
};

const sendStatement: Statement = {
  name: "message-send",
  text: `
WITH input AS MATERIALIZED (
  SELECT * FROM unnest($1::int[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::text[])
    AS i(ord, id, cid, uid, type, text, payload, reply, preview)
), locked AS MATERIALIZED (
  SELECT c.id, c.seq, c.rev, c.status FROM "Conversation" c
   WHERE c.id = ANY ($3::uuid[]) ORDER BY c.id FOR NO KEY UPDATE
), judged AS MATERIALIZED (
  SELECT i.*, l.seq AS base_seq, l.rev AS base_rev, m.role, u.name AS sender_name,
         r.text AS reply_text, ru.name AS reply_sender_name,
    CASE
      WHEN m."userId" IS NULL OR l.id IS NULL THEN 'not_found'
      WHEN e.id IS NOT NULL THEN CASE
        WHEN e."senderId" = i.uid AND e."conversationId" = i.cid AND e.type::text = i.type
         AND e."replyToId" IS NOT DISTINCT FROM i.reply
         AND COALESCE(was.text, e.text) IS NOT DISTINCT FROM i.text
         AND COALESCE(was.payload, e.payload) IS NOT DISTINCT FROM i.payload::jsonb
        THEN 'stored' ELSE 'conflict' END
      WHEN u."suspendedAt" IS NOT NULL THEN 'suspended'
      WHEN l.status = 'BLOCKED' THEN 'blocked'
      WHEN l.status = 'ENDED' THEN 'ended'
      WHEN i.reply IS NOT NULL AND r.id IS NULL THEN 'reply_not_found'
      ELSE 'new' END AS verdict
  FROM input i
  LEFT JOIN locked l ON l.id = i.cid
  LEFT JOIN "Member" m ON m."conversationId" = i.cid AND m."userId" = i.uid AND m."leftAt" IS NULL
  LEFT JOIN "User" u ON u.id = i.uid
  LEFT JOIN "Message" e ON e.id = i.id
  LEFT JOIN LATERAL (SELECT v.text, v.payload FROM "MessageRevision" v
                      WHERE v."messageId" = e.id ORDER BY v.rev LIMIT 1) was ON e.revised
  LEFT JOIN "Message" r ON r.id = i.reply AND r."conversationId" = i.cid
  LEFT JOIN "User" ru ON ru.id = r."senderId"
), numbered AS MATERIALIZED (
  SELECT j.*, (row_number() OVER w)::int AS n, lead(j.ord) OVER w IS NULL AS is_last
    FROM judged j WHERE j.verdict = 'new' WINDOW w AS (PARTITION BY j.cid ORDER BY j.ord)
), stored AS (
  INSERT INTO "Message" (id, "conversationId", seq, rev, "senderId", "senderRole", type, text, payload, "replyToId", "createdAt")
  SELECT id, cid, base_seq + n, base_rev + n, uid, role, type::"MessageType", text, payload::jsonb, reply, now()::timestamptz(3)
    FROM numbered ORDER BY cid, n
), moved AS MATERIALIZED (
  SELECT cid, count(*)::int AS total, array_agg(uid) AS senders FROM numbered GROUP BY cid
), bumped AS (
  UPDATE "Conversation" c
     SET seq = n.base_seq + n.n, rev = n.base_rev + n.n,
         status = CASE WHEN c.status = 'ARCHIVED' THEN 'ACTIVE' ELSE c.status END,
         "lastMessageId" = n.id, "lastPreview" = n.preview, "lastType" = n.type::"MessageType",
         "lastSenderId" = n.uid, "lastMessageAt" = now()::timestamptz(3)
    FROM numbered n WHERE n.is_last AND c.id = n.cid
  RETURNING ${conversationFields}
), touched AS (
  UPDATE "Member" m
     SET "lastMessageAt" = now()::timestamptz(3),
         unread = m.unread + v.total - cardinality(array_positions(v.senders, m."userId")),
         "archivedAt" = CASE WHEN m."mutedUntil" > now() THEN m."archivedAt" END
    FROM moved v WHERE m."conversationId" = v.cid AND m."leftAt" IS NULL
  RETURNING m.*, v.total - cardinality(array_positions(v.senders, m."userId")) AS gained
), totals AS (
  INSERT INTO "UnreadTotal" AS t ("userId", messages, conversations)
  SELECT "userId", sum(gained), count(*) FILTER (WHERE unread = gained) FROM touched
   WHERE gained > 0 GROUP BY "userId" ORDER BY "userId"
  ON CONFLICT ("userId") DO UPDATE
     SET messages = t.messages + EXCLUDED.messages, conversations = t.conversations + EXCLUDED.conversations
  RETURNING t."userId", t.messages, t.conversations
)
SELECT 'message' AS kind, json_build_object('ord', j.ord, 'verdict', j.verdict, 'senderName', j.sender_name,
         'senderRole', j.role, 'replyText', j.reply_text, 'replySenderName', j.reply_sender_name,
         'seq', j.base_seq, 'rev', j.base_rev, 'at', now()::timestamptz(3)) AS row FROM judged j
UNION ALL SELECT 'conversation', row_to_json(b) FROM bumped b
UNION ALL SELECT 'member', json_build_object('cid', m."conversationId", 'member', ${memberJson})
            FROM touched m JOIN "User" u ON u.id = m."userId"
UNION ALL SELECT 'total', row_to_json(t) FROM totals t`,
};

type Returned =
  | { kind: "message"; row: Judged }
  | { kind: "conversation"; row: Omit<ConversationRow, "members"> }
  | { kind: "member"; row: { cid: string; member: MemberRow } }
  | { kind: "total"; row: Unread & { userId: string } };

const batchTries = 5;

/**
 * Stores what may be stored and says of each message, in the order given, what became of it. A unique key taken
 * by another process meanwhile undoes the whole statement; the next try sees that row and judges by it.
 */
export async function sendBatch(batch: readonly Outgoing[]): Promise<BatchOutcome> {
  const values = [
    batch.map((_, index) => index),
    batch.map(({ id }) => id),
    batch.map(({ conversationId }) => conversationId),
    batch.map(({ senderId }) => senderId),
    batch.map(({ type }) => type),
    batch.map(({ text }) => text),
    batch.map(({ payload }) => payload && JSON.stringify(payload)),
    batch.map(({ replyToId }) => replyToId),
    batch.map(({ text }) => preview(text)),
  ];
  for (let attempt = 1; ; attempt++) {
    try {
      return gather(batch, await rows<Returned>(sendStatement, values));
    } catch (error) {
      if (attempt === batchTries || !isRetryable(error)) throw error;
    }
  }
}

/**
 * Puts the rows together. Joining them here and not in the statement keeps that linear in the batch, for the
 * planner, which cannot know how large a batch is, would compare each with each.
 */
function gather(batch: readonly Outgoing[], returned: readonly Returned[]): BatchOutcome {
  const judged: (Judged | undefined)[] = new Array(batch.length);
  const conversations = new Map<string, ConversationRow>();
  const members = new Map<string, MemberRow[]>();
  const totals = new Map<string, Unread>();
  for (const { kind, row } of returned) {
    if (kind === "message") judged[row.ord] = { ...row, at: isoTime(row.at) };
    else if (kind === "conversation") conversations.set(row.id, readConversation(row));
    else if (kind === "member") members.set(row.cid, [...(members.get(row.cid) ?? []), row.member]);
    else totals.set(row.userId, { messages: row.messages, conversations: row.conversations });
  }
  for (const [id, conversation] of conversations) conversation.members = members.get(id) ?? [];
  numberNew(batch, judged);
  return { judged, conversations, totals };
}

/** As the statement numbered them: in the order of the batch, from the locked conversation's counters on. */
function numberNew(batch: readonly Outgoing[], judged: readonly (Judged | undefined)[]): void {
  const counts = new Map<string, number>();
  for (const [index, { conversationId }] of batch.entries()) {
    const row = judged[index];
    if (row?.verdict !== "new") continue;
    const count = (counts.get(conversationId) ?? 0) + 1;
    counts.set(conversationId, count);
    row.seq += count;
    row.rev += count;
  }
}

const readConversation = (row: Omit<ConversationRow, "members">): ConversationRow => ({
  ...row,
  createdAt: isoTime(row.createdAt),
  lastMessageAt: isoTimeOrNull(row.lastMessageAt),
  members: [],
});
