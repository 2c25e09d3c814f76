"use client";
import { useMemo } from "react";
import { useClock, useFormat, useText } from "@/components/text/text-provider";
import { usePresence, useTyping } from "@/lib/client/hooks";

/** Whether the other person is typing, there, or when they were last; nothing where it is not known. */
export function PresenceLine({ conversationId, userId }: { conversationId: string; userId: string }) {
  const t = useText("chat");
  const isTyping = useTyping(conversationId).includes(userId);
  const presence = usePresence(useMemo(() => [userId], [userId]))[userId];
  if (isTyping) return <span className="text-accent">{t("typing")}</span>;
  if (presence?.online) return <span>{t("online")}</span>;
  if (presence?.lastSeenAt) return <LastSeen at={presence.lastSeenAt} />;
  return null;
}

function LastSeen({ at }: { at: string }) {
  const t = useText("chat");
  const format = useFormat();
  const when = useClock((nowMs) => format.relative(new Date(at), nowMs));
  return <span suppressHydrationWarning>{t("lastSeen", { when })}</span>;
}
