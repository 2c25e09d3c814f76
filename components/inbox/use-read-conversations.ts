"use client";
import { useCallback } from "react";
import { useEngine } from "@/lib/client/hooks/use-engine-state";
import type { Conversation } from "@/lib/contract/entities";

/** Looks at a conversation in the moment in which something is done to it, without listening to all of them. */
export function useReadConversations(): (id: string) => Conversation | undefined {
  const { store } = useEngine();
  return useCallback((id) => store.getState().rows.get(id)?.view, [store]);
}
