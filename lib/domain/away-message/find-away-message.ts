// The away messages of the sellers to whom customers are writing, kept for a moment: they are asked for with each
// message and hardly ever change.
import { limits } from "../../contract/limits";
import { firstRow, type Statement } from "../../server/db";
import type { Hours } from "./away-period";

export type AwayMessage = { text: string; timezone: string; hours: Hours };
type Kept = { away: Promise<AwayMessage | null>; untilMs: number };

const find: Statement = {
  name: "away-message-enabled",
  text: `SELECT text, timezone, hours FROM "AwayMessage" WHERE "sellerId" = $1 AND enabled`,
};

const slotKey = Symbol.for("parley.awayMessages");

/** One a process, for the framework loads this module more than once, and a change has to be seen by each copy. */
function keptHere(): Map<string, Kept> {
  const holder = globalThis as unknown as Record<symbol, Map<string, Kept> | undefined>;
  holder[slotKey] ??= new Map();
  return holder[slotKey];
}

export function findAwayMessage(sellerId: string, nowMs: number): Promise<AwayMessage | null> {
  const kept = keptHere();
  const known = kept.get(sellerId);
  if (known && known.untilMs > nowMs) return known.away;
  const away = firstRow<AwayMessage>(find, [sellerId]).then((row) => row ?? null);
  // The oldest goes, so that it never holds more than so many.
  kept.delete(sellerId);
  const [oldest] = kept.keys();
  if (oldest !== undefined && kept.size >= limits.awayKeptSellers) kept.delete(oldest);
  kept.set(sellerId, { away, untilMs: nowMs + limits.awayKeptMs });
  away.catch(() => kept.delete(sellerId));
  return away;
}

export const forgetAwayMessage = (sellerId: string): void => void keptHere().delete(sellerId);
