"use client";
import { useText } from "@/components/text/text-provider";
import type { Message } from "@/lib/contract/entities";
import { useThreadTools } from "./thread-tools";

/** What a message answers; pressing it goes there. */
export function Quote({ replyTo, isOwn }: { replyTo: NonNullable<Message["replyTo"]>; isOwn: boolean }) {
  const t = useText("chat");
  const { jumpTo } = useThreadTools();
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
      <span className="block truncate font-semibold">{replyTo.senderName}</span>
      <span dir="auto" className="line-clamp-2 [overflow-wrap:anywhere] [text-align:-webkit-match-parent]">
        {words}
      </span>
    </button>
  );
}
