import type { OutboxEntry } from "../engine/ports";
import { targetKey } from "../engine/ports";
import type { ToldFact } from "../transport/socket";
import { absorb, emptyState, nothingUnread, restore } from "./begin";
import type { Known } from "./behind";
import {
  hearRevision,
  loseConversation,
  mapLists,
  moveMarks,
  putAlone,
  putConversation,
  putConversations,
  putInThread,
  setThread,
  withEntry,
  withoutEntries,
} from "./change";
import type { Event, Of, SyncAnswer } from "./events";
import { fillList, narrowedFrom, newList, orderOf } from "./lists";
import {
  applyChanges,
  applyPage,
  beginLoad,
  type Changes,
  failLoad,
  isOtherHistory,
  newThread,
} from "./threads";
import type { List, State } from "./types";
import { changeTyping, expireTyping, setTyping } from "./typing";
import { reduceWishes } from "./wishes";

export function reduce(state: State, event: Event): State {
  switch (event.type) {
    case "fact":
      return applyFact(state, event.fact, event.nowMs);
    case "absorbed":
      return absorb(state, event.initial);
    case "restored":
      return restore(state, event.cached);
    case "rows":
      return putConversations(state, event.conversations);
    case "message":
      return putAlone(state, event.message, event.isNew);
    case "moved":
      return moveMarks(state, event.conversationId, event.moved);
    case "list:wanted":
    case "list:page":
    case "list:failed":
    case "list:dropped":
    case "lists:doubted":
      return reduceLists(state, event);
    case "thread:wanted":
    case "thread:page":
    case "thread:failed":
    case "threads:dropped":
      return reduceThreads(state, event);
    case "changes":
      return putChanges(state, event.changes, event.since);
    case "synced":
      return putSynced(state, event);
    case "lost":
      return loseConversation(state, event.conversationId);
    case "rows:dropped":
      return dropRows(state, event.ids);
    case "row:patched":
    case "row:settled":
    case "message:patched":
    case "message:settled":
    case "read":
    case "read:refused":
      return reduceWishes(state, event);
    case "typing:expired":
      return expireTyping(state, event.nowMs);
    case "presence":
      return { ...state, presence: new Map(event.items.map((each) => [each.userId, each])) };
    case "unread":
      if (event.unread.rev < state.unread.rev) return state;
      // Servers of the first release do not tell the sides apart.
      return { ...state, unread: { ...nothingUnread, ...event.unread } };
    case "outbox":
      return putOutbox(state, event.entries, event.drafts);
    case "connection":
      return connect(state, event.change);
    case "forgotten":
      return forget(state);
  }
}

function applyFact(state: State, fact: ToldFact, nowMs: number): State {
  switch (fact.name) {
    case "message:sent": {
      const { message, conversation } = fact.payload;
      const typed = setTyping(state, message.conversationId, message.senderId ?? "", null);
      return putConversation(putInThread(typed, message, true), conversation);
    }
    case "message:changed":
      return putAlone(state, fact.payload.message, false);
    case "conversation:changed": {
      const { conversationId, rev, isOwn, conversation } = fact.payload;
      // The change that made this revision is told by a fact of its own, which may still be under way.
      const heard = isOwn ? state : hearRevision(state, conversationId, rev);
      return putConversation(heard, conversation);
    }
    case "member:changed":
      return moveMarks(state, fact.payload.conversationId, fact.payload);
    case "typing:changed":
      return changeTyping(state, fact.payload, nowMs);
    case "presence:changed": {
      const { userId } = fact.payload;
      if (!state.presence.has(userId)) return state;
      return { ...state, presence: withEntry(state.presence, userId, fact.payload) };
    }
    case "unread:changed":
      return reduce(state, { type: "unread", unread: fact.payload });
    case "account:changed": {
      const { id, name, role, avatarUrl } = fact.payload.user;
      return { ...state, me: { id, name, role, avatarUrl } };
    }
    case "session:ended":
      return connect(state, { session: "ended" });
    case "session:ready": {
      const { role = state.me.role } = fact.payload;
      return role === state.me.role ? state : { ...state, me: { ...state.me, role } };
    }
    case "sync:required":
      return state;
    default:
      return ignoreUnknown(state, fact);
  }
}

/** A newer server may tell facts that this client does not know. Sync brings what they were about. */
const ignoreUnknown = (state: State, _fact: never): State => state;

function reduceLists(
  state: State,
  event: Of<"list:wanted" | "list:page" | "list:failed" | "list:dropped" | "lists:doubted">,
): State {
  if (event.type === "lists:doubted") {
    const doubt = (list: List) =>
      event.keys.includes(list.key) && !list.isStale ? { ...list, isStale: true } : list;
    return { ...state, lists: mapLists(state, doubt) };
  }
  if (event.type === "list:dropped") return { ...state, lists: withoutEntries(state.lists, [event.key]) };
  const list = state.lists.get(event.key);
  if (event.type === "list:wanted") {
    const wanted = list ?? newList(event.key, event.filter);
    const next: List =
      wanted.status === "error" ? { ...wanted, status: "loading", error: undefined } : wanted;
    return next === list ? state : { ...state, lists: withEntry(state.lists, event.key, next) };
  }
  if (!list) return state;
  if (event.type === "list:page") return putPage(state, list, event);
  const { error } = event;
  // What is shown stays, and loading more can be tried again.
  const isEmpty = list.status === "loading";
  const known = isEmpty && error.unreached ? narrowedFrom(state.lists.values(), list, state) : null;
  const failed: List = { ...(known ?? { ...list, status: isEmpty ? "error" : list.status }), error };
  return { ...state, lists: withEntry(state.lists, event.key, failed) };
}

function putPage(state: State, list: List, { items, nextCursor, isFirst, key }: Of<"list:page">): State {
  const next = putConversations(state, items);
  const last = items.at(-1);
  const found = list.found && new Set([...(isFirst ? [] : list.found), ...items.map(({ id }) => id)]);
  const paged: List = {
    ...(next.lists.get(key) ?? list),
    found,
    nextCursor,
    floor: nextCursor === null || !last ? null : orderOf(list.filter).placeOf(last),
    status: "ready",
    error: undefined,
    isStale: isFirst ? false : list.isStale,
  };
  return { ...next, lists: withEntry(next.lists, key, fillList(paged, next)) };
}

function reduceThreads(
  state: State,
  event: Of<"thread:wanted" | "thread:page" | "thread:failed" | "threads:dropped">,
): State {
  if (event.type === "threads:dropped") {
    const threads = withoutEntries(state.threads, event.ids);
    return threads === state.threads ? state : { ...state, threads };
  }
  const { conversationId } = event;
  const thread = state.threads.get(conversationId);
  if (event.type === "thread:wanted") {
    const wanted = thread ?? newThread(event.rev);
    const isRetry = wanted.status === "error" || wanted.status === "missing";
    const next = isRetry ? newThread(event.rev) : wanted;
    return setThread(state, conversationId, beginLoad(next));
  }
  if (!thread) return state;
  return event.type === "thread:page"
    ? setThread(state, conversationId, applyPage(thread, event.messages, event.kind, event.around))
    : setThread(state, conversationId, failLoad(thread, event.error));
}

function putChanges(state: State, changes: Changes, since: Known, isBare = false): State {
  const { id } = changes.conversation;
  const thread = state.threads.get(id);
  // A thread may have been opened since its row was asked for alone; it stays behind, and is asked for next.
  const isHere = thread && thread.status !== "missing" && (!isBare || changes.reset);
  const next = isHere ? setThread(state, id, applyChanges(thread, changes, since.rev)) : state;
  const isNew = isOfOtherHistory(changes, since);
  return putConversation(
    isNew ? { ...next, rows: withoutEntries(next.rows, [id]) } : next,
    changes.conversation,
  );
}

/** The client knows of a change that the server has never heard of. */
const isOfOtherHistory = (changes: Changes, since: Known): boolean =>
  isOtherHistory(changes, since.rev) || since.ownRev > changes.conversation.ownRev;

const unasked: Known = { rev: Number.POSITIVE_INFINITY, ownRev: 0 };

function putSynced(state: State, { asked, bare, answer, inboxKey }: Of<"synced">): State {
  let next = state;
  let isOther = false;
  for (const changes of answer.conversations) {
    const { id } = changes.conversation;
    const since = asked.get(id) ?? unasked;
    isOther ||= isOfOtherHistory(changes, since);
    next = putChanges(next, changes, since, bare.has(id));
  }
  for (const id of answer.missing) next = loseConversation(next, id);
  next = putInbox(next, inboxKey, answer.inbox);
  // Revisions of another history are no measure of what was counted in this one.
  if (isOther) next = { ...next, unread: nothingUnread };
  return reduce(next, { type: "unread", unread: answer.unread });
}

/** The first page of a plain list came along; where no more than that is held, it is all of it. */
function putInbox(state: State, inboxKey: string, { items, nextCursor }: SyncAnswer["inbox"]): State {
  const list = state.lists.get(inboxKey);
  const isPage = list?.status === "ready" && list.ids.length <= items.length;
  if (!isPage) return putConversations(state, items);
  return putPage(state, list, { type: "list:page", key: inboxKey, items, nextCursor, isFirst: true });
}

function dropRows(state: State, ids: readonly string[]): State {
  const rows = withoutEntries(state.rows, ids);
  if (rows === state.rows) return state;
  const next = { ...state, rows };
  return { ...next, lists: mapLists(next, (list) => fillList(list, next)) };
}

function putOutbox(
  state: State,
  entries: readonly OutboxEntry[],
  drafts: ReadonlyMap<string, string>,
): State {
  const byPlace = new Map<string, OutboxEntry[]>();
  for (const entry of entries) {
    const place = entry.conversationId ?? targetKey(entry.target);
    const there = byPlace.get(place);
    if (there) there.push(entry);
    else byPlace.set(place, [entry]);
  }
  const outbox = new Map<string, readonly OutboxEntry[]>(byPlace);
  for (const [place, list] of byPlace) {
    const before = state.outbox.get(place);
    if (before?.length === list.length && before.every((entry, index) => entry === list[index]))
      outbox.set(place, before);
  }
  return { ...state, outbox, drafts };
}

function forget({ me, outbox, drafts, connection }: State): State {
  return { ...emptyState(me), outbox, drafts, connection };
}

function connect(state: State, change: State["connection"] | Partial<State["connection"]>): State {
  const connection = { ...state.connection, ...change };
  const { status, storage, session } = state.connection;
  const isSame =
    status === connection.status && storage === connection.storage && session === connection.session;
  return isSame ? state : { ...state, connection };
}
