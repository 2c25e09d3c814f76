// What to send next, and what an answer means. Pure: the time and the dice are handed in.
import type { Envelope, ErrorBody } from "../../contract/envelope";
import { errorTable } from "../../contract/errors";
import { limits } from "../../contract/limits";
import { type Stored, targetKey } from "../engine/ports";
import type { Entry } from "./entry";

export type LaneOf = (entry: Pick<Entry, "conversationId" | "target">) => string;

/**
 * Entries of one lane are sent one after the other: those of a conversation, or of what will become one. Of those to
 * one target some may know already which conversation it has become, and others not yet.
 */
export function lanesOf(entries: readonly Entry[]): LaneOf {
  const opened = new Map<string, string>();
  for (const { conversationId, target } of entries)
    if (conversationId !== null) opened.set(targetKey(target), conversationId);
  return ({ conversationId, target }) => conversationId ?? opened.get(targetKey(target)) ?? targetKey(target);
}

/** Those that wait for the same conversation to be opened. */
export const matesOf =
  ({ id, target }: Entry) =>
  (other: Entry): boolean =>
    other.id !== id && other.conversationId === null && targetKey(other.target) === targetKey(target);

/** What has been learnt from answers; not kept, since a new page may as well try at once. */
export type Waits = {
  /** Lanes whose last try failed: how many in a row, how many of these were the server's own fault, until when. */
  lanes: ReadonlyMap<string, { tries: number; internals: number; untilMs: number }>;
  /** Everything waits: the server has said that the caller is too fast. */
  untilMs: number;
  /** The same of what opens a conversation, of which far less is allowed. */
  openUntilMs: number;
  /** Everything waits until somebody is signed in again. */
  forSession: boolean;
};

export const noWaits: Waits = { lanes: new Map(), untilMs: 0, openUntilMs: 0, forSession: false };

/** A clock that was set back must not make a short wait a long one. */
const isOver = (untilMs: number, nowMs: number) =>
  untilMs <= nowMs || untilMs - nowMs > limits.outboxLongestHoldMs;

/** The entries that may be handed to the server now: at most one a lane, the eldest that was not set aside. */
export function sendable(entries: readonly Entry[], waits: Waits, nowMs: number): Entry[] {
  if (waits.forSession) return [];
  const laneOf = lanesOf(entries);
  const heads = headsOf(entries, laneOf);
  const sending = heads.filter(({ entry }) => entry.state === "SENDING").length;
  return heads
    .filter((head) => head.entry.state === "QUEUED" && isOver(dueMs(head, waits), nowMs))
    .map(({ entry }) => entry)
    .slice(0, Math.max(0, limits.outboxSending - sending));
}

/** When `sendable` will say more without anything having happened; null when it will not. */
export function nextDueMs(entries: readonly Entry[], waits: Waits, nowMs: number): number | null {
  if (waits.forSession) return null;
  const laneOf = lanesOf(entries);
  const dues = headsOf(entries, laneOf)
    .filter(({ entry }) => entry.state === "QUEUED")
    .map((head) => dueMs(head, waits))
    .filter((untilMs) => untilMs > nowMs);
  return dues.length > 0 ? Math.min(...dues) : null;
}

/** Of all that an entry has to wait for, what is over last. */
function dueMs({ entry, lane, isFollowed }: Head, { lanes, untilMs, openUntilMs }: Waits): number {
  const heldUntilMs = isFollowed ? 0 : (entry.heldUntilMs ?? 0);
  return Math.max(untilMs, isOpening(entry) ? openUntilMs : 0, lanes.get(lane)?.untilMs ?? 0, heldUntilMs);
}

const isOpening = ({ conversationId }: Entry): boolean => conversationId === null;

/** The first entry of a lane, and whether others wait behind it. */
type Head = { entry: Entry; lane: string; isFollowed: boolean };

function headsOf(entries: readonly Entry[], laneOf: LaneOf): Head[] {
  const heads = new Map<string, Head>();
  for (const entry of entries) {
    if (entry.state === "FAILED") continue;
    const lane = laneOf(entry);
    const head = heads.get(lane);
    if (head) head.isFollowed = true;
    else heads.set(lane, { entry, lane, isFollowed: false });
  }
  return [...heads.values()];
}

export type Verdict =
  | { move: "store"; stored: Stored; waits: Waits }
  | { move: "postpone"; waits: Waits }
  | { move: "refuse"; failure: ErrorBody; waits: Waits };

/** What was handed to the server: of which lane, and whether to open a conversation. */
export type Tried = { lane: string; opens: boolean };

export const triedOf = (entry: Entry, entries: readonly Entry[]): Tried => ({
  lane: lanesOf(entries)(entry),
  opens: isOpening(entry),
});

/** What an answer to an entry means for it and for those that wait behind it in its lane. */
export function judge(
  { lane, opens }: Tried,
  answer: Envelope<Stored>,
  waits: Waits,
  nowMs: number,
  random: () => number,
): Verdict {
  const lanes = new Map(waits.lanes);
  const { tries: past, internals: pastInternals } = lanes.get(lane) ?? { tries: 0, internals: 0 };
  lanes.delete(lane);
  if (answer.ok) return { move: "store", stored: answer.data, waits: { ...waits, lanes } };
  const { error } = answer;
  if (error.code === "unauthenticated") return { move: "postpone", waits: { ...waits, forSession: true } };
  // A message that breaks the server each time must not hold back the lane for good.
  const internals = error.code === "internal" ? pastInternals + 1 : 0;
  const isPoison = internals >= limits.outboxInternalTries;
  if (!errorTable[error.code]?.retryable || isPoison)
    return { move: "refuse", failure: error, waits: { ...waits, lanes } };
  const asked = Math.min(error.retryAfterMs ?? 0, limits.outboxLongestHoldMs);
  // Being too fast is said of the caller, everything else of this one message.
  if (error.code === "rate_limited" && asked > 0) {
    const hold = opens ? "openUntilMs" : "untilMs";
    return { move: "postpone", waits: { ...waits, [hold]: Math.max(waits[hold], nowMs + asked) } };
  }
  const tries = past + 1;
  lanes.set(lane, { tries, internals, untilMs: nowMs + Math.max(asked, backOffMs(tries, random)) });
  return { move: "postpone", waits: { ...waits, lanes } };
}

/** Twice as long after each try up to the longest, and by chance up to half of it less, so that clients part ways. */
export function backOffMs(tries: number, random: () => number): number {
  const full = Math.min(limits.outboxLastRetryMs, limits.outboxFirstRetryMs * 2 ** (tries - 1));
  return full * (1 - random() / 2);
}
