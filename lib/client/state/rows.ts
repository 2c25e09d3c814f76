// One conversation as a row of lists: how what is told of it in any order comes together.

import { previewOf } from "../../contract/content";
import type { Conversation, Member, Message } from "../../contract/entities";
import { sideOf, waitingAfter } from "../../contract/sides";
import type { Moved, Row, Rumour, Thread } from "./types";
import { messageAt } from "./windows";

/** Watermarks are not ordered by revisions, so the farthest counts, and of the times for it the earliest. */
export function farthest(one: Member, other: Member): Member {
  const deliveredSeq = Math.max(one.deliveredSeq, other.deliveredSeq);
  const farther = one.readSeq >= other.readSeq ? one : other;
  const readAt = one.readSeq === other.readSeq ? earlier(one.readAt, other.readAt) : farther.readAt;
  if (farther.deliveredSeq === deliveredSeq && farther.readAt === readAt) return farther;
  return { ...farther, deliveredSeq, readAt };
}

const earlier = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other < one) ? other : one;

/** A change is told with the row as it was right after it. So of two rows mostly one is the newer in both numbers. */
const isNewerOwn = (held: Conversation, next: Conversation): boolean =>
  next.ownRev > held.ownRev || (next.ownRev === held.ownRev && next.rev >= held.rev);

/** What only this person's side sees of a conversation, as one row tells it and with the messages that another one counts. */
function ownPart(own: Conversation, { seq, lastMessage }: Conversation) {
  const { ownRev, archivedAt, pinnedAt, mutedUntil, priority, tags, isFlagged } = own;
  const parts = { ownRev, archivedAt, pinnedAt, mutedUntil, priority, tags, isFlagged };
  return seq > own.seq && lastMessage ? { ...parts, archivedAt: archivedAfter(own, lastMessage.at) } : parts;
}

/** A message brings a conversation back from the archive, unless it is muted. */
const archivedAfter = ({ archivedAt, mutedUntil }: Conversation, at: string): string | null =>
  mutedUntil !== null && mutedUntil > at ? archivedAt : null;

/** The newer row, with the farthest watermarks of both. */
function adopt(older: Conversation, newer: Conversation): Conversation {
  const members = newer.members.map((member) => {
    const before = older.members.find(({ userId }) => userId === member.userId);
    return before ? { ...member, ...marksOf(farthest(before, member)) } : member;
  });
  return { ...newer, members, readSeq: Math.max(older.readSeq, newer.readSeq) };
}

const marksOf = ({ readSeq, deliveredSeq, readAt }: Member) => ({ readSeq, deliveredSeq, readAt });

type Counted = { unread: number; isGuess: boolean };

/**
 * How many messages of others stand after `readSeq`: from the messages, where all of them are here. Otherwise it is
 * at most so many, and the server is to be asked.
 */
function countUnread(
  { seq, unread }: Conversation,
  readSeq: number,
  thread: Thread | undefined,
  meId: string,
): Counted {
  if (readSeq >= seq || unread === 0) return { unread: 0, isGuess: false };
  let count = 0;
  for (let at = readSeq + 1; at <= seq; at++) {
    const message = thread && messageAt(thread.windows, at);
    if (!message) return { unread: Math.min(unread, seq - readSeq), isGuess: true };
    if (message.senderId !== meId) count++;
  }
  return { unread: count, isGuess: false };
}

/** What a row becomes when a conversation is told of; `thread` is its own. */
export function mergeRow(
  held: Row | undefined,
  told: Conversation,
  rumour: Rumour | undefined,
  thread: Thread | undefined,
  meId: string,
): Row {
  // Servers and caches of the version before have no ownRev. With 0, the next sync asks for what they may lack.
  const isWithout = told.ownRev === undefined;
  const next = isWithout ? { ...told, ownRev: 0 } : told;
  if (!held) {
    const heard = Math.max(rumour?.rev ?? 0, next.rev);
    const row: Row = { base: next, view: next, heard, readTo: 0, isGuess: false, patches: [] };
    return (rumour?.moves ?? []).reduce((each, moved) => moveMember(each, moved, thread, meId), row);
  }
  const [older, newer] = next.rev >= held.base.rev ? [held.base, next] : [next, held.base];
  const adopted = adopt(older, newer);
  const isOwnNewer = isWithout ? next.rev > held.base.rev : isNewerOwn(held.base, next);
  const own = isOwnNewer ? next : held.base;
  const merged = own === newer ? adopted : { ...adopted, ...ownPart(own, adopted) };
  // The count that came along is right for the watermark that came along.
  const counts = [newer, older].find(({ seq, readSeq }) => seq === merged.seq && readSeq === merged.readSeq);
  const isToldGuess = counts === held.base && held.isGuess;
  const counted =
    counts && !isToldGuess
      ? { unread: counts.unread, isGuess: false }
      : countUnread(merged, merged.readSeq, thread, meId);
  return reshow(
    {
      ...held,
      base: { ...merged, unread: counted.unread },
      heard: Math.max(held.heard, next.rev),
      isGuess: counted.isGuess,
    },
    thread,
    meId,
  );
}

/** What a row becomes by a message alone, as an acknowledgement or a change tells it. */
export function applyMessage(row: Row, message: Message, thread: Thread | undefined, meId: string): Row {
  const heard = Math.max(row.heard, message.rev);
  const { base } = row;
  if (message.rev !== base.rev + 1) return heard === row.heard ? row : { ...row, heard };
  const { rev, seq } = message;
  const isNew = seq > base.seq;
  let next: Conversation = { ...base, rev };
  if (isNew) {
    const waitingSince = waitingAfter(sideOf(base, meId), base.waitingSince, message);
    const archivedAt = archivedAfter(base, message.createdAt);
    const status = base.status === "ARCHIVED" ? ("ACTIVE" as const) : base.status;
    next = { ...next, seq, lastMessage: lastMessageOf(message), waitingSince, archivedAt, status };
    if (message.senderId !== meId) next.unread++;
  } else if (base.lastMessage?.id === message.id) {
    next = { ...next, lastMessage: lastMessageOf(message) };
  }
  return reshow({ ...row, base: next, heard }, thread, meId);
}

function lastMessageOf(message: Message) {
  const { id, senderId, type, payload, createdAt: at } = message;
  const event = type === "SYSTEM" && payload ? { payload } : {};
  return { id, senderId, type, preview: previewOf(message), ...event, at };
}

/** Somebody has received or read more. The same row when that was known. */
export function moveMember(row: Row, moved: Moved, thread: Thread | undefined, meId: string): Row {
  const { base } = row;
  const index = base.members.findIndex(({ userId }) => userId === moved.userId);
  const member = base.members[index];
  const isMine = moved.userId === meId;
  const readSeq = isMine ? Math.max(base.readSeq, moved.readSeq) : base.readSeq;
  if (!member && readSeq === base.readSeq) return row;
  const { readSeq: read, deliveredSeq } = moved;
  // A move of the other watermark carries a later time for this one, or a first.
  const readAt = read > 0 ? moved.at : null;
  const next = member && farthest(member, { ...member, readSeq: read, deliveredSeq, readAt });
  if ((!member || next === member || isSameMark(member, next)) && readSeq === base.readSeq) return row;
  const members = next ? base.members.with(index, next) : base.members;
  const counted =
    readSeq === base.readSeq
      ? { unread: base.unread, isGuess: row.isGuess }
      : countUnread(base, readSeq, thread, meId);
  const moveds = { ...base, members, readSeq, unread: counted.unread };
  return reshow({ ...row, base: moveds, isGuess: counted.isGuess }, thread, meId);
}

const isSameMark = (one: Member, other: Member | undefined): boolean =>
  one.readSeq === other?.readSeq && one.deliveredSeq === other.deliveredSeq && one.readAt === other.readAt;

/** Works out `view` anew. */
export function reshow(row: Row, thread: Thread | undefined, meId: string): Row {
  const { base, readTo, patches } = row;
  if (patches.length === 0 && readTo <= base.readSeq) return { ...row, view: base };
  let view = base;
  for (const { change } of patches) view = { ...view, ...change };
  if (readTo > view.readSeq)
    view = { ...view, readSeq: readTo, unread: countUnread(view, readTo, thread, meId).unread };
  return { ...row, view };
}
