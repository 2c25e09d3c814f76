import { rows, type Statement } from "../../server/db";

export type RecentBlock = { blockerId: string; blockedId: string };

const recent: Statement = {
  name: "block-recent",
  text: `SELECT "blockerId", "blockedId" FROM "Block" WHERE "createdAt" > now() - $1 * interval '1 ms'`,
};

/** The blocks set within so many milliseconds, by anyone. */
export const unsafeFindRecentBlocks = (withinMs: number): Promise<RecentBlock[]> =>
  rows<RecentBlock>(recent, [withinMs]);
