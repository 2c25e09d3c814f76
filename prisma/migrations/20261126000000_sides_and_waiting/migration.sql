-- One account buys and sells, so its lists and its unread totals are told apart by the side that it has in each
-- conversation, and each side can list the conversations in which the other one waits for an answer.
ALTER TABLE "Member" ADD COLUMN "waitingSince" TIMESTAMPTZ(3);
ALTER TABLE "UnreadTotal"
  ADD COLUMN "customerMessages" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "customerConversations" INTEGER NOT NULL DEFAULT 0;

-- A page of one side stays one range of one index.
DROP INDEX "Member_inbox_idx";
CREATE INDEX "Member_inbox_idx" ON "Member" ("userId", role, "lastMessageAt" DESC, "conversationId" DESC)
  WHERE "lastMessageAt" IS NOT NULL AND "leftAt" IS NULL AND "archivedAt" IS NULL;
DROP INDEX "Member_archive_idx";
CREATE INDEX "Member_archive_idx" ON "Member" ("userId", role, "lastMessageAt" DESC, "conversationId" DESC)
  WHERE "lastMessageAt" IS NOT NULL AND "leftAt" IS NULL AND "archivedAt" IS NOT NULL;

-- Each side waits since the first message that came after the other side's last one. Automatic answers are no answers.
WITH spoken AS (
  SELECT c.id, customer.seq AS customer_seq, seller.seq AS seller_seq
    FROM "Conversation" c
    LEFT JOIN LATERAL (SELECT m.seq FROM "Message" m WHERE m."conversationId" = c.id AND m."senderRole" = 'CUSTOMER'
                          AND m.payload -> 'automatic' IS NULL ORDER BY m.seq DESC LIMIT 1) customer ON true
    LEFT JOIN LATERAL (SELECT m.seq FROM "Message" m WHERE m."conversationId" = c.id AND m."senderRole" = 'SELLER'
                          AND m.payload -> 'automatic' IS NULL ORDER BY m.seq DESC LIMIT 1) seller ON true
   WHERE c.seq > 0 AND num_nonnulls(customer.seq, seller.seq) > 0
), waiting AS (
  SELECT s.id, (CASE WHEN COALESCE(s.customer_seq, 0) > COALESCE(s.seller_seq, 0) THEN 'SELLER' ELSE 'CUSTOMER' END)::"SenderRole" AS role,
         (SELECT m."createdAt" FROM "Message" m
           WHERE m."conversationId" = s.id AND m.seq > LEAST(COALESCE(s.customer_seq, 0), COALESCE(s.seller_seq, 0))
             AND m."senderRole" IN ('CUSTOMER', 'SELLER') AND m.payload -> 'automatic' IS NULL
           ORDER BY m.seq LIMIT 1) AS since
    FROM spoken s
)
UPDATE "Member" m SET "waitingSince" = w.since FROM waiting w WHERE m."conversationId" = w.id AND m.role = w.role;

UPDATE "UnreadTotal" t SET "customerMessages" = s.messages, "customerConversations" = s.conversations
  FROM (SELECT "userId", sum(unread)::int AS messages, count(*)::int AS conversations
          FROM "Member" WHERE role = 'CUSTOMER' AND unread > 0 GROUP BY "userId") s
 WHERE t."userId" = s."userId";

CREATE INDEX "Member_waiting_idx" ON "Member" ("userId", role, "waitingSince", "conversationId")
  WHERE "waitingSince" IS NOT NULL AND "leftAt" IS NULL AND "archivedAt" IS NULL;
ALTER TABLE "UnreadTotal"
  ADD CONSTRAINT "UnreadTotal_customer_counters" CHECK ("customerMessages" >= 0 AND "customerConversations" >= 0);
