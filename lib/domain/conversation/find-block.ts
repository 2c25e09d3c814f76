import { type Connection, firstRow, type Statement } from "../../server/db";

const between: Statement = {
  name: "block-between",
  text: `SELECT 1 AS yes FROM "Block" WHERE ("blockerId" = $1 AND "blockedId" = $2) OR ("blockerId" = $2 AND "blockedId" = $1)`,
};

type Pair = { customerId: string; sellerId: string };

/** Returns true if either of the two has blocked the other. */
export async function unsafeIsBlocked(
  { customerId, sellerId }: Pair,
  connection: Connection,
): Promise<boolean> {
  return (await firstRow(between, [customerId, sellerId], connection)) !== undefined;
}

const one: Statement = {
  name: "block-one",
  text: `SELECT 1 AS yes FROM "Block" WHERE "blockerId" = $1 AND "blockedId" = $2`,
};

/** Returns true if `blockerId` has blocked `blockedId`, and so hides their presence from them. */
export const unsafeHasBlocked = async (blockerId: string, blockedId: string): Promise<boolean> =>
  (await firstRow(one, [blockerId, blockedId])) !== undefined;

const lock: Statement = {
  name: "block-lock-pair",
  text: `SELECT pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0))`,
};

/**
 * Serialises a block with opening a conversation between the same two people, because the new conversation has no row
 * to lock yet. Lock order: this lock comes before those of conversations. Both roles use the same lock.
 */
export async function lockPair({ customerId, sellerId }: Pair, connection: Connection): Promise<void> {
  await firstRow(lock, [customerId, sellerId].sort(), connection);
}
