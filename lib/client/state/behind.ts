// What the state itself knows to be missing in it.
import type { State } from "./types";

/** How much is known of a conversation: what to ask after. */
export type Known = { rev: number; ownRev: number };

export const knownOf = (state: State, id: string): Known => ({
  rev: knownRev(state, id),
  ownRev: state.rows.get(id)?.base.ownRev ?? 0,
});

/** The revision after which to ask, for what is told and for its messages alike. */
function knownRev(state: State, id: string): number {
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
