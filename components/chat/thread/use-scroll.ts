"use client";
// Where the thread stands: it opens at the first unread, holds still while older messages come in above, follows the
// end while it is there, and goes to what it is asked to show.
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import type { ThreadHandle } from "@/lib/client/hooks";
import { firstUnreadIndex, type Row } from "./rows";
import type { View } from "./use-window";

/** This far from an end it counts as being there. */
const endPx = 48;
/** This far from what is at hand, more is fetched. */
const fetchPx = 1_200;
const highlightMs = 2_000;
/** So many frames at most until the list shows itself. */
const settleFrames = 30;
/** What is seen of the read messages above the divider. */
const dividerPx = 56;

type Input = {
  thread: ThreadHandle;
  rows: readonly Row[];
  view: View;
  myId: string;
  list: RefObject<VirtualizerHandle | null>;
  /** The number of the conversation's last message. */
  lastSeq: number;
  /** The server's still picture has given way to the list. */
  isAlive: boolean;
};

type Goal = { seq: number; isMarked: boolean } | "end" | null;

export function useScroll({ thread, rows, view, myId, list, lastSeq, isAlive }: Input) {
  const [isAtEnd, setAtEnd] = useState(true);
  const [highlighted, setHighlighted] = useState<string | null>(null);
  const [isOpened, setOpened] = useState(false);
  const [isSettled, setSettled] = useState(false);
  const goal = useRef<Goal>(null);
  const anchor = useRef<{ key: string; offsetPx: number } | null>(null);
  const isFetching = useRef(false);
  const latest = useRef({ thread, rows, lastSeq, isAtEnd });
  useLayoutEffect(() => {
    latest.current = { thread, rows, lastSeq, isAtEnd };
  });

  const toEnd = useCallback(() => {
    list.current?.scrollToIndex(latest.current.rows.length - 1, { align: "end" });
  }, [list]);

  /** More of the thread where the view comes near to what is at hand. */
  const fetchMore = useCallback(async () => {
    const { current: at } = list;
    const { thread: now } = latest.current;
    if (!at || isFetching.current || now.status === "loading") return;
    const belowPx = at.scrollSize - at.scrollOffset - at.viewportSize;
    const load =
      now.hasOlder && at.scrollOffset < fetchPx
        ? now.loadOlder
        : now.hasNewer && belowPx < fetchPx
          ? now.loadNewer
          : null;
    if (!load) return;
    isFetching.current = true;
    try {
      await load();
    } finally {
      isFetching.current = false;
    }
  }, [list]);

  const onScroll = useCallback(() => {
    const { current: at } = list;
    if (!at) return;
    const now = latest.current;
    const belowPx = at.scrollSize - at.scrollOffset - at.viewportSize;
    setAtEnd(belowPx < endPx && !now.thread.hasNewer);
    const index = at.findItemIndex(at.scrollOffset);
    const row = now.rows[index];
    if (row) anchor.current = { key: row.item.key, offsetPx: at.scrollOffset - at.getItemOffset(index) };
    void fetchMore();
  }, [list, fetchMore]);

  const show = useCallback(
    (index: number, isMarked: boolean) => {
      list.current?.scrollToIndex(index, { align: "center" });
      const key = latest.current.rows[index]?.item.key;
      if (isMarked && key) setHighlighted(key);
    },
    [list],
  );

  const jumpTo = useCallback(
    (seq: number) => {
      const { rows: now, thread: current } = latest.current;
      const index = now.findIndex(({ item }) => item.message.seq === seq);
      if (index >= 0) return show(index, true);
      goal.current = { seq, isMarked: true };
      void current.loadAround(seq);
    },
    [show],
  );

  const jumpToEnd = useCallback(() => {
    const { thread: current, lastSeq: seq } = latest.current;
    setAtEnd(true);
    if (!current.hasNewer) return toEnd();
    goal.current = "end";
    void current.loadAround(seq);
  }, [toEnd]);

  // Opening, once there is something to open.
  useLayoutEffect(() => {
    if (isOpened || !isAlive || thread.status !== "ready" || rows.length === 0) return;
    const index = firstUnreadIndex(
      rows.map(({ item }) => item),
      thread.firstUnreadSeq,
      myId,
    );
    setOpened(true);
    if (index <= 0) return toEnd();
    list.current?.scrollToIndex(index, { align: "start", offset: -dividerPx });
    setAtEnd(false);
  }, [isOpened, isAlive, thread.status, thread.firstUnreadSeq, rows, myId, list, toEnd]);

  // The list has to measure before it shows anything; until then the still picture stays in front of it.
  useEffect(() => {
    if (!isOpened || isSettled) return;
    let frame = 0;
    let framesLeft = settleFrames;
    const look = () => {
      const { current: at } = list;
      const isShown =
        at !== null && at.viewportSize > 0 && at.getItemSize(at.findItemIndex(at.scrollOffset)) > 0;
      if ((isShown && framesLeft < settleFrames - 1) || framesLeft-- === 0) {
        setSettled(true);
        // Where everything fits into the view, opening has scrolled nothing, and nothing else would tell.
        onScroll();
      } else frame = requestAnimationFrame(look);
    };
    frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [isOpened, isSettled, list, onScroll]);

  // After each change of the list.
  useLayoutEffect(() => {
    if (!isOpened || rows.length === 0) return;
    const { current: wanted } = goal;
    if (wanted !== null) {
      const index =
        wanted === "end" ? rows.length - 1 : rows.findIndex(({ item }) => item.message.seq === wanted.seq);
      if (index >= 0) {
        goal.current = null;
        if (wanted === "end") toEnd();
        else show(index, wanted.isMarked);
        return;
      }
    }
    if (latest.current.isAtEnd && !latest.current.thread.hasNewer) toEnd();
    else if (view.change === "other") holdAnchor();

    /** The list is another one, so the place is found again by the message that stood there. */
    function holdAnchor() {
      const { current: held } = anchor;
      const index = rows.findIndex(({ item }) => item.key === held?.key);
      if (held && index >= 0) list.current?.scrollToIndex(index, { align: "start", offset: held.offsetPx });
    }
    // A change of the rows' looks alone moves nothing.
  }, [view, isOpened, rows, list, toEnd, show]);

  useEffect(() => {
    if (highlighted === null) return;
    const timer = setTimeout(() => setHighlighted(null), highlightMs);
    return () => clearTimeout(timer);
  }, [highlighted]);

  return { isAtEnd, isOpened, isSettled, highlighted, onScroll, fetchMore, toEnd, jumpTo, jumpToEnd };
}
