"use client";
// What has been seen counts as read: on a page that is looked at, without a gap from the first unread message on.
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import type { Conversation } from "@/lib/contract/entities";
import type { Row } from "./rows";
import { addRun, type Run, readUpTo, unreadAbove } from "./seen";

/** A message counts as seen once this much of it, or half of a smaller one, is in view. */
const seenPx = 64;

type Input = {
  rows: readonly Row[];
  /** The view stands where it was to open. */
  isSettled: boolean;
  /** Counts how often the view has gone somewhere by itself. */
  jumps: RefObject<number>;
  list: RefObject<VirtualizerHandle | null>;
  scroller: RefObject<HTMLElement | null>;
  conversation: Conversation;
  myId: string;
  markRead(seq: number): void;
};

/** Answers how many unread messages stand above what is in view, and how many new ones below everything seen. */
export function useReading(input: Input) {
  const { rows, isSettled, jumps, list, scroller, conversation, myId, markRead } = input;
  const { readSeq, seq: lastSeq, unread } = conversation;
  const [unseen, setUnseen] = useState({ above: 0, below: 0 });
  const runs = useRef<readonly Run[]>([]);
  const seenTo = useRef(0);
  const seenJumps = useRef(0);
  const latest = useRef({ rows, isSettled, readSeq, lastSeq, unread, myId, markRead });
  useLayoutEffect(() => {
    latest.current = { rows, isSettled, readSeq, lastSeq, unread, myId, markRead };
  });

  const look = useCallback(() => {
    const { current: at } = list;
    const now = latest.current;
    if (!at || !now.isSettled || !scroller.current?.checkVisibility()) return;
    const run = runInView(at, now.rows);
    if (run === null) return;
    seenTo.current = Math.max(seenTo.current, run.to);
    const above = Math.min(unreadAbove(run.from, now.rows, now), now.unread);
    const below = Math.max(0, now.lastSeq - Math.max(seenTo.current, now.readSeq));
    setUnseen((before) => (before.above === above && before.below === below ? before : { above, below }));
    if (document.visibilityState !== "visible" || !document.hasFocus()) return;
    const isJump = seenJumps.current !== jumps.current;
    seenJumps.current = jumps.current;
    // A quick scroll leaves out some frames, which is no more than two views.
    runs.current = addRun(runs.current, run, isJump ? 0 : 2 * (run.to - run.from + 1));
    const seq = readUpTo(runs.current, now.rows, now);
    if (seq !== null && seq > now.readSeq) now.markRead(seq);
  }, [list, scroller, jumps]);

  // Once the list has been laid out: what came in may be in view without any scrolling.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is read elsewhere counts here as well.
  useEffect(() => {
    if (!isSettled || rows.length === 0) return;
    const frame = requestAnimationFrame(() => requestAnimationFrame(look));
    return () => cancelAnimationFrame(frame);
  }, [rows, isSettled, readSeq, lastSeq, look]);

  useEffect(() => {
    window.addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    // What lay over the thread may have gone with a press or with the focus.
    document.addEventListener("pointerup", look);
    document.addEventListener("focusin", look);
    return () => {
      window.removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
      document.removeEventListener("pointerup", look);
      document.removeEventListener("focusin", look);
    };
  }, [look]);

  return { ...unseen, look };
}

/** The numbers of the first and the last message that are in view. One's own on their way have no number yet. */
function runInView(at: VirtualizerHandle, rows: readonly Row[]): Run | null {
  const topPx = at.scrollOffset;
  const bottomPx = topPx + at.viewportSize;
  if (bottomPx <= topPx) return null;
  let [from, to] = [0, 0];
  const last = Math.min(at.findItemIndex(bottomPx), rows.length - 1);
  for (let index = at.findItemIndex(topPx); index <= last; index++) {
    const seq = rows[index]?.item.message.seq ?? 0;
    const [fromPx, sizePx] = [at.getItemOffset(index), at.getItemSize(index)];
    const shownPx = Math.min(bottomPx, fromPx + sizePx) - Math.max(topPx, fromPx);
    if (seq === 0 || shownPx < Math.min(seenPx, sizePx / 2)) continue;
    from ||= seq;
    to = seq;
  }
  return to === 0 ? null : { from, to };
}
