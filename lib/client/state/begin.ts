// Where a state begins: with what the server rendered, and with what this browser kept.
import type { Unread } from "../../contract/entities";
import {
  type ConversationFilter,
  filterOfKey,
  type Initial,
  type InitialThread,
  listKey,
  type Me,
} from "../../contract/initial";
import type { CachedList, CachedState, CachedThread } from "../engine/ports";
import { putConversation, putConversations, setThread, withEntry } from "./change";
import { fillList, newList, orderOf } from "./lists";
import { applyPage, newThread } from "./threads";
import type { Floor, List, State, Thread } from "./types";

const nothing = { messages: 0, conversations: 0 };
export const nothingUnread: Unread = { ...nothing, rev: 0, asCustomer: nothing };

export function emptyState(me: Me): State {
  return {
    me,
    rows: new Map(),
    rumours: new Map(),
    lists: new Map(),
    threads: new Map(),
    messagePatches: new Map(),
    typing: new Map(),
    presence: new Map(),
    unread: nothingUnread,
    outbox: new Map(),
    drafts: new Map(),
    connection: { status: "connecting", storage: "kept", session: "valid" },
  };
}

export const initialState = (initial: Initial): State => absorb(emptyState(initial.me), initial);

/** What a page was rendered with. It may be older than what is known, and then changes nothing. */
export function absorb(state: State, initial: Initial): State {
  let next = sameMe(state.me, initial.me) ? state : { ...state, me: initial.me };
  if (initial.conversation) next = putConversation(next, initial.conversation);
  if (initial.conversations) next = absorbList(next, initial.conversations);
  if (initial.thread) next = absorbThread(next, initial.thread);
  if (initial.unread && initial.unread.rev >= next.unread.rev) next = { ...next, unread: initial.unread };
  return next;
}

const sameMe = (one: Me, other: Me): boolean =>
  one.id === other.id &&
  one.name === other.name &&
  one.role === other.role &&
  one.avatarUrl === other.avatarUrl;

function absorbList(state: State, given: NonNullable<Initial["conversations"]>): State {
  const filter = filterOfKey(given.key);
  const key = listKey(filter);
  const next = putConversations(state, given.items);
  const held = next.lists.get(key);
  // One that is loaded already reaches at least as far, and its rows have just been brought up to date.
  if (held?.status === "ready") return next;
  const last = given.items.at(-1);
  const list: List = {
    ...newList(key, filter),
    found: filter.search?.trim() ? new Set(given.items.map(({ id }) => id)) : null,
    nextCursor: given.nextCursor,
    floor: given.nextCursor === null || !last ? null : orderOf(filter).placeOf(last),
    status: "ready",
  };
  return { ...next, lists: withEntry(next.lists, key, fillList(list, next)) };
}

/**
 * The page and the conversation's row were not read at one instant. Whatever stands in a page's messages had happened
 * when it was read, so it is complete up to the highest revision among them, too.
 */
const revOf = ({ messages, rev }: InitialThread): number =>
  messages.reduce((most, message) => Math.max(most, message.rev), rev);

function absorbThread(state: State, initial: InitialThread): State {
  const { conversationId, messages, around } = initial;
  const held = state.threads.get(conversationId);
  const thread = held && held.status !== "missing" ? held : newThread(revOf(initial));
  // What is held may be complete up to a later revision than the page is; asking again from the page's mends that.
  const rev = Math.min(thread.rev, revOf(initial));
  const isEarlier = held !== undefined && rev < held.rev && messages.length > 0;
  const page = around === undefined ? ("open" as const) : ("around" as const);
  const next: Thread = applyPage(
    { ...thread, loads: thread.loads + 1, rev: isEarlier ? rev : thread.rev },
    messages,
    page,
    around,
  );
  return setThread(state, conversationId, next);
}

/**
 * What this browser kept never replaces what the server said since. It may be newer than what the page was rendered
 * with, for a service worker answers with a page of before when there is no network; revisions tell.
 */
export function restore(state: State, cached: CachedState): State {
  const isNewer = cached.conversations.some(({ id, rev }) => rev > (state.rows.get(id)?.base.rev ?? rev));
  const held = cached.conversations.flatMap(({ id }) => state.rows.get(id)?.base ?? []);
  // Names and pictures take no revision; of the same one, what the server said counts.
  let next = putConversations(putConversations(state, cached.conversations), held);
  for (const thread of cached.threads) next = restoreThread(next, thread);
  for (const list of cached.lists) next = restoreList(next, list, isNewer);
  // Versions before this one did not tell the sides apart.
  if (cached.unread && cached.unread.rev > next.unread.rev)
    next = { ...next, unread: { ...nothingUnread, ...cached.unread } };
  return next;
}

function restoreThread(state: State, { conversationId, rev, messages }: CachedThread): State {
  const held = state.threads.get(conversationId);
  const [first] = messages;
  const isLost = held?.status === "missing";
  if (!first || isLost || (held?.status === "ready" && !isOutdone(held, rev, first.seq))) return state;
  const { loads = 0, loose } = held ?? {};
  const begun: Thread = { ...newThread(rev), loads: loads + 1, ...(loose && { loose }) };
  return setThread(state, conversationId, applyPage(begun, messages, "open"));
}

/** Older than what was kept, and not open at a place that was not kept. */
const isOutdone = (held: Thread, rev: number, firstSeq: number): boolean =>
  held.rev < rev && (held.anchor === null || held.anchor >= firstSeq);

function restoreList(state: State, { key, nextCursor, floor }: CachedList, isNewer: boolean): State {
  const held = state.lists.get(key);
  if (held?.status === "ready" && !isNewer) return state;
  const filter = filterOfKey(key);
  const isLonger = held?.status !== "ready" || reachesFarther(filter, floor, held.floor);
  const list: List = {
    ...(held ?? newList(key, filter)),
    ...(isLonger && { nextCursor, floor }),
    status: "ready",
    isStale: true,
  };
  return { ...state, lists: withEntry(state.lists, key, fillList(list, state)) };
}

const reachesFarther = (filter: ConversationFilter, floor: Floor | null, held: Floor | null): boolean =>
  held !== null && (floor === null || orderOf(filter).compare(floor, held) > 0);
