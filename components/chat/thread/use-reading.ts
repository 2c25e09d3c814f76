"use client";
// What has been seen counts as read: on a page that is looked at, as far down as the view has come.
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import type { Row } from "./rows";

/** A message whose beginning is seen counts as seen. */
const peekPx = 24;

type Input = {
  rows: readonly Row[];
  isOpened: boolean;
  list: RefObject<VirtualizerHandle | null>;
  scroller: RefObject<HTMLElement | null>;
  markRead(seq: number): void;
};

/** Answers the number of the last message that has been in view. */
export function useReading({ rows, isOpened, list, scroller, markRead }: Input) {
  const [seenSeq, setSeenSeq] = useState(0);
  const markedSeq = useRef(0);
  const latest = useRef({ rows, isOpened, markRead });
  useLayoutEffect(() => {
    latest.current = { rows, isOpened, markRead };
  });

  const look = useCallback(() => {
    const { current: at } = list;
    const now = latest.current;
    if (!at || !now.isOpened || !scroller.current?.checkVisibility()) return;
    const seq = lastSeqUpTo(now.rows, at.findItemIndex(at.scrollOffset + at.viewportSize - peekPx));
    setSeenSeq((before) => Math.max(before, seq));
    if (seq <= markedSeq.current || document.visibilityState !== "visible" || !document.hasFocus()) return;
    markedSeq.current = seq;
    now.markRead(seq);
  }, [list, scroller]);

  // Once the list has been laid out: what came in may be in view without any scrolling.
  useEffect(() => {
    if (!isOpened || rows.length === 0) return;
    const frame = requestAnimationFrame(() => requestAnimationFrame(look));
    return () => cancelAnimationFrame(frame);
  }, [rows, isOpened, look]);

  useEffect(() => {
    window.addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      window.removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, [look]);

  return { seenSeq, look };
}

/** One's own messages that are still on their way have no number yet. */
function lastSeqUpTo(rows: readonly Row[], index: number): number {
  for (let at = Math.min(index, rows.length - 1); at >= 0; at--) {
    const seq = rows[at]?.item.message.seq ?? 0;
    if (seq > 0) return seq;
  }
  return 0;
}
