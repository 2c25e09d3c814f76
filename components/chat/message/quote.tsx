"use client";
import { useText } from "@/components/text/text-provider";
import { StaffMark } from "@/components/ui/staff-mark";
import { useMessageAt } from "@/lib/client/hooks";
import type { Message } from "@/lib/contract/entities";
import { useThreadTools } from "./thread-tools";

/** What a message answers; pressing it goes there. */
export function Quote({ message, isOwn }: { message: Message; isOwn: boolean }) {
  const { replyTo, conversationId } = message;
  // The quote itself does not say in which role it was written.
  const quoted = useMessageAt(conversationId, replyTo?.seq ?? 0);
  const t = useText("chat");
  const { jumpTo } = useThreadTools();
  if (!replyTo) return null;
  const words = replyTo.preview === "" ? t("deletedQuote") : replyTo.preview;
  return (
    <button
      type="button"
      tabIndex={-1}
      disabled={replyTo.seq < 1}
      onClick={() => jumpTo(replyTo.seq)}
      aria-label={t("goToQuoted", { name: replyTo.senderName, preview: words })}
      className={`mb-1.5 block w-full min-w-0 cursor-pointer rounded-md border-s-3 px-2 py-1 text-start text-sm ${
        isOwn ? "border-on-bubble-own/70 bg-black/20" : "border-accent bg-raised"
      }`}
    >
      <span className="flex min-w-0 items-center gap-1.5">
        <span className="truncate font-semibold">{replyTo.senderName}</span>
        {quoted?.id === replyTo.id && quoted.senderRole === "ADMIN" && <StaffMark />}
      </span>
      <span dir="auto" className="line-clamp-2 [overflow-wrap:anywhere] [text-align:-webkit-match-parent]">
        {words}
      </span>
    </button>
  );
}
