// One unsent message, what may happen to it, and nothing else.
import type { OutboxEntry } from "../engine/ports";

/** As it is kept, and as all tabs of the browser know it. */
export type Entry = OutboxEntry & {
  /** The place among all entries of the account; `suborder` sorts those that only one tab has. */
  order: number;
  suborder: number;
  /** Counts its changes, so that of two tabs' news about it the older is known. */
  version: number;
};

export type EntryState = Entry["state"] | "STORED" | "DISCARDED";
export type Move = "send" | "store" | "postpone" | "refuse" | "retry" | "discard";

/** The legal moves. What is stored or discarded has left the outbox and moves no more. */
export const moves: Record<EntryState, Partial<Record<Move, EntryState>>> = {
  // The answer to an earlier try, or to another tab's, may come when the entry waits again or was set aside.
  QUEUED: { send: "SENDING", store: "STORED", discard: "DISCARDED" },
  SENDING: { store: "STORED", postpone: "QUEUED", refuse: "FAILED" },
  FAILED: { retry: "QUEUED", store: "STORED", discard: "DISCARDED" },
  STORED: {},
  DISCARDED: {},
};

export class IllegalMove extends Error {
  constructor(state: EntryState, move: Move) {
    super(`An entry that is ${state} cannot ${move}.`);
    this.name = "IllegalMove";
  }
}

export const canMove = (state: EntryState, move: Move): boolean => moves[state][move] !== undefined;

/** The entry after the move; null when it has left the outbox with it. Throws for a move that is not in the table. */
export function moved(entry: Entry, move: Move, failure?: Entry["failure"]): Entry | null {
  const state = moves[entry.state][move];
  if (state === undefined) throw new IllegalMove(entry.state, move);
  if (state === "STORED" || state === "DISCARDED") return null;
  const { failure: _past, ...rest } = entry;
  const next: Entry = { ...rest, state, version: entry.version + 1 };
  if (move === "send") next.attempts++;
  if (move === "retry") next.attempts = 0;
  if (move === "refuse" && failure) next.failure = failure;
  return next;
}

/** By place, then by version of the place among those of one tab, then by id so that no two tabs differ. */
export function inOrder(one: Entry, other: Entry): number {
  return one.order - other.order || one.suborder - other.suborder || (one.id < other.id ? -1 : 1);
}
