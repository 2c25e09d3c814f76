// The scroll position of a thread, and which of its messages count as read.
import { describe, expect, it } from "vitest";
import { addRun, type Run, readUpTo, unreadAbove } from "../../components/chat/thread/seen";
import {
  goalAt,
  goalAtUnread,
  indexOfSeq,
  nextStep,
  openingGoals,
  scrollFor,
} from "../../components/chat/thread/stand";
import type { Message } from "../../lib/contract/entities";
import { limits } from "../../lib/contract/limits";

const me = "me";
/** Messages with these numbers. Those in `own` are the reader's. */
const rowsOf = (from: number, to: number, own: readonly number[] = []) =>
  Array.from({ length: to - from + 1 }, (_, index) => {
    const seq = from + index;
    const message = { seq, senderId: own.includes(seq) ? me : "you" } as Message;
    return { item: { message, state: null, key: `m${seq}` } };
  });
const unsent = { item: { message: { seq: 0, senderId: me } as Message, state: "QUEUED" as const, key: "u" } };

describe("an opening thread", () => {
  const kept = { seq: 5, offsetPx: 12 };

  it("starts at the requested message, else the first unread, else the last position, else the end", () => {
    const end = { kind: "end" };
    const atKept = { kind: "message", seq: 5, align: "top", offsetPx: 12 };
    expect(openingGoals({ target: 9, unreadSeq: 7, kept })).toEqual([
      goalAt(9),
      goalAtUnread(7),
      atKept,
      end,
    ]);
    expect(openingGoals({ target: null, unreadSeq: 7, kept })[0]).toEqual(goalAtUnread(7));
    expect(openingGoals({ target: null, unreadSeq: null, kept })[0]).toEqual(atKept);
    expect(openingGoals({ target: null, unreadSeq: null, kept: null })).toEqual([end]);
  });
});

describe("the way to a target", () => {
  const known = { hasNewer: false, lastSeq: 60, asked: "no" as const };

  it("is a scroll when the message is loaded", () => {
    expect(nextStep(goalAt(15), rowsOf(11, 60), known)).toEqual({ kind: "scroll", index: 4 });
    expect(indexOfSeq([...rowsOf(11, 12), unsent], 0)).toBe(-1);
  });

  it("is a page load when it is not, and ends when the page does not contain it", () => {
    const goal = goalAt(3);
    expect(nextStep(goal, rowsOf(11, 60), known)).toEqual({ kind: "load", seq: 3 });
    expect(nextStep(goal, rowsOf(11, 60), { ...known, asked: "running" })).toEqual({ kind: "wait" });
    expect(nextStep(goal, rowsOf(11, 60), { ...known, asked: "answered" })).toEqual({ kind: "give-up" });
    expect(nextStep(goal, rowsOf(1, 30), { ...known, asked: "answered" })).toEqual({
      kind: "scroll",
      index: 2,
    });
  });

  it("waits for an empty thread", () => {
    expect(nextStep({ kind: "end" }, [], known)).toEqual({ kind: "wait" });
  });

  it("leads to the end of the thread, or to the end of the loaded part when the rest cannot be loaded", () => {
    const end = { kind: "end" } as const;
    expect(nextStep(end, [...rowsOf(1, 60), unsent], known)).toEqual({ kind: "scroll", index: 60 });
    const isCut = { ...known, hasNewer: true };
    expect(nextStep(end, rowsOf(1, 50), isCut)).toEqual({ kind: "load", seq: 60 });
    expect(nextStep(end, rowsOf(1, 50), { ...isCut, asked: "answered" })).toEqual({
      kind: "scroll",
      index: 49,
    });
  });
});

describe("the scroll to a target", () => {
  const view = { viewPx: 500, scrollPx: 3_000 };

  it("puts a message in the middle, and one that is taller than the view at the top", () => {
    expect(scrollFor(goalAt(1), { ...view, offsetPx: 1_000, sizePx: 100 })).toBe(800);
    expect(scrollFor(goalAt(1), { ...view, offsetPx: 1_000, sizePx: 900 })).toBe(1_000);
  });

  it("leaves room for the divider above the first unread", () => {
    expect(scrollFor(goalAtUnread(1), { ...view, offsetPx: 1_000, sizePx: 100 })).toBe(944);
  });

  it("never leaves the thread", () => {
    expect(scrollFor(goalAt(1), { ...view, offsetPx: 20, sizePx: 100 })).toBe(0);
    expect(scrollFor(goalAt(1), { ...view, offsetPx: 2_900, sizePx: 100 })).toBe(2_500);
    expect(scrollFor({ kind: "end" }, { ...view, offsetPx: 0, sizePx: 0 })).toBe(2_500);
    expect(scrollFor({ kind: "end" }, { ...view, scrollPx: 300, offsetPx: 0, sizePx: 0 })).toBe(0);
  });
});

describe("seen messages", () => {
  const runsOf = (...runs: [number, number][]): Run[] => runs.map(([from, to]) => ({ from, to }));

  it("are one range while scrolling, and several after jumps", () => {
    expect(addRun(runsOf([1, 5]), { from: 4, to: 9 }, 0)).toEqual(runsOf([1, 9]));
    expect(addRun(runsOf([1, 5]), { from: 6, to: 9 }, 0)).toEqual(runsOf([1, 9]));
    expect(addRun(runsOf([1, 5]), { from: 8, to: 9 }, 0)).toEqual(runsOf([1, 5], [8, 9]));
    expect(addRun(runsOf([1, 5]), { from: 8, to: 9 }, 2)).toEqual(runsOf([1, 9]));
    expect(addRun(runsOf([1, 5], [8, 9]), { from: 5, to: 8 }, 0)).toEqual(runsOf([1, 9]));
    const known = runsOf([1, 9]);
    expect(addRun(known, { from: 2, to: 4 }, 0)).toBe(known);
  });

  it("is bounded", () => {
    let runs: readonly Run[] = [];
    for (let seq = 1; seq < 200; seq += 2) runs = addRun(runs, { from: seq, to: seq }, 0);
    expect(runs).toHaveLength(limits.seenRuns);
    expect(runs.at(-1)).toEqual({ from: 199, to: 199 });
  });

  it("count as read from the first unread on, without a gap", () => {
    const reader = { readSeq: 10, myId: me };
    expect(readUpTo(runsOf([8, 14]), rowsOf(1, 60), reader)).toBe(14);
    expect(readUpTo(runsOf([11, 14]), rowsOf(1, 60), reader)).toBe(14);
    expect(readUpTo(runsOf([40, 44]), rowsOf(1, 60), reader)).toBeNull();
    expect(readUpTo(runsOf([40, 44], [9, 12]), rowsOf(1, 60), reader)).toBe(12);
    expect(readUpTo(runsOf([3, 9]), rowsOf(1, 60), reader)).toBeNull();
  });

  it("include one's own messages without a gap", () => {
    const rows = rowsOf(1, 60, [11, 12, 13]);
    expect(readUpTo(runsOf([14, 20]), rows, { readSeq: 10, myId: me })).toBe(20);
    expect(readUpTo(runsOf([15, 20]), rows, { readSeq: 10, myId: me })).toBeNull();
  });

  it("exclude messages that are not loaded", () => {
    expect(readUpTo(runsOf([31, 40]), rowsOf(31, 60), { readSeq: 10, myId: me })).toBeNull();
  });

  it("leave earlier messages unread", () => {
    const reader = { readSeq: 10, myId: me };
    expect(unreadAbove(40, rowsOf(1, 60), reader)).toBe(29);
    expect(unreadAbove(40, rowsOf(1, 60, [20, 21]), reader)).toBe(27);
    expect(unreadAbove(40, rowsOf(31, 60), reader)).toBe(29);
    expect(unreadAbove(11, rowsOf(1, 60), reader)).toBe(0);
  });
});
