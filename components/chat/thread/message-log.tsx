"use client";
import { Reply } from "lucide-react";
import { type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { useText } from "@/components/text/text-provider";
import type { ThreadHandle } from "@/lib/client/hooks";
import type { Conversation } from "@/lib/contract/entities";
import type { ErrorBody } from "@/lib/contract/envelope";
import { MessageRow } from "../message/message-row";
import type { ThreadTools } from "../message/thread-tools";
import { Announcer } from "./announcer";
import { keepPlace, keptPlace } from "./kept-places";
import { NewPill, UnreadAbovePill } from "./new-pill";
import type { Row } from "./rows";
import { nextStep, openingGoals, type Wants } from "./stand";
import { rowsOfWindow, StillRows } from "./still-rows";
import { warmUpReactions } from "./thread-overlays";
import { LoadingThread } from "./thread-states";
import { useIsAlive } from "./use-is-alive";
import { useKeys } from "./use-keys";
import { useReading } from "./use-reading";
import { useStand } from "./use-stand";
import { useTouch } from "./use-touch";
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
  /** The message to open at, where a link or a search asks for one. */
  showSeq: number | undefined;
  onMissing(error: ErrorBody | null): void;
  onLeave(): void;
  ref: Ref<LogHandle>;
};

/** The messages. Only those in view exist as elements, however many there are. */
export function MessageLog({ thread, conversation, tools, showSeq, onMissing, onLeave, ref }: Props) {
  const t = useText("chat");
  const myId = tools.me.id;
  const { readSeq, seq: lastSeq } = conversation;
  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRows(thread, myId);
  const view = useChange(rows);
  const isAlive = useIsAlive();
  const wants = useWants(thread, conversation, showSeq);
  const stand = useStand({ thread, rows, view, list, scroller, wants, lastSeq, isAlive, onMissing });
  const { isAtEnd, isSettled, jumps, place } = stand;
  const { markRead } = thread;
  const reading = { rows, isSettled, jumps, list, scroller, conversation, myId, markRead };
  const { above, below, look } = useReading(reading);
  const { activeIndex, onKeyDown, onFocus } = useKeys({ rows, list, scroller, tools, onLeave });
  const quoteMark = useTouch({ rows, scroller, tools });

  useImperativeHandle(ref, () => ({
    jumpTo: stand.jumpTo,
    jumpToEnd: stand.jumpToEnd,
    lastOwn: () => rows.findLast(({ item }) => item.message.senderId === myId && item.message.seq > 0),
  }));

  const { id } = conversation;
  useEffect(() => () => keepPlace(id, place.current), [id, place]);

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
      isHighlighted={row.item.message.seq > 0 && row.item.message.seq === stand.markedSeq}
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
        onPointerEnter={warmUpReactions}
        className="h-full overflow-y-auto overflow-x-hidden overscroll-contain pb-2 [contain:content] [overflow-anchor:none]"
      >
        {isAlive ? (
          <div className={isSettled ? undefined : "invisible"}>
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
                stand.onScroll();
                look();
              }}
              onScrollEnd={look}
              onResize={stand.onResize}
            >
              {renderRow}
            </Virtualizer>
          </div>
        ) : (
          <Still rows={rows} wants={wants} hasNewer={thread.hasNewer} renderRow={renderRow} />
        )}
      </div>
      {isAlive && !isSettled && (
        <div aria-hidden="true" inert className="absolute inset-0 flex flex-col overflow-hidden bg-page">
          <Still
            rows={rows}
            wants={wants}
            hasNewer={thread.hasNewer}
            renderRow={renderRow}
            most={rowsOfWindow()}
          />
        </div>
      )}
      <span
        ref={quoteMark}
        aria-hidden="true"
        className="pointer-events-none absolute start-3 grid size-8 place-items-center rounded-full bg-raised text-ink-muted opacity-0 data-far:bg-accent data-far:text-on-accent"
      >
        <Reply className="size-4 rtl:-scale-x-100" />
      </span>
      <UnreadAbovePill count={above} onPress={() => stand.jumpToUnread(readSeq + 1)} />
      <NewPill
        isShown={isSettled && !isAtEnd}
        count={below}
        onPress={() => {
          stand.jumpToEnd();
          // Whoever goes past the rest on purpose has done with it.
          markRead(lastSeq);
        }}
      />
      <Announcer conversationId={conversation.id} />
    </div>
  );
}

/** Where the thread may open: as it stood when it was opened, but that the unread are only known with their page. */
function useWants(thread: ThreadHandle, { id, unread, readSeq }: Conversation, showSeq?: number): Wants {
  const [opened] = useState(() => ({
    target: showSeq ?? null,
    unreadSeq: unread > 0 ? readSeq + 1 : null,
    kept: keptPlace(id),
  }));
  const { firstUnreadSeq } = thread;
  return useMemo(
    () => ({ ...opened, unreadSeq: opened.unreadSeq && (firstUnreadSeq ?? opened.unreadSeq) }),
    [opened, firstUnreadSeq],
  );
}

type StillProps = {
  rows: readonly Row[];
  wants: Wants;
  hasNewer: boolean;
  most?: number;
  renderRow(row: Row, index: number): React.ReactElement;
};

/** What the list will show where it opens; bubbles to come while that is still to be fetched. */
function Still({ rows, wants, hasNewer, most, renderRow }: StillProps) {
  const [goal = { kind: "end" } as const] = openingGoals(wants);
  const lastSeq = rows.at(-1)?.item.message.seq ?? 0;
  const step = nextStep(goal, rows, { hasNewer, lastSeq, asked: "no" });
  if (step.kind !== "scroll") return <LoadingThread />;
  return <StillRows rows={rows} goal={goal} index={step.index} renderRow={renderRow} most={most} />;
}

function avatarOf({ customer, seller, members }: Conversation, userId: string | null): string | null {
  if (userId === customer.id) return customer.avatarUrl;
  if (userId === seller.id) return seller.avatarUrl;
  return members.find((member) => member.userId === userId)?.avatarUrl ?? null;
}
