-- So that clients can tell which of two totals is the newer, whichever nodes and batches they come from.
ALTER TABLE "UnreadTotal" ADD COLUMN "rev" INTEGER NOT NULL DEFAULT 0;
