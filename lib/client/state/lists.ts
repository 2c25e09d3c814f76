// Lists of conversations: which of those known belong where. A list's rows are never copied from a page: they follow
// from what is known, so that a fact moves a conversation in every list at once, the way the server would.
import type { Conversation } from "../../contract/entities";
import type { ConversationFilter, Me } from "../../contract/initial";
import { isWaiting, sideOf } from "../../contract/sides";
import type { Floor, List, Row, State } from "./types";

type Order = {
  placeOf(row: Conversation): Floor;
  /** Negative when `one` stands above `other`. */
  compare(one: Floor, other: Floor): number;
  /** Above everything. */
  top: Floor;
};

const highest: Floor = { at: "\uffff", id: "\uffff" };
const lowest: Floor = { at: "", id: "" };

function ascending(one: Floor, other: Floor): number {
  if (one.at !== other.at) return one.at < other.at ? -1 : 1;
  if (one.id === other.id) return 0;
  return one.id < other.id ? -1 : 1;
}

const newestFirst: Order = {
  placeOf: ({ id, lastMessage }) => ({ at: lastMessage?.at ?? "", id }),
  compare: (one, other) => ascending(other, one),
  top: highest,
};

const longestWaitFirst: Order = {
  placeOf: ({ id, waitingSince }) => ({ at: waitingSince ?? "", id }),
  compare: ascending,
  top: lowest,
};

export const orderOf = ({ waiting }: ConversationFilter): Order => (waiting ? longestWaitFirst : newestFirst);

export const compareActivity = (one: Conversation, other: Conversation): number =>
  newestFirst.compare(newestFirst.placeOf(one), newestFirst.placeOf(other));

/** Unread totals count archived conversations as well, so a list of what is unread shows them. */
const listsEverywhere = ({ unread, status, waiting }: ConversationFilter): boolean =>
  unread === true && status === undefined && waiting === undefined;

/** What the server's list answers for, but for searching. */
export function fits(filter: ConversationFilter, row: Conversation, me: Me): boolean {
  if (row.lastMessage === null) return false;
  // An admin who reads a conversation has it in none of their lists unless they are one of its members.
  if (me.role === "ADMIN" && !row.members.some(({ userId }) => userId === me.id)) return false;
  if (filter.side !== undefined && filter.side !== sideOf(row, me.id)) return false;
  if (filter.waiting !== undefined && filter.waiting !== isWaiting(row)) return false;
  const isAway = row.archivedAt !== null || row.status === "ARCHIVED";
  if (!listsEverywhere(filter) && isAway !== (filter.status === "ARCHIVED")) return false;
  if (filter.status && filter.status !== "ARCHIVED" && row.status !== filter.status) return false;
  if (filter.unread !== undefined && filter.unread !== row.unread > 0) return false;
  if (filter.flagged !== undefined && filter.flagged !== row.isFlagged) return false;
  if (filter.pinned !== undefined && filter.pinned !== (row.pinnedAt !== null)) return false;
  if (filter.tag !== undefined && !row.tags.includes(filter.tag)) return false;
  // Priorities are the seller's side's own; a customer is shown a neutral one and cannot filter by it.
  if (filter.priority !== undefined && (row.priority !== filter.priority || row.customer.id === me.id))
    return false;
  if (filter.listingId && !(row.subject.kind === "listing" && row.subject.id === filter.listingId))
    return false;
  if (filter.customerId && row.customer.id !== filter.customerId) return false;
  return !filter.sellerId || row.seller.id === filter.sellerId;
}

function belongs(list: List, row: Conversation, me: Me): boolean {
  if (list.found && !list.found.has(row.id)) return false;
  if (!fits(list.filter, row, me)) return false;
  const { placeOf, compare } = orderOf(list.filter);
  return list.floor === null || compare(placeOf(row), list.floor) <= 0;
}

/** Moves a conversation to where it belongs now. The same list when it stands there already. */
export function placeRow(
  list: List,
  rows: ReadonlyMap<string, Row>,
  id: string,
  row: Conversation | null,
  me: Me,
): List {
  const index = list.ids.indexOf(id);
  const isIn = row !== null && belongs(list, row, me);
  if (!isIn) return index < 0 ? list : { ...list, ids: list.ids.toSpliced(index, 1) };
  const ids = index < 0 ? list.ids : list.ids.toSpliced(index, 1);
  const to = positionIn(ids, rows, row, orderOf(list.filter));
  if (to === index) return list;
  return { ...list, ids: ids.toSpliced(to, 0, id) };
}

function positionIn(
  ids: readonly string[],
  rows: ReadonlyMap<string, Row>,
  row: Conversation,
  { placeOf, compare }: Order,
): number {
  const place = placeOf(row);
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = rows.get(ids[middle] ?? "");
    if (there && compare(placeOf(there.view), place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** All over again, for when the list's own bounds have changed. */
export function fillList(list: List, state: Pick<State, "rows" | "me">): List {
  const { placeOf, compare } = orderOf(list.filter);
  const views = [...state.rows.values()].map(({ view }) => view);
  const ids = views
    .filter((view) => belongs(list, view, state.me))
    .sort((one, other) => compare(placeOf(one), placeOf(other)))
    .map(({ id }) => id);
  const isSame = ids.length === list.ids.length && ids.every((id, index) => id === list.ids[index]);
  return isSame ? list : { ...list, ids };
}

/**
 * Without a network, a list shows what fits it of a wider one that is held, down to where that one is complete, or
 * all that fits where the wider one has another order. A list of both sides is made of those of each. Null where nothing
 * of these is held: only the server knows what a search finds, and archived conversations are in no other list.
 */
export function narrowedFrom(
  lists: Iterable<List>,
  list: List,
  state: Pick<State, "rows" | "me">,
): List | null {
  const order = orderOf(list.filter);
  const held = [...lists].filter(({ status }) => status === "ready");
  const wider = held.filter(({ filter }) => isWider(filter, list.filter));
  const sides = held.filter(
    ({ filter: { side, ...rest } }) => side !== undefined && isWider(rest, list.filter),
  );
  if (wider.length === 0 && sides.length === 0) return null;
  const floors = (wider.length > 0 ? wider : sides)
    .filter(({ filter }) => orderOf(filter) === order)
    .map(({ floor }) => floor)
    .sort((one, other) => compareFloors(order, one, other));
  const floor = (wider.length > 0 ? floors[0] : floors.at(-1)) ?? null;
  return fillList({ ...list, floor, status: "ready", isStale: true }, state);
}

function isWider(wide: ConversationFilter, narrow: ConversationFilter): boolean {
  if (narrow.search?.trim() || (narrow.status === "ARCHIVED") !== (wide.status === "ARCHIVED")) return false;
  return Object.entries(wide).every(([name, value]) => narrow[name as keyof ConversationFilter] === value);
}

/** The one that reaches farthest down first. */
function compareFloors({ compare }: Order, one: Floor | null, other: Floor | null): number {
  if (one === null || other === null) return Number(one !== null) - Number(other !== null);
  return compare(other, one);
}

export function newList(key: string, filter: ConversationFilter): List {
  return {
    key,
    filter,
    ids: [],
    // Nothing is shown before the first page is there.
    floor: orderOf(filter).top,
    nextCursor: null,
    status: "loading",
    isStale: false,
    found: filter.search?.trim() ? new Set() : null,
  };
}
