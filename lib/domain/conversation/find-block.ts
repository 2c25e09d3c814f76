import { type Connection, firstRow, type Statement } from "../../server/db";

const between: Statement = {
  name: "block-between",
  text: `SELECT 1 AS yes FROM "Block" WHERE ("blockerId" = $1 AND "blockedId" = $2) OR ("blockerId" = $2 AND "blockedId" = $1)`,
};

type Pair = { customerId: string; sellerId: string };

/** Whether one of the two has blocked the other. */
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

/** Whether the one has blocked the other, and so hides from them when they are there. */
export const unsafeHasBlocked = async (blockerId: string, blockedId: string): Promise<boolean> =>
  (await firstRow(one, [blockerId, blockedId])) !== undefined;

const lock: Statement = {
  name: "block-lock-pair",
  text: `SELECT pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0))`,
};

/**
 * Serialises blocking two people with opening a conversation between them, which has no row yet that a block could
 * lock. Taken before the locks of conversations. The same lock whoever of the two is the customer.
 */
export async function lockPair({ customerId, sellerId }: Pair, connection: Connection): Promise<void> {
  await firstRow(lock, [customerId, sellerId].sort(), connection);
}
