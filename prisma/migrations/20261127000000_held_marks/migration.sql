-- Someone who has blocked another shows them no read marks but those of before: {readSeq, deliveredSeq, readAt}.
ALTER TABLE "Member" ADD COLUMN "heldMarks" JSONB;
UPDATE "Member" m
   SET "heldMarks" = jsonb_build_object('readSeq', m."readSeq", 'deliveredSeq', m."deliveredSeq", 'readAt', m."readAt")
  FROM "Conversation" c JOIN "Block" b
    ON (b."blockerId", b."blockedId") IN ((c."customerId", c."sellerId"), (c."sellerId", c."customerId"))
 WHERE m."conversationId" = c.id AND m."userId" = b."blockerId";

-- Every process asks once a second which blocks are new.
CREATE INDEX "Block_createdAt_idx" ON "Block"("createdAt");
