// The messages of one conversation: windows without holes, and the revision up to which nothing is missing in them.

import { previewOf } from "../../contract/content";
import type { Conversation, Message } from "../../contract/entities";
import type { ErrorBody } from "../../contract/envelope";
import { limits } from "../../contract/limits";
import type { Thread, Window } from "./types";
import {
  firstSeq,
  insertRun,
  lastSeq,
  mapMessages,
  messageAt,
  replaceMessage,
  runsOf,
  windowAt,
} from "./windows";

const noMessages: ReadonlyMap<string, Message> = new Map();

export const newThread = (rev: number): Thread => ({
  rev,
  ahead: [],
  windows: [],
  anchor: null,
  loads: 0,
  loose: noMessages,
  status: "loading",
});

/** The window that is shown: of a thread that was opened empty, what has come since. */
export function shownWindow({ anchor, windows, status }: Thread): Window | undefined {
  if (anchor !== null) return windowAt(windows, anchor);
  return status === "ready" ? windows.at(-1) : undefined;
}

/** One revision more is known of, at once or when its turn comes. */
export function advance(thread: Thread, rev: number): Thread {
  if (rev <= thread.rev) return thread;
  if (rev > thread.rev + 1) {
    if (thread.ahead.includes(rev)) return thread;
    const ahead = [...thread.ahead, rev].sort((one, other) => one - other).slice(0, limits.changedRows);
    return { ...thread, ahead };
  }
  return settle(caughtUp(thread, rev));
}

/** What was held ready for pages and for latecomers is needed no more once there are none to come. */
function settle(thread: Thread): Thread {
  if (thread.loose.size === 0 || thread.loads > 0 || thread.ahead.length > 0) return thread;
  return { ...thread, loose: noMessages };
}

/** Everything up to here is known, and so is what came out of turn right after it. */
function caughtUp(thread: Thread, to: number): Thread {
  let rev = to;
  const waiting = thread.ahead.filter((each) => {
    if (each === rev + 1) rev = each;
    return each > rev;
  });
  return { ...thread, rev, ahead: waiting.length === thread.ahead.length ? thread.ahead : waiting };
}

/**
 * A message that was sent, or has changed: put where it belongs when its place is here. One of a revision that the
 * thread has behind it may have changed since, so it is no reason to begin a window.
 */
export function putMessage(thread: Thread, told: Message, isNew: boolean): Thread {
  const isLate = told.rev <= thread.rev;
  const aside = thread.loose.get(told.id);
  const message = aside && aside.rev > told.rev ? aside : told;
  const quoting = requote(thread, message);
  const windows =
    isNew && !isLate ? insertRun(thread.windows, [quoting]) : replaceMessage(thread.windows, quoting);
  const next = hold(windows === thread.windows ? thread : { ...thread, windows }, message, isLate);
  const newest = next.loose.get(message.id) ?? messageAt(windows, message.seq) ?? (isLate ? null : message);
  return newest ? retell(next, newest) : next;
}

/**
 * Kept aside for pages under way, which may be older, and for other states of it that are out of turn. Not when it is
 * late: pages are asked for with that revision behind them.
 */
function hold(thread: Thread, message: Message, isLate: boolean): Thread {
  const isInTurn = thread.ahead.length === 0 && message.rev <= thread.rev + 1;
  if (isLate || (thread.loads === 0 && isInTurn)) return thread;
  const held = thread.loose.get(message.id);
  if (held && held.rev >= message.rev) return thread;
  const loose = new Map(thread.loose).set(message.id, message);
  for (const oldest of loose.keys()) {
    if (loose.size <= limits.changedRows) break;
    loose.delete(oldest);
  }
  return { ...thread, loose };
}

const isRevised = ({ editedAt, deletedAt }: Message): boolean => editedAt !== null || deletedAt !== null;

/** A message and what it quotes are told apart, so either may be here in a newer state than the other knows of. */
function requote(thread: Thread, message: Message): Message {
  if (message.replyTo === null) return message;
  const { id, seq } = message.replyTo;
  const quoted = thread.loose.get(id) ?? messageAt(thread.windows, seq);
  if (!quoted || quoted.rev <= message.rev || !isRevised(quoted)) return message;
  return withQuote(message, previewOf(quoted));
}

function withQuote(message: Message, quote: string): Message {
  if (message.replyTo === null || message.replyTo.preview === quote) return message;
  return { ...message, replyTo: { ...message.replyTo, preview: quote } };
}

/** What quotes a message shows its new words. */
function retell(thread: Thread, message: Message): Thread {
  if (!isRevised(message)) return thread;
  const windows = mapMessages(thread.windows, (each) =>
    each.replyTo?.id === message.id && each.rev <= message.rev ? withQuote(each, previewOf(message)) : each,
  );
  return windows === thread.windows ? thread : { ...thread, windows };
}

/** Which way a page extends what is shown; `open` and `around` choose what is shown. */
export type PageKind = "open" | "older" | "newer" | "around";

export const beginLoad = (thread: Thread): Thread => ({ ...thread, loads: thread.loads + 1 });

function endLoad(thread: Thread): Thread {
  return settle({ ...thread, loads: Math.max(0, thread.loads - 1) });
}

export function failLoad(thread: Thread, error: ErrorBody): Thread {
  const next = endLoad(thread);
  if (next.status === "missing") return next;
  if (next.windows.length > 0 && next.anchor !== null) return next;
  return { ...next, status: error.code === "not_found" ? "missing" : "error", error };
}

export function applyPage(thread: Thread, page: readonly Message[], kind: PageKind, around?: number): Thread {
  if (thread.status === "missing") return endLoad(thread);
  const inserted = runsOf(page).reduce(insert, thread);
  let { windows } = inserted;
  for (const message of thread.loose.values()) windows = replaceMessage(windows, message);
  const known = [...thread.loose.values()].map((each) => messageAt(windows, each.seq) ?? each);
  const merged = known.reduce(retell, { ...inserted, windows });
  const anchor = anchorFor(merged, page, kind, around);
  return trim(endLoad({ ...merged, anchor, status: "ready", error: undefined }), kind);
}

function anchorFor(thread: Thread, page: readonly Message[], kind: PageKind, around?: number): number | null {
  const [first, last] = [page[0]?.seq, page.at(-1)?.seq];
  switch (kind) {
    case "around":
      return around !== undefined && windowAt(thread.windows, around) ? around : (last ?? thread.anchor);
    case "open":
      return last ?? thread.anchor;
    case "older":
      return first ?? thread.anchor;
    case "newer":
      return last ?? thread.anchor;
  }
}

/** What is shown is cut at the end away from where the reader goes; what is not shown goes first. */
function trim(thread: Thread, kind: PageKind | "live"): Thread {
  const total = thread.windows.reduce((sum, { length }) => sum + length, 0);
  const most = limits.heldThreadMessages;
  if (total <= most || (kind === "live" && total <= 2 * most)) return thread;
  const shown = shownWindow(thread);
  if (!shown) return thread;
  const kept = shown.length <= most ? shown : kind === "older" ? shown.slice(0, most) : shown.slice(-most);
  const anchor = kind === "older" ? firstSeq(kept) : lastSeq(kept);
  return { ...thread, windows: [kept], anchor };
}

export const trimLive = (thread: Thread): Thread => trim(thread, "live");

export type Changes = { conversation: Conversation; messages: readonly Message[]; reset: boolean };

/**
 * The answer to "what changed after `since`?". One that is older than what is known by now has nothing to say, unless
 * the server has begun another history, as after a restored backup.
 */
export function applyChanges(thread: Thread, changes: Changes, since: number): Thread {
  const { conversation, messages, reset } = changes;
  if (conversation.rev < thread.rev && !isOtherHistory(changes, since)) return thread;
  if (reset) {
    const windows = runsOf(messages);
    const anchor = windows.length > 0 ? lastSeq(windows.at(-1) ?? []) : null;
    const { loads, loose } = thread;
    return settle({ ...newThread(conversation.rev), loads, loose, windows, anchor, status: "ready" });
  }
  let next = thread;
  // New messages are the last so many; what stands alone before them is an old one that has changed.
  const tail = runsOf(messages).at(-1) ?? [];
  if (tail.length > 0 && lastSeq(tail) >= conversation.seq) next = insert(next, tail);
  for (const message of messages) next = putMessage(next, message, false);
  if (since <= thread.rev && conversation.rev > next.rev) next = caughtUp(next, conversation.rev);
  return trimLive(settle(next));
}

/** The client knows of a revision that the server has never heard of. */
export const isOtherHistory = ({ conversation, reset }: Changes, since: number): boolean =>
  reset && Number.isFinite(since) && since > conversation.rev;

/** A run that was read at once; what it quotes may be known in a newer state than it was read in. */
function insert(thread: Thread, run: readonly Message[]): Thread {
  const windows = insertRun(thread.windows, run, true);
  const next = windows === thread.windows ? thread : { ...thread, windows };
  const [from, to] = [run[0]?.seq ?? 0, run.at(-1)?.seq ?? 0];
  const quoting = mapMessages(windows, (each) =>
    each.replyTo !== null && each.seq >= from && each.seq <= to ? requote(next, each) : each,
  );
  return quoting === windows ? next : { ...next, windows: quoting };
}
