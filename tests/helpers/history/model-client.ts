// A minimal client: how facts and changes must be applied to reach the database's state.
import type { Conversation, Member, Message } from "../../../lib/contract/entities";
import { preview } from "../../../lib/contract/preview";
import type { State } from "./snapshot";
import type { ConversationFact } from "./world";

export type Changes = {
  conversation: Conversation;
  messages: readonly Message[];
  reset: boolean;
};

/** The missed changes in one piece. `reset` means that the held messages must be dropped. */
export function applyChanges(state: State, { conversation, messages, reset }: Changes): State {
  const next = new Map(reset ? [] : state.messages);
  for (const message of messages) putMessage(next, message);
  return { conversation, messages: next };
}

/** The state after a fact, or "gap" when an earlier revision is missing. */
export function applyFact(state: State, fact: ConversationFact, userId: string): State | "gap" {
  if (fact.name === "typing:changed") return state;
  if (fact.name === "member:changed") return moveMember(state, fact.payload, userId);
  const { rev } = fact.payload;
  const held = state.conversation;
  const isOwn = "isOwn" in fact.payload;
  if (rev > held.rev + (isOwn ? 0 : 1)) return "gap";
  const messages = new Map(state.messages);
  if ("message" in fact.payload) putMessage(messages, fact.payload.message);
  if (rev <= held.rev) {
    const told = "conversation" in fact.payload ? fact.payload.conversation : held;
    const isNewer = isOwn && told.ownRev > held.ownRev;
    return { conversation: isNewer ? { ...held, ...ownPart(told) } : held, messages };
  }
  if ("conversation" in fact.payload) {
    const conversation = adopt(held, fact.payload.conversation);
    return { conversation: recount(conversation, messages, userId), messages };
  }
  return { conversation: withPreview({ ...held, rev }, fact.payload.message), messages };
}

/** An older version never replaces a message. Quotes show its new text. */
function putMessage(messages: Map<string, Message>, message: Message): void {
  const held = messages.get(message.id);
  if (held && held.rev > message.rev) return;
  messages.set(message.id, message);
  for (const [id, other] of messages) {
    if (other.replyTo?.id !== message.id || other.rev > message.rev) continue;
    messages.set(id, { ...other, replyTo: { ...other.replyTo, preview: preview(message.text) } });
  }
}

function withPreview(conversation: Conversation, message: Message): Conversation {
  const last = conversation.lastMessage;
  if (last?.id !== message.id) return conversation;
  return { ...conversation, lastMessage: { ...last, preview: preview(message.text) } };
}

/** What only one side sees of a conversation. */
const ownPart = ({ ownRev, archivedAt, pinnedAt, mutedUntil, priority, tags }: Conversation) => ({
  ownRev,
  archivedAt,
  pinnedAt,
  mutedUntil,
  priority,
  tags,
});

/** Watermarks are not ordered by revisions, so the highest counts. */
function adopt(held: Conversation, next: Conversation): Conversation {
  const members = next.members.map((member) => {
    const before = held.members.find(({ userId }) => userId === member.userId);
    return before ? farthest(before, member) : member;
  });
  return { ...next, members, readSeq: Math.max(held.readSeq, next.readSeq) };
}

function farthest(one: Member, other: Member): Member {
  const deliveredSeq = Math.max(one.deliveredSeq, other.deliveredSeq);
  if (one.readSeq !== other.readSeq) return { ...(one.readSeq > other.readSeq ? one : other), deliveredSeq };
  const times = [one.readAt, other.readAt].filter((at) => at !== null).sort();
  return { ...one, readAt: times[0] ?? null, deliveredSeq };
}

type Moved = Extract<ConversationFact, { name: "member:changed" }>["payload"];

function moveMember({ conversation, messages }: State, moved: Moved, userId: string): State {
  const members = conversation.members.map((member) => {
    if (member.userId !== moved.userId) return member;
    const { readSeq, deliveredSeq, at } = moved;
    return farthest(member, { ...member, readSeq, deliveredSeq, readAt: readSeq > 0 ? at : null });
  });
  const own = moved.userId === userId ? moved.readSeq : 0;
  const next = { ...conversation, members, readSeq: Math.max(conversation.readSeq, own) };
  return { conversation: recount(next, messages, userId), messages };
}

function recount(conversation: Conversation, messages: Map<string, Message>, userId: string): Conversation {
  let unread = 0;
  for (const { seq, senderId } of messages.values())
    if (seq > conversation.readSeq && senderId !== userId) unread++;
  return { ...conversation, unread };
}
