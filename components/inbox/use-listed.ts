"use client";
// What the list shows: the pinned ones, then the others, and the open one for as long as it is open. Nothing moves while
// the reader points at the list.
import { useMemo, useRef } from "react";
import { useConversations } from "@/lib/client/hooks";
import type { ListFilter } from "./place";
import { useStillOrder } from "./use-still-order";

const none: readonly string[] = [];

export function useListed(filter: ListFilter, currentId: string | null) {
  const key = JSON.stringify(filter);
  // A search has its own order. Those who wait are sorted by their wait alone. Neither lists pinned ones first.
  const isOrdered = filter.search !== undefined || filter.waiting === true;
  const pinnedFilter = useMemo(() => ({ ...(JSON.parse(key) as ListFilter), pinned: true }), [key]);
  const steadyFilter = useMemo(() => JSON.parse(key) as ListFilter, [key]);
  const pinned = useConversations(isOrdered ? steadyFilter : pinnedFilter);
  const all = useConversations(steadyFilter);
  const ids = useMemo(() => {
    if (isOrdered) return all.ids;
    const first = new Set(pinned.ids);
    return [...pinned.ids, ...all.ids.filter((id) => !first.has(id))];
  }, [isOrdered, pinned.ids, all.ids]);
  const still = useStillOrder(useKept(ids, currentId, key), isOrdered ? none : pinned.ids, key);
  return { ...all, ids: still.ids, still };
}

/**
 * Reading a conversation takes it out of the list of unread ones. It stays where it is until another is opened, for
 * nothing may vanish from under the pointer by being looked at.
 */
function useKept(ids: readonly string[], currentId: string | null, key: string): readonly string[] {
  const before = useRef({ key, ids, currentId });
  const kept = useMemo(() => {
    const { current: last } = before;
    const isSame = last.key === key && last.currentId === currentId && key.includes('"unread"');
    if (!isSame || currentId === null || ids.includes(currentId)) return ids;
    const index = last.ids.indexOf(currentId);
    return index < 0 ? ids : ids.toSpliced(Math.min(index, ids.length), 0, currentId);
  }, [ids, currentId, key]);
  before.current = { key, ids: kept, currentId };
  return kept;
}
