-- Changes that not everybody in a conversation sees have counters of their own, so that `rev` tells nobody of them.
ALTER TABLE "Conversation" ADD COLUMN "sideRev" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "Member" ADD COLUMN "ownRev" INTEGER NOT NULL DEFAULT 0;
