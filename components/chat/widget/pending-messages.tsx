"use client";
import { useMemo } from "react";
import { useText } from "@/components/text/text-provider";
import { type ThreadItem, useActions, useMe } from "@/lib/client/hooks";
import { MessageRow } from "../message/message-row";
import { type ThreadTools, ThreadToolsProvider } from "../message/thread-tools";

const nothing = () => {};

/** What has been written before there is a conversation to hold it: on its way, or waiting for the network. */
export function PendingMessages({ items }: { items: readonly ThreadItem[] }) {
  const t = useText("chat");
  const me = useMe();
  const { retry, discard } = useActions();
  const tools = useMemo(
    (): ThreadTools => ({
      me,
      canWrite: false,
      nameOf: () => t("you"),
      reply: nothing,
      edit: nothing,
      remove: nothing,
      forward: nothing,
      copy: ({ text }) => void navigator.clipboard.writeText(text ?? ""),
      pickReaction: nothing,
      showActions: nothing,
      toggleReaction: nothing,
      jumpTo: nothing,
      retry,
      discard,
    }),
    [me, t, retry, discard],
  );
  return (
    <ThreadToolsProvider value={tools}>
      <div
        role="log"
        aria-label={t("messages")}
        aria-live="off"
        className="@container/thread min-h-0 flex-1 overflow-y-auto"
      >
        {items.map(({ key, message, state, failure }, index) => (
          <MessageRow
            key={key}
            rowKey={key}
            message={message}
            state={state}
            failure={failure}
            startsDay={index === 0}
            isFirstUnread={false}
            startsGroup={index === 0}
            endsGroup={index === items.length - 1}
            isActive={false}
            isHighlighted={false}
            avatarUrl={null}
          />
        ))}
      </div>
    </ThreadToolsProvider>
  );
}
