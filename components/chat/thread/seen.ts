// Which messages have been in view, as runs of their numbers, and how far the thread counts as read on that account.
import type { ThreadItem } from "@/lib/client/hooks";
import type { Message } from "@/lib/contract/entities";
import { limits } from "@/lib/contract/limits";

type Items = readonly { item: ThreadItem }[];

export type Run = { readonly from: number; readonly to: number };

/**
 * Beyond the limit the oldest run is forgotten, which only leaves something unread. `gap` is how many messages may lie between two runs that still count as one: what a reader scrolls past has been
 * seen, what a jump leaves out has not.
 */
export function addRun(runs: readonly Run[], run: Run, gap: number): readonly Run[] {
  const known = runs.find(({ from, to }) => from <= run.from && run.to <= to);
  if (known) return runs;
  let merged = run;
  const others = runs.filter((each) => {
    const isApart = each.to + gap + 1 < run.from || run.to + gap + 1 < each.from;
    if (!isApart) merged = { from: Math.min(merged.from, each.from), to: Math.max(merged.to, each.to) };
    return isApart;
  });
  return [...others, merged].slice(-limits.seenRuns);
}

type Reader = { readSeq: number; myId: string };

/** The number up to which everything has been seen, or null while something unread before it has not. */
export function readUpTo(runs: readonly Run[], rows: Items, reader: Reader): number | null {
  const first = firstUnreadOf(rows, reader);
  return runs.find(({ from, to }) => from <= first && to > reader.readSeq)?.to ?? null;
}

/** How many unread messages stand above this one, the first in view. */
export function unreadAbove(topSeq: number, rows: Items, reader: Reader): number {
  const first = firstUnreadOf(rows, reader);
  if (first >= topSeq) return 0;
  if (seqOf(rows[0]) > first) return topSeq - first;
  return rows.filter(({ item: { message } }) => isUnread(message, reader) && message.seq < topSeq).length;
}

/** The first message of somebody else that is not read yet. Where it is not at hand, the one right after what is. */
function firstUnreadOf(rows: Items, reader: Reader): number {
  const next = reader.readSeq + 1;
  const start = seqOf(rows[0]);
  if (start === 0 || start > next) return next;
  return seqOf(rows.find(({ item: { message } }) => isUnread(message, reader))) || next;
}

const seqOf = (row: Items[number] | undefined): number => row?.item.message.seq ?? 0;

const isUnread = ({ seq, senderId }: Message, { readSeq, myId }: Reader): boolean =>
  seq > readSeq && senderId !== myId;
