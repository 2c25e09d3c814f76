import { rows, type Statement } from "../../server/db";

export type LastSeen = { userId: string; lastSeenAt: string | null };

const find: Statement = {
  name: "user-find-last-seen",
  text: `SELECT id AS "userId", "lastSeenAt" FROM "User" WHERE id = ANY ($1::uuid[])`,
};

/** The caller has already checked that it may see these people. */
export const unsafeFindLastSeen = (userIds: readonly string[]): Promise<LastSeen[]> =>
  rows<LastSeen>(find, [userIds]);
