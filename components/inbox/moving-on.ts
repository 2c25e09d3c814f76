"use client";
// Archiving the conversation that is open goes on to the next one of the list, and taking it back returns to it.
import { createContext, type RefObject, use, useMemo } from "react";
import type { PaneHandle } from "./list-pane";
import { useSide } from "./use-place";

/** Leaves the open conversation if it is one of these. Answers how to come back. */
export type MoveOn = (leaving: ReadonlySet<string>) => () => void;

const stay: MoveOn = () => () => {};
const Context = createContext<MoveOn>(stay);
export const MoveOnProvider = Context.Provider;
export const useMoveOn = (): MoveOn => use(Context);

/** The conversation after `id`, else the one before it, leaving out those that leave as well. */
export function nextOf(ids: readonly string[], id: string, leaving: ReadonlySet<string>): string | null {
  const at = ids.indexOf(id);
  if (at < 0) return null;
  const stays = (each: string) => !leaving.has(each);
  return ids.slice(at + 1).find(stays) ?? ids.slice(0, at).findLast(stays) ?? null;
}

export function useMakeMoveOn(pane: RefObject<PaneHandle | null>): MoveOn {
  const { go, here } = useSide();
  return useMemo(
    () => (leaving) => {
      const { conversationId: id, seq, details } = here();
      if (id === null || !leaving.has(id)) return stay(leaving);
      const next = nextOf(pane.current?.list?.ids() ?? [], id, leaving);
      const place = { conversationId: next, seq: null, details: details && next !== null };
      const isInList = document.activeElement?.closest("a[data-row]") != null;
      // The way back does not lead through what has been put away.
      go(place, "replace");
      if (next !== null && isInList) requestAnimationFrame(() => pane.current?.list?.focus(next));
      return () => {
        if (here().conversationId === next) go({ conversationId: id, seq, details }, "replace");
      };
    },
    [go, here, pane],
  );
}
