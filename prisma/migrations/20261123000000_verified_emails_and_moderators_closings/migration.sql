-- Signing up proves nothing about an address; signing in through a service that vouches for it does.
ALTER TABLE "User" ADD COLUMN "emailVerifiedAt" TIMESTAMPTZ(3);

-- What a moderator has closed is told from what the two people have closed themselves.
ALTER TABLE "Conversation" ADD COLUMN "closedById" UUID;

-- A list may be empty and is never absent, which schema.prisma takes for granted and cannot say.
UPDATE "Listing" SET "photos" = '{}' WHERE "photos" IS NULL;
UPDATE "Conversation" SET "tags" = '{}' WHERE "tags" IS NULL;
UPDATE "Webhook" SET "events" = '{}' WHERE "events" IS NULL;
ALTER TABLE "Listing" ALTER COLUMN "photos" SET DEFAULT ARRAY[]::TEXT[], ALTER COLUMN "photos" SET NOT NULL;
ALTER TABLE "Conversation" ALTER COLUMN "tags" SET NOT NULL;
ALTER TABLE "Webhook" ALTER COLUMN "events" SET DEFAULT ARRAY[]::TEXT[], ALTER COLUMN "events" SET NOT NULL;
