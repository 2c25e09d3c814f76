"use client";
// Moves the view to where `stand.ts` decides, and keeps it there while rows are measured, pages come in and messages
// arrive. The reader's own scrolling ends that at once.
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import type { ThreadHandle } from "@/lib/client/hooks";
import type { ErrorBody } from "@/lib/contract/envelope";
import type { Row } from "./rows";
import {
  type Asked,
  type Goal,
  goalAt,
  goalAtUnread,
  isCentred,
  nextStep,
  openingGoals,
  type Place,
  scrollFor,
  type Wants,
} from "./stand";
import { useMore } from "./use-more";
import type { View } from "./use-window";

/** This far from an end it counts as being there. */
const endPx = 48;
/** Closer than this to its goal the view stands. */
const nearPx = 2;
/** Frames in which nothing has moved: to be shown, and to be left alone. */
const shownFrames = 2;
const calmFrames = 12;
/** Where something on the page never comes to rest, the view is left alone all the same. */
const mostFrames = 180;

type Input = {
  thread: ThreadHandle;
  rows: readonly Row[];
  view: View;
  list: RefObject<VirtualizerHandle | null>;
  scroller: RefObject<HTMLElement | null>;
  /** Where an opening thread may stand; read once. */
  wants: Wants;
  /** The number of the conversation's last message. */
  lastSeq: number;
  /** The server's still picture has given way to the list. */
  isAlive: boolean;
  /** A message that was asked for is not to be had; the error says why, null that there is no such message. */
  onMissing(error: ErrorBody | null): void;
};

/** Under way to the first of these goals that can be shown. */
type Going = { goals: Goal[]; asked: Asked; error: ErrorBody | null; isMoving: boolean };

export function useStand({ thread, rows, view, list, scroller, wants, lastSeq, isAlive, onMissing }: Input) {
  const [isAtEnd, setAtEnd] = useState(true);
  const [isSettled, setSettled] = useState(false);
  const [markedSeq, setMarkedSeq] = useState(wants.target);
  const [answers, setAnswers] = useState(0);
  const going = useRef<Going | null>(null);
  const isOpened = useRef(false);
  const place = useRef<Place | null>(null);
  /** Counts how often the view has gone somewhere by itself. */
  const jumps = useRef(0);
  const latest = useRef({ thread, rows, lastSeq, wants, isAtEnd, onMissing });
  const threadNow = useRef(thread);
  useLayoutEffect(() => {
    latest.current = { thread, rows, lastSeq, wants, isAtEnd, onMissing };
    threadNow.current = thread;
  });
  const fetchMore = useMore(list, threadNow);

  const toEnd = useCallback(() => {
    list.current?.scrollToIndex(latest.current.rows.length - 1, { align: "end" });
  }, [list]);

  /** Where the view has come to rest, or the reader has moved it. */
  const note = useCallback(() => {
    const { current: at } = list;
    if (!at) return;
    const now = latest.current;
    const belowPx = at.scrollSize - at.scrollOffset - at.viewportSize;
    const isEnd = belowPx < endPx && !now.thread.hasNewer;
    setAtEnd(isEnd);
    const index = at.findItemIndex(at.scrollOffset);
    const seq = now.rows[index]?.item.message.seq ?? 0;
    place.current = isEnd || seq === 0 ? null : { seq, offsetPx: at.scrollOffset - at.getItemOffset(index) };
    void fetchMore();
  }, [list, fetchMore]);

  const arrive = useCallback(() => {
    going.current = null;
    setSettled(true);
    note();
  }, [note]);

  const stepOf = useCallback(({ goals, asked }: Going) => {
    const { rows: now, thread: current, lastSeq: last } = latest.current;
    const goal = goals[0] ?? { kind: "end" };
    return { goal, step: nextStep(goal, now, { hasNewer: current.hasNewer, lastSeq: last, asked }) };
  }, []);

  /** One step on the way; those that have to wait for an answer go on with it. */
  const advance = useCallback(() => {
    const { current: way } = going;
    if (!way || !list.current) return;
    const { goal, step } = stepOf(way);
    if (step.kind === "scroll") {
      if (way.isMoving) return;
      way.isMoving = true;
      jumps.current++;
      followGoal(way);
    } else if (step.kind === "load") {
      way.asked = "running";
      void latest.current.thread.loadAround(step.seq).then((error) => {
        if (going.current !== way) return;
        way.asked = "answered";
        way.error = error;
        // What came is in the rows only once they have been rendered.
        setAnswers((count) => count + 1);
      });
    } else if (step.kind === "give-up") {
      if (goal.kind === "message" && goal.align === "middle") {
        setMarkedSeq(null);
        latest.current.onMissing(way.error);
      }
      way.goals.shift();
      way.asked = "no";
      if (way.goals.length > 0) return advance();
      arrive();
    }

    /** Rows are measured as they come into view, and change what is right; so it is looked at in each frame. */
    function followGoal(mine: Going) {
      let calm = 0;
      let framesLeft = mostFrames;
      const look = () => {
        const { current: at } = list;
        if (going.current !== mine) return;
        const now = stepOf(mine);
        if (now.step.kind !== "scroll" || !at) {
          mine.isMoving = false;
          return;
        }
        const { index } = now.step;
        const [sizePx, viewPx] = [at.getItemSize(index), at.viewportSize];
        const extent = { offsetPx: at.getItemOffset(index), sizePx, viewPx, scrollPx: at.scrollSize };
        const isThere = viewPx > 0 && Math.abs(at.scrollOffset - scrollFor(now.goal, extent)) <= nearPx;
        calm = isThere && isMeasured(at, latest.current.rows, scroller.current) ? calm + 1 : 0;
        if (!isThere) scrollTo(at, now.goal, index);
        if (calm === shownFrames) setSettled(true);
        if (calm >= calmFrames || framesLeft-- === 0) arrive();
        else requestAnimationFrame(look);
      };
      look();
    }
  }, [list, scroller, stepOf, arrive]);

  const go = useCallback(
    (goals: Goal[]) => {
      going.current = { goals, asked: "no", error: null, isMoving: false };
      advance();
    },
    [advance],
  );

  const jumpTo = useCallback(
    (seq: number) => {
      setMarkedSeq(seq);
      // Opening goes there by itself.
      if (isOpened.current) go([goalAt(seq)]);
    },
    [go],
  );

  const jumpToUnread = useCallback((seq: number) => go([goalAtUnread(seq)]), [go]);

  const jumpToEnd = useCallback(() => {
    setMarkedSeq(null);
    setAtEnd(true);
    if (isOpened.current) go([{ kind: "end" }]);
  }, [go]);

  // Opening, once there is something to open.
  useLayoutEffect(() => {
    if (isOpened.current || !isAlive || thread.status !== "ready" || rows.length === 0) return;
    isOpened.current = true;
    go(openingGoals(latest.current.wants));
  }, [isAlive, thread.status, rows, go]);

  // After each change of the list. A change of the rows' looks alone moves nothing.
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer may leave the list as it was.
  useLayoutEffect(() => {
    const now = latest.current;
    if (!isOpened.current || now.rows.length === 0) return;
    if (going.current) return advance();
    if (now.isAtEnd && !now.thread.hasNewer) return toEnd();
    const { current: held } = place;
    if (view.change !== "other" || held === null) return;
    // The list is another one, so the place is found again by the message that stood there.
    const index = now.rows.findIndex(({ item }) => item.message.seq === held.seq);
    if (index >= 0) list.current?.scrollToIndex(index, { align: "start", offset: held.offsetPx });
  }, [view, answers, list, advance, toEnd]);

  useReaderMoves(scroller, () => {
    setMarkedSeq(null);
    if (going.current?.isMoving) arrive();
  });

  return {
    isAtEnd,
    isSettled,
    markedSeq,
    jumps,
    place,
    jumpTo,
    jumpToUnread,
    jumpToEnd,
    onScroll: () => !going.current && note(),
    onResize: () => isOpened.current && !going.current && isAtEnd && toEnd(),
  };
}

function scrollTo(at: VirtualizerHandle, goal: Goal, index: number): void {
  if (goal.kind === "end") at.scrollToIndex(index, { align: "end" });
  else if (isCentred(goal, at.getItemSize(index), at.viewportSize))
    at.scrollToIndex(index, { align: "center" });
  else at.scrollToIndex(index, { align: "start", offset: goal.offsetPx });
}

/** Whether every row in view has its real height. The list hides a row until it has measured it. */
function isMeasured(at: VirtualizerHandle, rows: readonly Row[], scroller: HTMLElement | null): boolean {
  const first = at.findItemIndex(at.scrollOffset);
  const last = at.findItemIndex(at.scrollOffset + at.viewportSize);
  return rows.slice(first, last + 1).every(({ item }) => {
    const article = scroller?.querySelector(`[data-key="${CSS.escape(item.key)}"]`);
    return article != null && article.closest<HTMLElement>('[style*="visibility"]') === null;
  });
}

const scrollKeys = ["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", " "];

/** Calls back when the reader begins to move the view: by wheel, finger, scroll bar or key. */
function useReaderMoves(scroller: RefObject<HTMLElement | null>, onMove: () => void): void {
  const latest = useRef(onMove);
  useLayoutEffect(() => {
    latest.current = onMove;
  });
  useEffect(() => {
    const { current: element } = scroller;
    if (!element) return;
    const move = () => latest.current();
    const press = (event: PointerEvent) => event.target === element && move();
    const key = (event: KeyboardEvent) => scrollKeys.includes(event.key) && move();
    const passive = { passive: true };
    element.addEventListener("wheel", move, passive);
    element.addEventListener("touchmove", move, passive);
    element.addEventListener("pointerdown", press);
    element.addEventListener("keydown", key);
    return () => {
      element.removeEventListener("wheel", move);
      element.removeEventListener("touchmove", move);
      element.removeEventListener("pointerdown", press);
      element.removeEventListener("keydown", key);
    };
  }, [scroller]);
}
