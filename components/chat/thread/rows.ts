// What each line of the thread shows beside its message. One row is one message, so that the virtual list's indexes
// are those of the messages: a day's heading and the divider of what is unread belong to the row beneath them.
import type { ThreadItem } from "@/lib/client/hooks";
import type { Message } from "@/lib/contract/entities";

export type Row = {
  item: ThreadItem;
  startsDay: boolean;
  isFirstUnread: boolean;
  startsGroup: boolean;
  endsGroup: boolean;
};

const groupMs = 5 * 60_000;

type Context = {
  firstUnreadSeq: number | null;
  /** Whether the day of the first message has begun before it cannot be told then. */
  hasOlder: boolean;
  myId: string;
  dayOf(message: Message): number;
};

export function buildRows(
  items: readonly ThreadItem[],
  { firstUnreadSeq, hasOlder, myId, dayOf }: Context,
): Row[] {
  const unreadIndex = firstUnreadIndex(items, firstUnreadSeq, myId);
  const rows: Row[] = [];
  let before: Row | undefined;
  for (const [index, item] of items.entries()) {
    const startsDay = before ? dayOf(before.item.message) !== dayOf(item.message) : !hasOlder;
    const isFirstUnread = index === unreadIndex;
    const startsGroup =
      !before || startsDay || isFirstUnread || !belongTogether(before.item.message, item.message);
    if (before) before.endsGroup = startsGroup;
    before = { item, startsDay, isFirstUnread, startsGroup, endsGroup: true };
    rows.push(before);
  }
  // How the first message at hand looks depends on the one before it. It is left out until that one is loaded: it
  // would change its height in view otherwise, and move everything below it.
  return hasOlder && rows.length > 1 ? rows.slice(1) : rows;
}

/** One's own messages are never unread, even where they stand among those that are. */
export function firstUnreadIndex(
  items: readonly ThreadItem[],
  firstUnreadSeq: number | null,
  myId: string,
): number {
  if (firstUnreadSeq === null) return -1;
  const first = items[0];
  // Were it further up, what is at hand would begin in the midst of the unread: the divider stands above.
  if (!first || (first.message.seq > firstUnreadSeq && first.message.seq !== 1)) return -1;
  return items.findIndex(({ message }) => message.seq >= firstUnreadSeq && message.senderId !== myId);
}

function belongTogether(a: Message, b: Message): boolean {
  if (a.senderId !== b.senderId || a.senderRole !== b.senderRole) return false;
  if (a.type === "SYSTEM" || b.type === "SYSTEM") return false;
  return Math.abs(Date.parse(b.createdAt) - Date.parse(a.createdAt)) < groupMs;
}

export type Change = "same" | "older" | "newer" | "other";

/** How one list of keys became another, which decides what the view must hold still. */
export function compareKeys(before: readonly string[], after: readonly string[]): Change {
  const first = before[0];
  const last = before.at(-1);
  if (first === undefined || last === undefined) return "other";
  if (first === after[0]) return before.length === after.length && last === after.at(-1) ? "same" : "newer";
  const at = after.indexOf(first);
  if (at > 0) return "older";
  return "other";
}
