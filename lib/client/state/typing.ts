// Who types where, and until when that is believed.
import type { FactMap } from "../../contract/facts";
import { withEntry, withoutEntries } from "./change";
import type { State } from "./types";

export function changeTyping(state: State, told: FactMap["typing:changed"], nowMs: number): State {
  if (told.userId === state.me.id) return state;
  return setTyping(state, told.conversationId, told.userId, told.typing ? nowMs + typingShownMs : null);
}

/** A little longer than the server's own, which is taken back by a fact of its own when nothing is lost. */
const typingShownMs = 3_500;

export function setTyping(state: State, id: string, userId: string, untilMs: number | null): State {
  const there = state.typing.get(id);
  if (untilMs === null && !there?.has(userId)) return state;
  const people = new Map(there);
  if (untilMs === null) people.delete(userId);
  else people.set(userId, untilMs);
  const typing = people.size === 0 ? withoutEntries(state.typing, [id]) : withEntry(state.typing, id, people);
  return { ...state, typing };
}

export function expireTyping(state: State, nowMs: number): State {
  let next = state;
  for (const [id, people] of state.typing)
    for (const [userId, untilMs] of people) if (untilMs <= nowMs) next = setTyping(next, id, userId, null);
  return next;
}
