"use client";
// Lists of conversations, and single rows of them.
import { useEffect, useMemo } from "react";
import type { Conversation } from "../../contract/entities";
import type { ErrorBody } from "../../contract/envelope";
import { type ConversationFilter, filterOfKey, listKey } from "../../contract/initial";
import type { OutboxEntry } from "../engine/ports";
import { useEngine, useEngineState } from "./use-engine-state";

export type ConversationsView = {
  ids: readonly string[];
  status: "loading" | "ready" | "error";
  error?: ErrorBody;
  hasMore: boolean;
  loadMore(): void;
  retry(): void;
  /** Shown from before, and being confirmed. */
  isStale: boolean;
};

const noIds: readonly string[] = [];

/** Renders again when the ids change, not when one of the conversations does. */
export function useConversations(filter: ConversationFilter): ConversationsView {
  const { lists } = useEngine();
  const key = listKey(filter);
  const list = useEngineState((state) => state.lists.get(key));
  useEffect(() => lists.open(filterOfKey(key)), [lists, key]);
  return useMemo(
    () => ({
      ids: list?.ids ?? noIds,
      status: list?.status ?? "loading",
      error: list?.error,
      hasMore: list !== undefined && list.nextCursor !== null,
      isStale: list?.isStale ?? false,
      loadMore: () => void lists.loadMore(key),
      retry: () => lists.retry(key),
    }),
    [list, lists, key],
  );
}

export const useConversation = (id: string): Conversation | undefined =>
  useEngineState((state) => state.rows.get(id)?.view);

/** What stands unsent in the composer of this conversation. */
export const useDraft = (id: string): string => useEngineState((state) => state.drafts.get(id) ?? "");

/** The newest of what one has written here that the server does not have yet. */
export const useUnsent = (id: string): OutboxEntry | undefined =>
  useEngineState((state) => state.outbox.get(id)?.at(-1));
