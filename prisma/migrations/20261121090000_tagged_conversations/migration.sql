-- The tags that a seller uses are counted from their tagged conversations alone.
CREATE INDEX "Conversation_tagged_idx" ON "Conversation" ("sellerId") WHERE cardinality(tags) > 0;
