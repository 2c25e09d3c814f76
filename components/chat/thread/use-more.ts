"use client";
// More of the thread where the view comes near to what is at hand.
import { type RefObject, useCallback, useRef } from "react";
import type { VirtualizerHandle } from "virtua";
import type { ThreadHandle } from "@/lib/client/hooks";

const fetchPx = 1_200;

export function useMore(list: RefObject<VirtualizerHandle | null>, thread: RefObject<ThreadHandle>) {
  const isFetching = useRef(false);
  return useCallback(async () => {
    const { current: at } = list;
    const { current: now } = thread;
    if (!at || isFetching.current || now.status === "loading") return;
    const belowPx = at.scrollSize - at.scrollOffset - at.viewportSize;
    const load =
      now.hasOlder && at.scrollOffset < fetchPx
        ? now.loadOlder
        : now.hasNewer && belowPx < fetchPx
          ? now.loadNewer
          : null;
    if (!load) return;
    isFetching.current = true;
    try {
      await load();
    } finally {
      isFetching.current = false;
    }
  }, [list, thread]);
}
