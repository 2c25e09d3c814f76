// What the state itself knows to be missing in it.
import type { State } from "./types";

/** The revision after which to ask, for what is told and for its messages alike. */
export function knownRev(state: State, id: string): number {
  const rev = state.rows.get(id)?.base.rev ?? 0;
  const thread = state.threads.get(id);
  return thread?.status === "ready" ? Math.min(rev, thread.rev) : rev;
}

export function isBehind(state: State, id: string): boolean {
  const row = state.rows.get(id);
  if (!row) return false;
  if (row.heard > row.base.rev || row.isGuess) return true;
  const thread = state.threads.get(id);
  return thread?.status === "ready" && thread.rev < row.base.rev;
}

export function idsBehind(state: State): string[] {
  return [...state.rows.keys()].filter((id) => isBehind(state, id));
}

/** Rises with every move of a watermark, so that the server can tell whether one was missed. */
export function marksOf(state: State, id: string): number {
  const members = state.rows.get(id)?.base.members ?? [];
  return members.reduce((sum, { readSeq, deliveredSeq }) => sum + readSeq + deliveredSeq, 0);
}
