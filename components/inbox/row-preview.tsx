"use client";
import { CircleAlert, Clock } from "lucide-react";
import { useText } from "@/components/text/text-provider";
import { cx } from "@/components/ui/cx";
import { useDraft, useMe, useTyping, useUnsent } from "@/lib/client/hooks";
import type { Conversation } from "@/lib/contract/entities";
import { OwnWay } from "./own-way";

/**
 * What was said last. What one has begun to write comes before it, and who is writing right now before both. What has
 * not been sent yet is the last that was said, until something new comes in.
 */
export function RowPreview({ conversation, isUnread }: { conversation: Conversation; isUnread: boolean }) {
  const t = useText("inbox");
  const draft = useDraft(conversation.id);
  const unsent = useUnsent(conversation.id);
  const isTyping = useTyping(conversation.id).length > 0;
  if (isTyping) return <span className="truncate text-accent text-sm italic">{t("typing")}</span>;
  if (draft.trim() !== "")
    return (
      <span className="flex min-w-0 gap-1 text-sm">
        <span className="shrink-0 text-danger">{t("draft")}</span>{" "}
        <OwnWay className="text-ink-muted">{draft}</OwnWay>
      </span>
    );
  if (unsent && !isUnread) return <Unsent text={unsent.text} hasFailed={unsent.state === "FAILED"} />;
  return (
    <span className={cx("flex min-w-0 gap-1 text-sm", isUnread ? "text-ink" : "text-ink-muted")}>
      <LastMessage conversation={conversation} />
    </span>
  );
}

function Unsent({ text, hasFailed }: { text: string; hasFailed: boolean }) {
  const t = useText("inbox");
  const Icon = hasFailed ? CircleAlert : Clock;
  return (
    <span
      className={cx("flex min-w-0 items-center gap-1 text-sm", hasFailed ? "text-danger" : "text-ink-muted")}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" />
      <span className="sr-only">{t(hasFailed ? "notSent" : "waiting")}</span>
      <span className="shrink-0">{t("you")} </span>
      <OwnWay>{text}</OwnWay>
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
