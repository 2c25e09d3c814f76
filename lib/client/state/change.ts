// The small changes that the reducer is made of. Each answers the very state it was given when nothing changes, and
// keeps the lists in step with the rows.
import type { Conversation, Message } from "../../contract/entities";
import { limits } from "../../contract/limits";
import { fillList, placeRow } from "./lists";
import { applyMessage, mergeRow, moveMember, reshow } from "./rows";
import { advance, putMessage, trimLive } from "./threads";
import type { List, Moved, Row, Rumour, State, Thread } from "./types";

export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return map.get(key) === value && map.has(key) ? map : new Map(map).set(key, value);
}

export function withoutEntries<K, V>(map: ReadonlyMap<K, V>, keys: Iterable<K>): ReadonlyMap<K, V> {
  let next: Map<K, V> | null = null;
  for (const key of keys) {
    if (!map.has(key)) continue;
    next ??= new Map(map);
    next.delete(key);
  }
  return next ?? map;
}

export function setRow(state: State, row: Row): State {
  const { id } = row.base;
  const before = state.rows.get(id);
  if (before === row) return state;
  const rows = new Map(state.rows).set(id, row);
  const next = { ...state, rows };
  return before?.view === row.view ? next : { ...next, lists: replaced(next, id, row.view) };
}

function replaced(state: State, id: string, view: Conversation | null): State["lists"] {
  return mapLists(state, (list) => placeRow(list, state.rows, id, view, state.me));
}

export function mapLists({ lists }: State, change: (list: List) => List): State["lists"] {
  let next: Map<string, List> | null = null;
  for (const [key, list] of lists) {
    const changed = change(list);
    if (changed === list) continue;
    next ??= new Map(lists);
    next.set(key, changed);
  }
  return next ?? lists;
}

export function setThread(state: State, id: string, thread: Thread): State {
  const threads = withEntry(state.threads, id, thread);
  return threads === state.threads ? state : { ...state, threads };
}

function merged(state: State, next: Conversation): Row {
  const held = state.rows.get(next.id);
  return mergeRow(held, next, state.rumours.get(next.id), state.threads.get(next.id), state.me.id);
}

export function putConversation(state: State, conversation: Conversation): State {
  const next = setRow(state, merged(state, conversation));
  const rumours = withoutEntries(next.rumours, [conversation.id]);
  return rumours === next.rumours ? next : { ...next, rumours };
}

/** Many at once, so the lists are put in order once. */
export function putConversations(state: State, conversations: readonly Conversation[]): State {
  const [only] = conversations;
  if (!only) return state;
  if (conversations.length === 1) return putConversation(state, only);
  const rows = new Map(state.rows);
  for (const conversation of conversations)
    rows.set(conversation.id, merged({ ...state, rows }, conversation));
  const rumours = withoutEntries(
    state.rumours,
    conversations.map(({ id }) => id),
  );
  const next = { ...state, rows, rumours };
  return { ...next, lists: mapLists(next, (list) => fillList(list, next)) };
}

/** A message by itself, without its conversation's row. */
export function putAlone(state: State, message: Message, isNew: boolean): State {
  const next = putInThread(state, message, isNew);
  const { conversationId, rev } = message;
  const row = next.rows.get(conversationId);
  if (!row) return rumour(next, conversationId, (held) => ({ ...held, rev: Math.max(held.rev, rev) }));
  return setRow(next, applyMessage(row, message, next.threads.get(conversationId), next.me.id));
}

export function putInThread(state: State, message: Message, isNew: boolean): State {
  const thread = state.threads.get(message.conversationId);
  if (!thread || thread.status === "missing") return state;
  const next = trimLive(advance(putMessage(thread, message, isNew), message.rev));
  return setThread(state, message.conversationId, next);
}

/** More members than this of a conversation nobody has seen yet are not remembered. */
const rumouredMoves = 8;

function rumour(state: State, id: string, change: (held: Rumour) => Rumour): State {
  const held = state.rumours.get(id) ?? { rev: 0, moves: [] };
  const rumours = new Map(state.rumours).set(id, change(held));
  for (const oldest of rumours.keys()) {
    if (rumours.size <= limits.heldRumours) break;
    rumours.delete(oldest);
  }
  return { ...state, rumours };
}

export function moveMarks(state: State, id: string, moved: Moved): State {
  const row = state.rows.get(id);
  if (row) return setRow(state, moveMember(row, moved, state.threads.get(id), state.me.id));
  return rumour(state, id, ({ rev, moves }) => ({ rev, moves: [...moves, moved].slice(-rumouredMoves) }));
}

/** A change that says nothing of any message. */
export function hearRevision(state: State, id: string, rev: number): State {
  const thread = state.threads.get(id);
  return thread ? setThread(state, id, advance(thread, rev)) : state;
}

export function reshowRow(state: State, row: Row): State {
  return setRow(state, reshow(row, state.threads.get(row.base.id), state.me.id));
}

/** It is not this person's any more. What is open on it says so. */
export function loseConversation(state: State, id: string): State {
  const lists = replaced(state, id, null);
  const rows = withoutEntries(state.rows, [id]);
  const next = lists === state.lists && rows === state.rows ? state : { ...state, lists, rows };
  const thread = next.threads.get(id);
  if (!thread || thread.status === "missing") return next;
  return setThread(next, id, {
    ...thread,
    windows: [],
    anchor: null,
    ahead: [],
    loose: new Map(),
    status: "missing",
  });
}
