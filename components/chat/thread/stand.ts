// Where a thread stands. Everything that scrolls the thread goes through here, so two parts never scroll against each
// other: a message that was asked for comes before the first unread one, that before the place where the reader left,
// and that before the end.
import type { ThreadItem } from "@/lib/client/hooks";

type Items = readonly { item: ThreadItem }[];

/** What is seen of the read messages above the divider. */
const dividerPx = 56;

/** A place within the thread: this message, this far above the top edge of the view. */
export type Place = { seq: number; offsetPx: number };

export type Goal =
  | { kind: "message"; seq: number; align: "middle" | "top"; offsetPx: number }
  | { kind: "end" };

export type Wants = {
  /** A message that a link, a search or a quote leads to. */
  target: number | null;
  unreadSeq: number | null;
  kept: Place | null;
};

/** The goals of a thread that opens, the best first. A later one serves where the one before cannot be shown. */
export function openingGoals({ target, unreadSeq, kept }: Wants): Goal[] {
  const goals: Goal[] = [];
  if (target !== null) goals.push(goalAt(target));
  if (unreadSeq !== null) goals.push(goalAtUnread(unreadSeq));
  if (kept !== null) goals.push({ kind: "message", seq: kept.seq, align: "top", offsetPx: kept.offsetPx });
  return [...goals, { kind: "end" }];
}

export const goalAt = (seq: number): Goal => ({ kind: "message", seq, align: "middle", offsetPx: 0 });

export const goalAtUnread = (seq: number): Goal => ({
  kind: "message",
  seq,
  align: "top",
  offsetPx: -dividerPx,
});

/** Whether the page that holds the goal has been asked for. */
export type Asked = "no" | "running" | "answered";

export type Step =
  | { kind: "scroll"; index: number }
  | { kind: "load"; seq: number }
  | { kind: "wait" }
  /** The message is not in the thread, or could not be loaded. */
  | { kind: "give-up" };

type Known = { hasNewer: boolean; lastSeq: number; asked: Asked };

export function nextStep(goal: Goal, rows: Items, { hasNewer, lastSeq, asked }: Known): Step {
  if (rows.length === 0) return { kind: "wait" };
  const isEnd = goal.kind === "end";
  const seq = isEnd ? lastSeq : goal.seq;
  const index = isEnd ? (hasNewer ? -1 : rows.length - 1) : indexOfSeq(rows, seq);
  if (index >= 0) return { kind: "scroll", index };
  if (asked === "no") return { kind: "load", seq };
  if (asked === "running") return { kind: "wait" };
  // What is at hand has an end, too, even if it is not that of the thread.
  return isEnd ? { kind: "scroll", index: rows.length - 1 } : { kind: "give-up" };
}

/** The rows are one run without holes; unsent messages, without a number, stand behind it. */
export function indexOfSeq(rows: Items, seq: number): number {
  const first = rows[0]?.item.message.seq ?? 0;
  const index = seq - first;
  return first > 0 && rows[index]?.item.message.seq === seq ? index : -1;
}

export type Extent = { offsetPx: number; sizePx: number; viewPx: number; scrollPx: number };

/** How far the view has to be scrolled for a row to stand where its goal wants it. */
export function scrollFor(goal: Goal, { offsetPx, sizePx, viewPx, scrollPx }: Extent): number {
  const mostPx = Math.max(0, scrollPx - viewPx);
  const wantedPx = goal.kind === "end" ? mostPx : offsetPx + shiftFor(goal, sizePx, viewPx);
  return Math.max(0, Math.min(wantedPx, mostPx));
}

/** A message that is higher than the view begins at its top, for it is read from its first word. */
export function isCentred(goal: Goal, sizePx: number, viewPx: number): boolean {
  return goal.kind === "message" && goal.align === "middle" && sizePx <= viewPx;
}

function shiftFor(goal: Extract<Goal, { kind: "message" }>, sizePx: number, viewPx: number): number {
  return isCentred(goal, sizePx, viewPx) ? (sizePx - viewPx) / 2 : goal.offsetPx;
}
