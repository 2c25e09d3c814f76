"use client";
import { useText } from "@/components/text/text-provider";
import { cx } from "@/components/ui/cx";
import { useDraft, useMe, useTyping } from "@/lib/client/hooks";
import type { Conversation } from "@/lib/contract/entities";
import { OwnWay } from "./own-way";

/** What was said last; what one has begun to write comes before it, and who is writing right now before both. */
export function RowPreview({ conversation, isUnread }: { conversation: Conversation; isUnread: boolean }) {
  const t = useText("inbox");
  const draft = useDraft(conversation.id);
  const isTyping = useTyping(conversation.id).length > 0;
  if (isTyping) return <span className="truncate text-accent text-sm italic">{t("typing")}</span>;
  if (draft.trim() !== "")
    return (
      <span className="flex min-w-0 gap-1 text-sm">
        <span className="shrink-0 text-danger">{t("draft")}</span>{" "}
        <OwnWay className="text-ink-muted">{draft}</OwnWay>
      </span>
    );
  return (
    <span className={cx("flex min-w-0 gap-1 text-sm", isUnread ? "text-ink" : "text-ink-muted")}>
      <LastMessage conversation={conversation} />
    </span>
  );
}

function LastMessage({ conversation: { lastMessage } }: { conversation: Conversation }) {
  const t = useText("inbox");
  const me = useMe();
  if (!lastMessage) return null;
  const { type, preview, senderId } = lastMessage;
  const text = preview || (type === "TEXT" || type === "SYSTEM" ? t("deleted") : t(`type${type}`));
  return (
    <>
      {senderId === me.id && <span className="shrink-0">{t("you")} </span>}
      <OwnWay>{text}</OwnWay>
    </>
  );
}
