"use client";
import { useCallback, useEffect, useState } from "react";
import type { QuickReply } from "../../contract/entities";
import type { ErrorBody } from "../../contract/envelope";
import { limits } from "../../contract/limits";
import { useEngine } from "./use-engine-state";
import { useReconnected } from "./use-session";

type OwnQuickReplies = {
  /** Null until they are loaded. */
  replies: readonly QuickReply[] | null;
  /** Why they could not be loaded, when none are kept on the device either. */
  error: ErrorBody | null;
};

const nothing: OwnQuickReplies = { replies: null, error: null };

/**
 * Loads the quick replies of the person each time they are asked for, because they may have been changed on another
 * page. Without the network those that this browser loaded last take their place.
 */
export function useOwnQuickReplies(isAsked: boolean): OwnQuickReplies {
  const { call, cache } = useEngine();
  const [own, setOwn] = useState(nothing);
  const load = useCallback(
    async (signal?: AbortSignal) => {
      const answer = await call("quick-reply:list", { limit: limits.quickReplies }, { signal });
      if (signal?.aborted) return;
      if (answer.ok) {
        setOwn({ replies: answer.data.items, error: null });
        return cache.saveQuickReplies(answer.data.items);
      }
      const kept = await cache.loadQuickReplies();
      if (signal?.aborted) return;
      setOwn((before) => {
        const replies = before.replies ?? kept;
        return { replies, error: replies === null ? answer.error : null };
      });
    },
    [call, cache],
  );
  useEffect(() => {
    if (!isAsked) return;
    const controller = new AbortController();
    void load(controller.signal);
    return () => controller.abort();
  }, [isAsked, load]);
  useReconnected(() => {
    if (isAsked) void load();
  });
  return own;
}
