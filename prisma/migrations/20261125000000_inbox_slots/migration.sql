-- Every message moves the time by which an inbox is ordered, and a row whose indexed columns change needs new entries
-- in all indexes of its table. So the indexes know that time to five minutes only: the messages of one talk leave
-- them alone, and a page sorts the few conversations of its five minutes by the time itself.
ALTER TABLE "Member" ADD COLUMN "lastMessageSlot" TIMESTAMPTZ(3)
  GENERATED ALWAYS AS (date_bin('5 minutes', "lastMessageAt", '2000-01-01T00:00:00Z'::timestamptz)) STORED;

DROP INDEX "Member_inbox_idx";
DROP INDEX "Member_archive_idx";
DROP INDEX "Member_empty_idx";
DROP INDEX "Member_pinned_idx";
CREATE INDEX "Member_inbox_idx" ON "Member" ("userId", "lastMessageSlot" DESC)
  WHERE "lastMessageSlot" IS NOT NULL AND "leftAt" IS NULL AND "archivedAt" IS NULL;
CREATE INDEX "Member_archive_idx" ON "Member" ("userId", "lastMessageSlot" DESC)
  WHERE "lastMessageSlot" IS NOT NULL AND "leftAt" IS NULL AND "archivedAt" IS NOT NULL;
CREATE INDEX "Member_empty_idx" ON "Member" ("userId", "conversationId") WHERE "lastMessageSlot" IS NULL;
CREATE INDEX "Member_pinned_idx" ON "Member" ("userId", "lastMessageSlot" DESC) WHERE "pinnedAt" IS NOT NULL;
