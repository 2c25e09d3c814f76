"use client";
import { useEffect, useSyncExternalStore } from "react";
import { loadAskUnread } from "./later";
import { getPage, setPage, subscribeToPage, type UnreadCount } from "./page-store";

const minAgeMs = 30_000;

/** How much is unread: as the server rendered it, then as the engine says, or else as of the last look at the page. */
export function usePageUnread(initial: UnreadCount): UnreadCount {
  const unread = useSyncExternalStore(
    subscribeToPage,
    () => getPage().unread,
    () => null,
  );
  return unread ?? initial;
}

/** Asks again when the page is looked at, where no engine runs. Once a page. */
export function useUnreadLook(): void {
  useEffect(() => {
    let askedAtMs = Date.now();
    const look = async () => {
      if (document.visibilityState !== "visible" || getPage().isLive) return;
      if (Date.now() - askedAtMs < minAgeMs) return;
      askedAtMs = Date.now();
      // Loaded on demand, because most pages never refresh the badge. If it fails, the badge keeps its last count.
      const found = await loadAskUnread()
        .then(({ askUnread }) => askUnread())
        .catch(() => null);
      if (found && !getPage().isLive) setPage({ unread: found });
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
}
