"use client";
import { type Ref, useImperativeHandle, useRef } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { useText } from "@/components/text/text-provider";
import type { ThreadHandle } from "@/lib/client/hooks";
import type { Conversation } from "@/lib/contract/entities";
import { MessageRow } from "../message/message-row";
import type { ThreadTools } from "../message/thread-tools";
import { Announcer } from "./announcer";
import { NewPill } from "./new-pill";
import type { Row } from "./rows";
import { rowsOfWindow, StillRows } from "./still-rows";
import { useIsAlive } from "./use-is-alive";
import { useKeys } from "./use-keys";
import { useReading } from "./use-reading";
import { useScroll } from "./use-scroll";
import { useChange, useRows } from "./use-window";

/** What a row takes before it has been measured: too little would have the list draw many that nobody sees. */
const rowPx = 64;

export type LogHandle = {
  jumpTo(seq: number): void;
  jumpToEnd(): void;
  /** The newest of one's own messages, for the composer to edit. */
  lastOwn(): Row | undefined;
};

type Props = {
  thread: ThreadHandle;
  conversation: Conversation;
  tools: ThreadTools;
  onLeave(): void;
  ref: Ref<LogHandle>;
};

/** The messages. Only those in view exist as elements, however many there are. */
export function MessageLog({ thread, conversation, tools, onLeave, ref }: Props) {
  const t = useText("chat");
  const myId = tools.me.id;
  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRows(thread, myId);
  const view = useChange(rows);
  const isAlive = useIsAlive();
  const scroll = useScroll({ thread, rows, view, myId, list, lastSeq: conversation.seq, isAlive });
  const { isOpened, isAtEnd } = scroll;
  const { seenSeq, look } = useReading({ rows, isOpened, list, scroller, markRead: thread.markRead });
  const { activeIndex, onKeyDown, onFocus } = useKeys({ rows, list, scroller, tools, onLeave });

  useImperativeHandle(ref, () => ({
    jumpTo: scroll.jumpTo,
    jumpToEnd: scroll.jumpToEnd,
    lastOwn: () => rows.findLast(({ item }) => item.message.senderId === myId && item.message.seq > 0),
  }));

  const renderRow = (row: Row, index: number) => (
    <MessageRow
      key={row.item.key}
      rowKey={row.item.key}
      message={row.item.message}
      state={row.item.state}
      failure={row.item.failure}
      startsDay={row.startsDay}
      isFirstUnread={row.isFirstUnread}
      startsGroup={row.startsGroup}
      endsGroup={row.endsGroup}
      isActive={index === activeIndex}
      isHighlighted={row.item.key === scroll.highlighted}
      avatarUrl={avatarOf(conversation, row.item.message.senderId)}
    />
  );

  return (
    <div className="@container/thread relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="log"
        aria-label={t("messages")}
        // What arrives is announced by a region of its own; this one also changes by mere scrolling.
        aria-live="off"
        aria-busy={thread.status === "loading"}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        className="h-full overflow-y-auto overflow-x-hidden overscroll-contain pb-2 [contain:content] [overflow-anchor:none]"
      >
        {isAlive ? (
          <div className={scroll.isSettled ? undefined : "invisible"}>
            <Virtualizer
              key={view.generation}
              ref={list}
              scrollRef={scroller}
              data={rows}
              shift={view.change === "older"}
              keepMounted={activeIndex >= 0 ? [activeIndex] : undefined}
              itemSize={rowPx}
              bufferSize={200}
              onScroll={() => {
                scroll.onScroll();
                look();
              }}
              onScrollEnd={look}
              onResize={() => isAtEnd && isOpened && scroll.toEnd()}
            >
              {renderRow}
            </Virtualizer>
          </div>
        ) : (
          <StillRows rows={rows} renderRow={renderRow} />
        )}
      </div>
      {isAlive && !scroll.isSettled && (
        <div aria-hidden="true" inert className="absolute inset-0 overflow-hidden bg-page">
          <StillRows rows={rows} renderRow={renderRow} most={rowsOfWindow()} />
        </div>
      )}
      <NewPill
        isShown={isOpened && !isAtEnd}
        count={Math.max(0, conversation.seq - Math.max(seenSeq, conversation.readSeq))}
        onPress={scroll.jumpToEnd}
      />
      <Announcer conversationId={conversation.id} />
    </div>
  );
}

function avatarOf({ customer, seller, members }: Conversation, userId: string | null): string | null {
  if (userId === customer.id) return customer.avatarUrl;
  if (userId === seller.id) return seller.avatarUrl;
  return members.find((member) => member.userId === userId)?.avatarUrl ?? null;
}
