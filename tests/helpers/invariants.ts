// Invariants of stored conversations. Each query returns the rows that violate it.
import type pg from "pg";

const questions: Record<string, string> = {
  "seq counts the messages without gaps": `
    SELECT c.id, c.seq, m.count, m.max FROM "Conversation" c
      LEFT JOIN (SELECT "conversationId" AS id, count(*)::int AS count, max(seq) AS max, min(seq) AS min
                   FROM "Message" GROUP BY 1) m ON m.id = c.id
     WHERE c.seq <> COALESCE(m.count, 0) OR c.seq <> COALESCE(m.max, 0) OR m.min <> 1`,
  "rev counts every change": `
    SELECT c.id, c.rev FROM "Conversation" c
     WHERE c.rev < c.seq OR EXISTS (SELECT 1 FROM "Message" m WHERE m."conversationId" = c.id AND (m.rev > c.rev OR m.rev < m.seq))`,
  "a revision is one message's": `
    SELECT "conversationId", rev FROM "Message" GROUP BY 1, 2 HAVING count(*) > 1`,
  "an earlier version has an earlier revision": `
    SELECT r.id FROM "MessageRevision" r JOIN "Message" m ON m.id = r."messageId" WHERE r.rev >= m.rev OR NOT m.revised`,
  "time rises with seq": `
    SELECT id FROM (SELECT id, "createdAt" < lag("createdAt") OVER (PARTITION BY "conversationId" ORDER BY seq) AS falls FROM "Message") m WHERE falls`,
  "unread is what others said after the read mark": `
    SELECT p."conversationId", p."userId", p.unread FROM "Member" p
     WHERE p.unread <> (SELECT count(*) FROM "Message" m WHERE m."conversationId" = p."conversationId"
                           AND m.seq > p."readSeq" AND m."senderId" IS DISTINCT FROM p."userId")`,
  "the unread totals are the sums": `
    SELECT u.id FROM "User" u
      LEFT JOIN "UnreadTotal" t ON t."userId" = u.id
      LEFT JOIN (SELECT "userId", sum(unread) AS messages, count(*) FILTER (WHERE unread > 0) AS conversations,
                        sum(unread) FILTER (WHERE role = 'CUSTOMER') AS bought_messages,
                        count(*) FILTER (WHERE unread > 0 AND role = 'CUSTOMER') AS bought
                   FROM "Member" WHERE "leftAt" IS NULL GROUP BY 1) s ON s."userId" = u.id
     WHERE t."userId" IS NULL OR t.messages <> COALESCE(s.messages, 0) OR t.conversations <> COALESCE(s.conversations, 0)
        OR t."customerMessages" <> COALESCE(s.bought_messages, 0) OR t."customerConversations" <> COALESCE(s.bought, 0)`,
  "a side waits since the first message that the other has not answered": `
    SELECT p."conversationId", p.role, p."waitingSince" FROM "Member" p
     WHERE p."waitingSince" IS DISTINCT FROM (
       SELECT m."createdAt" FROM "Message" m
        WHERE m."conversationId" = p."conversationId" AND p.role IN ('CUSTOMER', 'SELLER')
          AND m."senderRole" IN ('CUSTOMER', 'SELLER') AND m."senderRole" <> p.role AND m.payload -> 'automatic' IS NULL
          AND m.seq > (SELECT COALESCE(max(o.seq), 0) FROM "Message" o WHERE o."conversationId" = p."conversationId"
                          AND o."senderRole" = p.role AND o.payload -> 'automatic' IS NULL)
        ORDER BY m.seq LIMIT 1)`,
  "the last message is the last one": `
    SELECT c.id FROM "Conversation" c LEFT JOIN "Message" m ON m."conversationId" = c.id AND m.seq = c.seq
     WHERE c."lastMessageId" IS DISTINCT FROM m.id OR c."lastSenderId" IS DISTINCT FROM m."senderId"
        OR c."lastMessageAt" IS DISTINCT FROM m."createdAt" OR c."lastType" IS DISTINCT FROM m.type
        OR (m.id IS NOT NULL AND left(c."lastPreview", 100) IS DISTINCT FROM left(COALESCE(regexp_replace(m.text, '\\s+', ' ', 'g'), ''), 100))`,
  "members carry the time of the last message": `
    SELECT p."conversationId", p."userId" FROM "Member" p JOIN "Conversation" c ON c.id = p."conversationId"
     WHERE p."leftAt" IS NULL AND p."lastMessageAt" IS DISTINCT FROM c."lastMessageAt"`,
  "customer and seller are members": `
    SELECT c.id FROM "Conversation" c
     WHERE NOT EXISTS (SELECT 1 FROM "Member" p WHERE p."conversationId" = c.id AND p."userId" = c."customerId")
        OR NOT EXISTS (SELECT 1 FROM "Member" p WHERE p."conversationId" = c.id AND p."userId" = c."sellerId")`,
  "only members speak": `
    SELECT m.id FROM "Message" m WHERE m."senderId" IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM "Member" p WHERE p."conversationId" = m."conversationId" AND p."userId" = m."senderId" AND p.role = m."senderRole")`,
  "marks stand where the receipts say": `
    SELECT p."conversationId", p."userId" FROM "Member" p
      LEFT JOIN (SELECT "conversationId", "userId", max(seq) AS delivered, max(seq) FILTER (WHERE kind = 'READ') AS read,
                        max(at) FILTER (WHERE kind = 'READ') AS at FROM "Receipt" GROUP BY 1, 2) r
             ON r."conversationId" = p."conversationId" AND r."userId" = p."userId"
      JOIN "Conversation" c ON c.id = p."conversationId"
     WHERE p."readSeq" <> COALESCE(r.read, 0) OR p."readAt" IS DISTINCT FROM r.at
        OR p."deliveredSeq" <> COALESCE(r.delivered, 0) OR p."deliveredSeq" > c.seq OR p."deliveredSeq" < p."readSeq"`,
  "a snapshot says what the subject is": `
    SELECT c.id, c.snapshot FROM "Conversation" c
      LEFT JOIN "Listing" l ON l.id = c."listingId" LEFT JOIN "Deal" d ON d.id = c."dealId"
     WHERE NOT c.snapshot ?& ARRAY['kind', 'id', 'title', 'priceMinor', 'currency', 'photoUrl', 'status']
        OR c.snapshot->>'id' IS DISTINCT FROM COALESCE(c."listingId", c."dealId")::text
        OR c.snapshot->>'kind' <> CASE WHEN l.id IS NOT NULL THEN 'listing' WHEN d.id IS NOT NULL THEN lower(d.kind::text) ELSE 'direct' END
        OR c."sellerId" <> COALESCE(l."sellerId", d."sellerId", c."sellerId")
        OR c."customerId" <> COALESCE(d."customerId", c."customerId")`,
  "a quote is of the same conversation": `
    SELECT m.id FROM "Message" m JOIN "Message" q ON q.id = m."replyToId" WHERE q."conversationId" <> m."conversationId" OR q.seq >= m.seq`,
};

/** The violations, by the name of the invariant. Empty when there are none. */
export async function brokenInvariants(pool: pg.Pool): Promise<Record<string, unknown[]>> {
  const broken: Record<string, unknown[]> = {};
  for (const [promise, text] of Object.entries(questions)) {
    const { rows } = await pool.query(`${text} LIMIT 3`);
    if (rows.length > 0) broken[promise] = rows;
  }
  return broken;
}
