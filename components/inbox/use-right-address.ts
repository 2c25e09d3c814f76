"use client";
// A conversation of the reader's other side is shown at its own address. The server redirects there; this does the same
// where a page without content stands in for all conversations.
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { addressOf, baseOf } from "@/components/shell/conversation-address";
import { useConversation, useMe } from "@/lib/client/hooks";
import { sideOf } from "@/lib/contract/sides";
import type { Place } from "./place";
import { useSide } from "./use-place";

/** Whether the conversation belongs to another page, to which the reader is on the way. */
export function useRightAddress({ conversationId, seq }: Place): boolean {
  const router = useRouter();
  const { id: meId } = useMe();
  const { base } = useSide();
  const conversation = useConversation(conversationId ?? "");
  const isElsewhere = conversation !== undefined && baseOf(sideOf(conversation, meId)) !== base;
  const href = isElsewhere ? addressOf(conversation, meId, seq) : null;
  useEffect(() => {
    if (href !== null) router.replace(href);
  }, [href, router]);
  return isElsewhere;
}
