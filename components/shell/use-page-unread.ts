"use client";
import { useEffect, useSyncExternalStore } from "react";
import { getPage, nothingUnread, setPage, subscribeToPage, type UnreadCount } from "./page-store";

const requestTimeoutMs = 10_000;
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
      const found = await askUnread();
      if (found && !getPage().isLive) setPage({ unread: found });
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
}

async function askUnread(): Promise<UnreadCount | null> {
  try {
    // Every page has this badge, and few ever ask.
    const { addressOf } = await import("@/lib/client/transport/routes");
    const { path } = addressOf("me:unread", {});
    const response = await fetch(path, { signal: AbortSignal.timeout(requestTimeoutMs) });
    const answer = (await response.json()) as { ok: boolean; data?: UnreadCount };
    // Servers of the first release do not tell the sides apart.
    return answer.ok && answer.data ? { ...nothingUnread, ...answer.data } : null;
  } catch {
    // No connection: what was known stays.
    return null;
  }
}
