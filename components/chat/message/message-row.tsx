"use client";
import { memo } from "react";
import { useClock, useFormat, useText } from "@/components/text/text-provider";
import type { ThreadItem } from "@/lib/client/hooks";
import type { Message } from "@/lib/contract/entities";
import type { ErrorBody } from "@/lib/contract/envelope";
import { Bubble } from "./bubble";

export type RowProps = {
  rowKey: string;
  message: Message;
  state: ThreadItem["state"];
  failure: ErrorBody | undefined;
  startsDay: boolean;
  isFirstUnread: boolean;
  startsGroup: boolean;
  endsGroup: boolean;
  /** The one message that the Tab key comes to. */
  isActive: boolean;
  isHighlighted: boolean;
  avatarUrl: string | null;
};

/** One message with what stands above it. Rendered again only when one of these changes. */
export const MessageRow = memo(function MessageRow(props: RowProps) {
  const { message, startsDay, isFirstUnread, startsGroup } = props;
  return (
    <div className={`px-3 ${startsGroup ? "pt-3" : "pt-0.5"}`}>
      {startsDay && <DayHeading createdAt={message.createdAt} />}
      {isFirstUnread && <UnreadDivider />}
      {message.type === "SYSTEM" ? <SystemMessage {...props} /> : <Bubble {...props} />}
    </div>
  );
});

function DayHeading({ createdAt }: { createdAt: string }) {
  const format = useFormat();
  const name = useClock((nowMs) => format.dayName(new Date(createdAt), nowMs));
  return (
    <div className="flex justify-center pt-1 pb-2">
      <span className="rounded-full bg-raised px-3 py-0.5 text-ink-muted text-xs leading-5">{name}</span>
    </div>
  );
}

function UnreadDivider() {
  const t = useText("chat");
  return (
    <div className="flex items-center gap-3 py-2 font-medium text-accent text-xs before:h-px before:flex-1 before:bg-accent/40 after:h-px after:flex-1 after:bg-accent/40">
      {t("newMessages")}
    </div>
  );
}

function SystemMessage({ rowKey, message, isActive, isHighlighted }: RowProps) {
  const format = useFormat();
  return (
    <article
      data-key={rowKey}
      tabIndex={isActive ? 0 : -1}
      aria-labelledby={`${rowKey}-text`}
      aria-current={isHighlighted || undefined}
      className={`mx-auto my-1 max-w-[85%] rounded-xl px-3 py-1.5 text-center text-ink-muted text-sm ${isHighlighted ? "bg-accent-soft" : "bg-raised"}`}
    >
      <p id={`${rowKey}-text`} dir="auto" className="whitespace-pre-wrap [overflow-wrap:anywhere]">
        {message.text}
      </p>
      <time dateTime={message.createdAt} className="sr-only">
        {format.time(new Date(message.createdAt))}
      </time>
    </article>
  );
}
