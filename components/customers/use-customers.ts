"use client";
// A seller's customers, page after page. Messages that arrive change who has unread ones, so the loaded part is read
// again a moment after the last of them.
import { useCallback, useEffect, useRef, useState } from "react";
import type { CustomerSort } from "@/components/inbox/place";
import { useArrivals, useCall, useReconnected, useUnread } from "@/lib/client/hooks";
import type { Customer } from "@/lib/contract/entities";
import type { ErrorBody } from "@/lib/contract/envelope";
import { limits } from "@/lib/contract/limits";

type Loaded = { key: string; items: readonly Customer[]; cursor: string | null; error?: ErrorBody };
export type Customers = {
  items: readonly Customer[];
  status: "loading" | "ready" | "error";
  error?: ErrorBody;
  hasMore: boolean;
  loadMore(): void;
  retry(): void;
};

const pageItems = 40;
const calmMs = 1_500;

export function useCustomers(search: string, sort: CustomerSort): Customers {
  const call = useCall();
  const key = JSON.stringify({ search, sort });
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const running = useRef<AbortController>(undefined);

  const ask = useCallback(
    async (before: Loaded | null, limit: number) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      const input = { sort, limit, cursor: before?.cursor ?? undefined, ...(search && { search }) };
      const answer = await call("customer:list", input, { signal: controller.signal });
      if (controller.signal.aborted) return;
      running.current = undefined;
      const earlier = before?.items ?? [];
      if (answer.ok) {
        const items = [...earlier, ...answer.data.items];
        setLoaded({ key, items, cursor: answer.data.nextCursor });
      } else
        setLoaded((now) => {
          const kept = now?.key === key ? now : { key, items: [], cursor: null };
          return { ...kept, error: answer.error };
        });
    },
    [call, key, search, sort],
  );
  useEffect(() => {
    void ask(null, pageItems);
    return () => running.current?.abort();
  }, [ask]);

  const now = loaded?.key === key ? loaded : null;
  const reload = useCallback(
    () => void ask(null, Math.min(limits.pageItems, Math.max(pageItems, now?.items.length ?? 0))),
    [ask, now?.items.length],
  );
  useReloadAfterNews(reload);
  useReconnected(() => {
    if (now?.error?.unreached) reload();
  });
  return {
    items: now?.items ?? [],
    status: now === null ? "loading" : now.error && now.items.length === 0 ? "error" : "ready",
    error: now?.error,
    hasMore: now?.cursor != null,
    loadMore: () => {
      if (now?.cursor && !running.current) void ask(now, pageItems);
    },
    retry: () => void ask(null, pageItems),
  };
}

/** What is read or arrives changes the counts here. */
function useReloadAfterNews(reload: () => void): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(reload);
  useEffect(() => {
    latest.current = reload;
  });
  const soon = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(), calmMs);
  }, []);
  useArrivals(soon);
  const { messages } = useUnread();
  const known = useRef(messages);
  useEffect(() => {
    if (known.current !== messages) soon();
    known.current = messages;
  }, [messages, soon]);
  useEffect(() => () => clearTimeout(timer.current), []);
}
