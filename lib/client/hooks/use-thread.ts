"use client";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Message } from "../../contract/entities";
import type { ErrorBody } from "../../contract/envelope";
import type { State } from "../state/types";
import { type ThreadItem, threadSelector } from "../state/view";
import { messageAt } from "../state/windows";
import { useEngine, useEngineState } from "./use-engine-state";

export type { ThreadItem } from "../state/view";

export type ThreadHandle = {
  items: readonly ThreadItem[];
  status: "loading" | "ready" | "missing" | "error";
  error?: ErrorBody;
  hasOlder: boolean;
  hasNewer: boolean;
  /** Where the unread began when the thread was opened; it stays there while the thread is open. */
  firstUnreadSeq: number | null;
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /** Shows the part of the thread that holds this message; answers what went wrong, or null. */
  loadAround(seq: number): Promise<ErrorBody | null>;
  markRead(seq: number): void;
  retry(): void;
};

/** Remembers the first answer that is one, for as long as the conversation is the same. */
function firstUnreadKeeper(): (state: State, id: string, items: readonly ThreadItem[]) => number | null {
  let kept: { id: string; readSeq: number; hasUnread: boolean; seq: number | null } | null = null;
  return (state, id, items) => {
    if (kept?.id !== id) {
      const row = state.rows.get(id)?.view;
      if (!row) return null;
      kept = { id, readSeq: row.readSeq, hasUnread: row.unread > 0, seq: null };
    }
    if (!kept.hasUnread || kept.seq !== null) return kept.seq;
    const { readSeq } = kept;
    const first = items.find(({ message, state: own }) => own === null && message.seq > readSeq);
    // Only when what comes before it is here as well is it certainly the first.
    if (first && (items[0]?.message.seq ?? 0) <= readSeq + 1) kept.seq = first.message.seq;
    return kept.seq;
  };
}

/** `around` is the message that the thread opens at, where that is not the first unread or the newest. */
export function useThread(conversationId: string, around?: number): ThreadHandle {
  const { threads, watermarks } = useEngine();
  const [select] = useState(threadSelector);
  const [firstUnread] = useState(firstUnreadKeeper);
  const view = useEngineState((state) => select(state, conversationId));
  const firstUnreadSeq = useEngineState((state) =>
    firstUnread(state, conversationId, select(state, conversationId).items),
  );
  const opensAt = useRef(around);
  useEffect(() => threads.open(conversationId, opensAt.current), [threads, conversationId]);
  const acts = useMemo(
    () => ({
      loadOlder: () => threads.loadOlder(conversationId),
      loadNewer: () => threads.loadNewer(conversationId),
      loadAround: (seq: number) => threads.loadAround(conversationId, seq),
      markRead: (seq: number) => watermarks.read(conversationId, seq),
      retry: () => void threads.load(conversationId),
    }),
    [threads, watermarks, conversationId],
  );
  return useMemo(() => ({ ...view, firstUnreadSeq, ...acts }), [view, firstUnreadSeq, acts]);
}

/** A message of a thread, if it is loaded. */
export const useMessageAt = (conversationId: string, seq: number): Message | undefined =>
  useEngineState((state) => messageAt(state.threads.get(conversationId)?.windows ?? [], seq));

/** Has the messages of these conversations fetched when the page is idle, the first named first. */
export function useFetchAhead(conversationIds: readonly string[]): void {
  const { ahead } = useEngine();
  useEffect(() => ahead.want(conversationIds), [ahead, conversationIds]);
}
