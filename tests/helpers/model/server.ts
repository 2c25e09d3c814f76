// A minimal model of the server: its storage, its answers, and its facts for one user. The client is compared with it,
// so it follows the contract and not the client's code.
import type { ToldFact } from "../../../lib/client/transport/socket";
import type { Conversation, Member, Message, Unread } from "../../../lib/contract/entities";
import type { ConversationFilter } from "../../../lib/contract/initial";
import { preview } from "../../../lib/contract/preview";
import { isWaiting, sideOf } from "../../../lib/contract/sides";
import type { Side } from "../../../lib/contract/values";
import { type Log, me, viewOf } from "./log";

export { me };

const noChange = null;
export type Served = { conversation: Conversation; members: Member[]; messages: Message[]; reset: boolean };

const otherOf = (side: Side): Side => (side === "customer" ? "seller" : "customer");
const roleOf = (side: Side) => (side === "customer" ? "CUSTOMER" : "SELLER");

export const placeOf = ({ waiting }: ConversationFilter, row: Conversation): string =>
  (waiting ? row.waitingSince : row.lastMessage?.at) ?? "";

const isAbove = ({ waiting }: ConversationFilter, one: string, other: string): boolean =>
  waiting ? one < other : one > other;

export class ModelServer {
  readonly logs = new Map<string, Log>();
  private clock = 0;
  private unreadRev = 0;
  /** A sync lists at most this many changes. */
  constructor(readonly mostChanges = 8) {}

  private time(): string {
    return new Date(Date.UTC(2026, 0, 1) + ++this.clock * 1000).toISOString();
  }

  private member(userId: string, role: Member["role"]): Member {
    return { userId, name: userId, role, avatarUrl: null, readSeq: 0, deliveredSeq: 0, readAt: null };
  }

  open(id: string, side: Side = "seller"): void {
    const otherId = `other of ${id}`;
    const people = [this.member(otherId, roleOf(otherOf(side))), this.member(me.id, roleOf(side))];
    const members = new Map(people.map((each) => [each.userId, each]));
    const own = { archivedAt: null, pinnedAt: null, mutedUntil: null };
    const parts = {
      id,
      otherId,
      side,
      members,
      own,
      rev: 0,
      ownRev: 0,
      messages: [],
      tags: [],
      isMember: true,
    };
    this.logs.set(id, { ...parts, status: "ACTIVE" });
  }

  conversation(id: string): Conversation | null {
    const log = this.logs.get(id);
    return log?.isMember ? viewOf(log) : null;
  }

  unread(): Unread {
    const mine = [...this.logs.values()].filter(({ isMember }) => isMember);
    const bought = mine.filter(({ side }) => side === "customer");
    return { ...this.count(mine), rev: this.unreadRev, asCustomer: this.count(bought) };
  }

  private count(logs: readonly Log[]): { messages: number; conversations: number } {
    const counts = logs.map((log) => viewOf(log).unread);
    return {
      messages: counts.reduce((sum, count) => sum + count, 0),
      conversations: counts.filter((count) => count > 0).length,
    };
  }

  private unreadChanged(): ToldFact {
    this.unreadRev++;
    return { name: "unread:changed", payload: this.unread() };
  }

  /** A quote always shows the current text. */
  private quoted(log: Log, message: Message): Message {
    if (!message.replyTo) return message;
    const source = log.messages[message.replyTo.seq - 1];
    return { ...message, replyTo: { ...message.replyTo, preview: preview(source?.text ?? null) } };
  }

  private shown = (log: Log) => log.messages.map((message) => this.quoted(log, message));

  send(
    id: string,
    byMe: boolean,
    pick: number,
    messageId: string,
  ): { facts: ToldFact[]; message: Message } | null {
    const log = this.logs.get(id);
    if (!log?.isMember) return noChange;
    const senderId = byMe ? me.id : log.otherId;
    const quoted = pick % 3 === 0 ? log.messages[pick % Math.max(1, log.messages.length)] : undefined;
    log.rev++;
    if (log.status === "ARCHIVED") log.status = "ACTIVE";
    if (log.own.mutedUntil === null) log.own = { ...log.own, archivedAt: null };
    const message: Message = {
      id: messageId,
      conversationId: id,
      seq: log.messages.length + 1,
      rev: log.rev,
      senderId,
      senderRole: roleOf(byMe ? log.side : otherOf(log.side)),
      senderName: senderId,
      type: "TEXT",
      text: `text ${pick}`,
      payload: null,
      replyTo: quoted
        ? { id: quoted.id, seq: quoted.seq, senderName: quoted.senderName, preview: preview(quoted.text) }
        : null,
      attachments: [],
      reactions: [],
      createdAt: this.time(),
      editedAt: null,
      deletedAt: null,
    };
    log.messages.push(message);
    const facts: ToldFact[] = [{ name: "message:sent", payload: { ...this.told(log), message } }];
    if (!byMe) facts.push(this.unreadChanged());
    return { facts, message };
  }

  change(
    id: string,
    pick: number,
    kind: "edit" | "delete" | "react",
  ): { facts: ToldFact[]; message: Message } | null {
    const log = this.logs.get(id);
    const held = log?.messages[pick % Math.max(1, log.messages.length)];
    if (!log?.isMember || !held || held.deletedAt) return noChange;
    log.rev++;
    const { rev } = log;
    const changed: Message =
      kind === "edit"
        ? { ...held, rev, text: `edit ${pick} ${rev}`, editedAt: this.time() }
        : kind === "delete"
          ? { ...held, rev, text: null, deletedAt: this.time() }
          : { ...held, rev, reactions: [{ emoji: "👍", userIds: [`${rev}`] }] };
    log.messages[held.seq - 1] = changed;
    const message = this.quoted(log, changed);
    return { facts: [{ name: "message:changed", payload: { conversationId: id, rev, message } }], message };
  }

  update(id: string, pick: number): ToldFact[] {
    const log = this.logs.get(id);
    if (!log?.isMember) return [];
    const kind = pick % 5;
    if (kind === 0) {
      log.rev++;
      log.status = log.status === "ARCHIVED" ? "ACTIVE" : "ARCHIVED";
      return [{ name: "conversation:changed", payload: this.told(log) }];
    }
    log.ownRev++;
    const at = this.time();
    const { archivedAt, pinnedAt, mutedUntil } = log.own;
    if (kind === 1) log.tags = log.tags.length === 0 ? ["hot"] : [];
    if (kind === 2) log.own = { ...log.own, archivedAt: archivedAt ? null : at };
    if (kind === 3) log.own = { ...log.own, pinnedAt: pinnedAt ? null : at };
    if (kind === 4) log.own = { ...log.own, mutedUntil: mutedUntil ? null : "2030-01-01T00:00:00.000Z" };
    return [{ name: "conversation:changed", payload: { ...this.told(log), isOwn: true } }];
  }

  private told(log: Log) {
    return { conversationId: log.id, rev: log.rev, conversation: viewOf(log) };
  }

  mark(id: string, byMe: boolean, pick: number, isRead: boolean): ToldFact[] {
    const log = this.logs.get(id);
    const userId = byMe ? me.id : (log?.otherId ?? "");
    const member = log?.members.get(userId);
    const seq = pick % ((log?.messages.length ?? 0) + 1);
    if (!log?.isMember || !member) return [];
    if (isRead ? seq <= member.readSeq : seq <= member.deliveredSeq) return [];
    const at = this.time();
    const deliveredSeq = Math.max(member.deliveredSeq, seq);
    const next = isRead ? { ...member, readSeq: seq, readAt: at, deliveredSeq } : { ...member, deliveredSeq };
    log.members.set(userId, next);
    const { readSeq } = next;
    const facts: ToldFact[] = [
      { name: "member:changed", payload: { conversationId: id, userId, readSeq, deliveredSeq, at } },
    ];
    if (byMe && isRead) facts.push(this.unreadChanged());
    return facts;
  }

  /** There is no fact for this. The next sync shows it. */
  lose(id: string): void {
    const log = this.logs.get(id);
    if (log) log.isMember = false;
    this.unreadRev++;
  }

  list(filter: ConversationFilter, limit: number, below: string | null) {
    const all = [...this.logs.values()]
      .filter(({ isMember, messages }) => isMember && messages.length > 0)
      .map((log) => viewOf(log))
      .filter(
        (row) =>
          (filter.unread === true && filter.status === undefined && filter.waiting === undefined) ||
          (row.archivedAt !== null || row.status === "ARCHIVED") === (filter.status === "ARCHIVED"),
      )
      .filter((row) => filter.unread === undefined || filter.unread === row.unread > 0)
      .filter((row) => filter.tag === undefined || row.tags.includes(filter.tag))
      .filter((row) => filter.side === undefined || filter.side === sideOf(row, me.id))
      .filter((row) => filter.waiting === undefined || filter.waiting === isWaiting(row))
      .sort((one, other) => (isAbove(filter, placeOf(filter, one), placeOf(filter, other)) ? -1 : 1))
      .filter((row) => below === null || isAbove(filter, below, placeOf(filter, row)));
    const items = all.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: all.length > limit && last ? placeOf(filter, last) : null };
  }

  page(
    id: string,
    place: { before?: number; after?: number; around?: number },
    limit: number,
  ): Message[] | null {
    const log = this.logs.get(id);
    if (!log?.isMember) return null;
    const all = this.shown(log);
    if (place.after !== undefined) return all.slice(place.after, place.after + limit);
    const end =
      place.around !== undefined
        ? place.around + Math.floor(limit / 2)
        : (place.before ?? all.length + 1) - 1;
    return all.slice(Math.max(0, end - limit), Math.max(0, end));
  }

  changes(id: string, since: number, isBare = false): Served | null {
    const log = this.logs.get(id);
    if (!log?.isMember) return null;
    const conversation = viewOf(log);
    const all = this.shown(log);
    const changed = all.filter(({ rev }) => rev > since);
    const reset = since > log.rev || (!isBare && changed.length > this.mostChanges);
    const messages = reset ? all.slice(-4) : isBare ? [] : changed;
    return { conversation, members: conversation.members, messages, reset };
  }

  marks(id: string): number {
    const members = [...(this.logs.get(id)?.members.values() ?? [])];
    return members.reduce((sum, { readSeq, deliveredSeq }) => sum + readSeq + deliveredSeq, 0);
  }

  sync(
    named: readonly { id: string; rev: number; ownRev: number; marks: number; messages: boolean }[],
    inbox: ConversationFilter,
  ) {
    const moved = named.filter(({ id, rev, ownRev, marks }) => {
      const log = this.logs.get(id);
      return log?.rev !== rev || log.ownRev !== ownRev || this.marks(id) !== marks;
    });
    return {
      conversations: moved.flatMap(({ id, rev, messages }) => this.changes(id, rev, !messages) ?? []),
      missing: named.map(({ id }) => id).filter((id) => !this.logs.get(id)?.isMember),
      inbox: this.list(inbox, 3, null),
      unread: this.unread(),
    };
  }

  messages(id: string): Message[] {
    const log = this.logs.get(id);
    return log ? this.shown(log) : [];
  }
}
