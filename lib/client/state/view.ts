// What screens read from a state. Each selector answers the very object it answered before, for as long as what it
// depends on is the same.
import type { Conversation, Message, Unread } from "../../contract/entities";
import type { ErrorBody } from "../../contract/envelope";
import type { Me } from "../../contract/initial";
import { sideOf } from "../../contract/sides";
import type { SenderRole } from "../../contract/values";
import type { OutboxEntry } from "../engine/ports";
import { shownWindow } from "./threads";
import type { MessageChange, MessagePatch, State, Thread } from "./types";
import { firstSeq, lastSeq } from "./windows";

export type ItemState = "QUEUED" | "SENDING" | "SENT" | "DELIVERED" | "READ" | "FAILED";

export type ThreadItem = {
  /** One's own unsent ones look the same, with 0 for what only the server knows. */
  message: Message;
  /** null: somebody else's. */
  state: ItemState | null;
  failure?: ErrorBody;
  /** The same from the first moment to the last. */
  key: string;
};

export type ThreadView = {
  items: readonly ThreadItem[];
  status: Thread["status"];
  error?: ErrorBody;
  hasOlder: boolean;
  hasNewer: boolean;
};

const noItems: readonly ThreadItem[] = [];
const noEntries: readonly OutboxEntry[] = [];
const loading: ThreadView = { items: noItems, status: "loading", hasOlder: false, hasNewer: false };

function applyChange(message: Message, change: MessageChange): Message {
  switch (change.kind) {
    case "edit":
      return { ...message, text: change.text, editedAt: change.at };
    case "delete":
      return { ...message, text: null, payload: null, reactions: [], attachments: [], deletedAt: change.at };
    case "react":
    case "unreact":
      return { ...message, reactions: changeReactions(message.reactions, change) };
  }
}

function changeReactions(
  reactions: Message["reactions"],
  { kind, emoji, userId }: Extract<MessageChange, { kind: "react" | "unreact" }>,
): Message["reactions"] {
  const there = reactions.find((each) => each.emoji === emoji);
  const others = (there?.userIds ?? []).filter((id) => id !== userId);
  const userIds = kind === "react" ? [...others, userId] : others;
  if (!there) return userIds.length > 0 ? [...reactions, { emoji, userIds }] : reactions;
  return reactions.flatMap((each) =>
    each !== there ? [each] : userIds.length > 0 ? [{ emoji, userIds }] : [],
  );
}

/** How far the others are; a message is delivered when one of them has it. */
function marksOfOthers(row: Conversation | undefined, me: Me) {
  const others = row?.members.filter(({ userId }) => userId !== me.id) ?? [];
  return {
    readTo: Math.max(0, ...others.map(({ readSeq }) => readSeq)),
    deliveredTo: Math.max(0, ...others.map(({ deliveredSeq }) => deliveredSeq)),
  };
}

type Marks = ReturnType<typeof marksOfOthers>;

function stateOf(message: Message, marks: Marks, me: Me): ItemState | null {
  if (message.senderId !== me.id) return null;
  if (message.seq <= marks.readTo) return "READ";
  return message.seq <= marks.deliveredTo ? "DELIVERED" : "SENT";
}

/** An unsent message in the shape of a stored one. */
function unsent(entry: OutboxEntry, me: Me, senderRole: SenderRole): Message {
  const { id, text, replyTo, createdAt, conversationId, forwardOf } = entry;
  return {
    id,
    conversationId: conversationId ?? "",
    seq: 0,
    rev: 0,
    senderId: me.id,
    senderRole,
    senderName: me.name,
    type: "TEXT",
    text,
    payload: forwardOf === undefined ? null : { forwarded: true },
    replyTo,
    attachments: [],
    reactions: [],
    createdAt,
    editedAt: null,
    deletedAt: null,
  };
}

/** Items of messages and entries that have not changed stay the same objects, so that their bubbles rest. */
class ItemCache {
  private readonly stored = new WeakMap<Message, ThreadItem>();
  private readonly waiting = new WeakMap<OutboxEntry, ThreadItem>();

  of(message: Message, state: ItemState | null, patches: readonly MessagePatch[] | undefined): ThreadItem {
    if (patches) {
      const patched = patches.reduce((each, { change }) => applyChange(each, change), message);
      return { message: patched, state, key: message.id };
    }
    const held = this.stored.get(message);
    if (held?.state === state) return held;
    const item = { message, state, key: message.id };
    this.stored.set(message, item);
    return item;
  }

  /** `senderRole` is the side from which it is written. */
  ofEntry(entry: OutboxEntry, me: Me, senderRole: SenderRole): ThreadItem {
    const held = this.waiting.get(entry);
    if (held?.message.senderRole === senderRole) return held;
    const { id: key, state, failure } = entry;
    const message = unsent(entry, me, senderRole);
    const item: ThreadItem = { message, state, key, ...(failure && { failure }) };
    this.waiting.set(entry, item);
    return item;
  }
}

/** One for each screen that shows threads. */
export function threadSelector(): (state: State, id: string) => ThreadView {
  const cache = new ItemCache();
  let last: { inputs: readonly unknown[]; view: ThreadView } | null = null;
  return (state, id) => {
    const thread = state.threads.get(id);
    const row = state.rows.get(id)?.view;
    const entries = state.outbox.get(id) ?? noEntries;
    const marks = marksOfOthers(row, state.me);
    const inputs = [
      id,
      thread,
      entries,
      state.messagePatches,
      row?.seq,
      marks.readTo,
      marks.deliveredTo,
      state.me,
    ];
    if (last && inputs.every((input, index) => input === last?.inputs[index])) return last.view;
    const view = viewOf(thread, entries, row, marks, state, cache);
    last = { inputs, view: last && isSameView(last.view, view) ? last.view : view };
    return last.view;
  };
}

function viewOf(
  thread: Thread | undefined,
  entries: readonly OutboxEntry[],
  row: Conversation | undefined,
  marks: Marks,
  { me, messagePatches }: State,
  cache: ItemCache,
): ThreadView {
  if (!thread && entries.length === 0) return loading;
  const window = thread ? (shownWindow(thread) ?? []) : [];
  const items = window.map((message) =>
    cache.of(message, stateOf(message, marks, me), messagePatches.get(message.id)),
  );
  const hasNewer = window.length > 0 && lastSeq(window) < (row?.seq ?? 0);
  if (entries.length > 0 && !hasNewer) {
    const stored = new Set(window.slice(-entries.length - 50).map(({ id }) => id));
    const role = row?.members.find(({ userId }) => userId === me.id)?.role ?? me.role;
    for (const entry of entries) if (!stored.has(entry.id)) items.push(cache.ofEntry(entry, me, role));
  }
  return {
    items,
    status: thread?.status ?? "loading",
    ...(thread?.error && { error: thread.error }),
    hasOlder: window.length > 0 && firstSeq(window) > 1,
    hasNewer,
  };
}

const isSameView = (one: ThreadView, other: ThreadView): boolean =>
  one.status === other.status &&
  one.error === other.error &&
  one.hasOlder === other.hasOlder &&
  one.hasNewer === other.hasNewer &&
  one.items.length === other.items.length &&
  one.items.every((item, index) => item === other.items[index]);

/** Unsent messages to where no conversation is yet. */
export function pendingSelector(): (state: State, key: string) => readonly ThreadItem[] {
  const cache = new ItemCache();
  let last: { entries: readonly OutboxEntry[]; items: readonly ThreadItem[] } | null = null;
  return (state, key) => {
    const entries = state.outbox.get(key) ?? noEntries;
    if (entries.length === 0) return noItems;
    if (last?.entries === entries) return last.items;
    const role = roleTowards(key, state.me);
    last = { entries, items: entries.map((entry) => cache.ofEntry(entry, state.me, role)) };
    return last.items;
  };
}

/** Only sellers begin with a customer. To everything else that can be begun one is the customer, also with things to sell. */
function roleTowards(key: string, me: Me): SenderRole {
  if (me.role === "ADMIN") return "ADMIN";
  return key.startsWith("customerId:") ? "SELLER" : "CUSTOMER";
}

const noPeople: readonly string[] = [];

export function typingSelector(): (state: State, id: string) => readonly string[] {
  let last: readonly string[] = noPeople;
  return (state, id) => {
    const people = [...(state.typing.get(id)?.keys() ?? [])];
    const isSame = people.length === last.length && people.every((each, index) => each === last[index]);
    if (!isSame) last = people;
    return last;
  };
}

const unreadOf = new WeakMap<State["rows"], { told: Unread; shown: Unread }>();

type Count = { messages: number; conversations: number };

const less = (one: Count, other: Count): Count => ({
  messages: Math.max(0, one.messages - other.messages),
  conversations: Math.max(0, one.conversations - other.conversations),
});

/** What the server counts, without what has just been read here. */
export function selectUnread({ rows, unread, me }: State): Unread {
  const known = unreadOf.get(rows);
  if (known?.told === unread) return known.shown;
  const read = { all: { messages: 0, conversations: 0 }, asCustomer: { messages: 0, conversations: 0 } };
  for (const { base, view } of rows.values()) {
    if (base === view || base.unread === view.unread) continue;
    for (const count of sideOf(view, me.id) === "customer" ? [read.all, read.asCustomer] : [read.all]) {
      count.messages += base.unread - view.unread;
      if (view.unread === 0) count.conversations++;
    }
  }
  const isSame = read.all.messages === 0 && read.all.conversations === 0;
  const shown = isSame
    ? unread
    : { ...unread, ...less(unread, read.all), asCustomer: less(unread.asCustomer, read.asCustomer) };
  unreadOf.set(rows, { told: unread, shown });
  return shown;
}
