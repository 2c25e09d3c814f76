// Caches the away messages of sellers for a short time: every message needs one, and they hardly ever change.
import { limits } from "../../contract/limits";
import { type GroupCommit, groupCommit, rows, type Statement } from "../../server/db";
import type { Hours } from "./away-period";

export type AwayMessage = { text: string; timezone: string; hours: Hours };
type Kept = { away: Promise<AwayMessage | null>; untilMs: number };
type Here = { kept: Map<string, Kept>; asked: GroupCommit<string, AwayMessage | null> };

const findMany: Statement = {
  name: "away-messages-enabled",
  text: `SELECT "sellerId", text, timezone, hours FROM "AwayMessage" WHERE "sellerId" = ANY ($1::uuid[]) AND enabled`,
};

/** Many customers who write at once are one question, and not as many connections. */
async function readMany(sellerIds: string[]): Promise<(AwayMessage | null)[]> {
  const found = await rows<AwayMessage & { sellerId: string }>(findMany, [sellerIds]);
  const bySeller = new Map(found.map(({ sellerId, ...away }) => [sellerId, away]));
  return sellerIds.map((id) => bySeller.get(id) ?? null);
}

const slotKey = Symbol.for("parley.awayMessages");

/** One a process, for the framework loads this module more than once, and a change has to be seen by each copy. */
function here(): Here {
  const holder = globalThis as unknown as Record<symbol, Here | undefined>;
  holder[slotKey] ??= {
    kept: new Map(),
    asked: groupCommit({
      commit: readMany,
      lane: (sellerId) => sellerId,
      key: (sellerId) => sellerId,
      maxInFlight: 1,
      maxBatch: limits.sendBatch,
      maxQueue: limits.awayKeptSellers,
      timeoutMs: limits.sendQueueTimeoutMs,
    }),
  };
  return holder[slotKey];
}

export function findAwayMessage(sellerId: string, nowMs: number): Promise<AwayMessage | null> {
  const { kept, asked } = here();
  const known = kept.get(sellerId);
  if (known && known.untilMs > nowMs) return known.away;
  const away = asked.add(sellerId);
  // The oldest goes, so that it never holds more than so many.
  kept.delete(sellerId);
  const [oldest] = kept.keys();
  if (oldest !== undefined && kept.size >= limits.awayKeptSellers) kept.delete(oldest);
  kept.set(sellerId, { away, untilMs: nowMs + limits.awayKeptMs });
  away.catch(() => kept.delete(sellerId));
  return away;
}

export const forgetAwayMessage = (sellerId: string): void => void here().kept.delete(sellerId);
