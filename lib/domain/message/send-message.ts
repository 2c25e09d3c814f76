import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { messageSend } from "../../contract/commands";
import type { Message, Unread } from "../../contract/entities";
import { AppError, notFound } from "../../contract/errors";
import type { Fact } from "../../contract/facts";
import { limits } from "../../contract/limits";
import type { Answer, Outcome } from "../../contract/outcome";
import { preview } from "../../contract/preview";
import { type GroupCommit, groupCommit } from "../../server/db";
import {
  type ConversationRow,
  type MemberRow,
  presentMembers,
  viewConversation,
} from "../conversation/conversation-row";
import { unsafeGetMessage } from "./find-message";
import { type MessageRow, viewMessage } from "./message-row";
import { type BatchOutcome, type Judged, type Outgoing, sendBatch, type Verdict } from "./send-batch";

/** What was newly stored comes with its facts; what was stored before is answered from the database. */
type Sent = { message: Message; facts: Fact[] } | "stored";

export async function sendMessage(
  actor: Actor,
  input: InputOf<typeof messageSend>,
): Promise<Outcome<typeof messageSend>> {
  if (input.attachmentIds?.length) throw notFound("attachment");
  return storeMessage({
    id: input.id,
    conversationId: input.conversationId,
    senderId: actor.userId,
    type: input.type,
    text: input.text,
    payload: null,
    replyToId: input.replyToId ?? null,
  });
}

/** The one way for a message into a conversation, whoever wrote it and however it came about. */
export async function storeMessage(outgoing: Outgoing): Promise<Answer<{ message: Message }>> {
  const sent = await sendQueue().add(outgoing);
  if (sent !== "stored") return { data: { message: sent.message }, facts: sent.facts };
  return { data: { message: await unsafeGetMessage(outgoing.id) } };
}

const slotKey = Symbol.for("parley.sendQueue");
type SendQueue = GroupCommit<Outgoing, Sent>;

/** One queue a process, for the framework loads this module more than once. */
function sendQueue(): SendQueue {
  const holder = globalThis as unknown as Record<symbol, SendQueue | undefined>;
  const existing = holder[slotKey];
  if (existing) return existing;
  const created = groupCommit<Outgoing, Sent>({
    commit: async (batch) => report(batch, await sendBatch(batch)),
    lane: ({ conversationId }) => conversationId,
    key: ({ id }) => id,
    maxInFlight: limits.sendBatchesInFlight,
    maxBatch: limits.sendBatch,
    maxQueue: limits.sendQueue,
    timeoutMs: limits.sendQueueTimeoutMs,
  });
  holder[slotKey] = created;
  return created;
}

/**
 * Turns what became of a batch into answers and facts. The database tells of each conversation as it is after the
 * batch; going backwards, each message is told with the conversation as it was right after that message, so that
 * a client which sees one fact of several is never ahead of what it has seen.
 */
function report(
  batch: readonly Outgoing[],
  { judged, conversations, totals }: BatchOutcome,
): (Sent | Error)[] {
  const outcomes: (Sent | Error)[] = new Array(batch.length);
  for (let index = batch.length - 1; index >= 0; index--) {
    const outgoing = batch[index];
    const row = judged[index];
    if (!outgoing || !row) continue;
    const conversation = conversations.get(outgoing.conversationId);
    if (row.verdict === "new" && conversation)
      outcomes[index] = reportNew(outgoing, row, conversation, totals);
    else outcomes[index] = row.verdict === "stored" ? "stored" : refusal(row.verdict);
  }
  return outcomes;
}

function reportNew(
  outgoing: Outgoing,
  row: Judged,
  conversation: ConversationRow,
  totals: Map<string, Unread>,
): Sent {
  const message = viewMessage(toMessageRow(outgoing, row));
  conversation.seq = message.seq;
  conversation.rev = message.rev;
  conversation.lastMessageId = message.id;
  conversation.lastPreview = preview(message.text);
  conversation.lastType = message.type;
  conversation.lastSenderId = message.senderId;
  conversation.lastMessageAt = message.createdAt;
  const facts: Fact[] = [];
  for (const { userId } of presentMembers(conversation)) {
    const payload = { conversationId: message.conversationId, rev: message.rev, message };
    const seen = viewConversation(conversation, userId);
    facts.push({
      name: "message:sent",
      to: { users: [userId] },
      payload: { ...payload, conversation: seen },
    });
    // The totals are those after the whole batch, so one message of it is enough to tell them.
    const total = totals.get(userId);
    if (total) facts.push({ name: "unread:changed", to: { users: [userId] }, payload: total });
    totals.delete(userId);
  }
  conversation.members = conversation.members.map((member) => before(member, outgoing.senderId));
  return { message, facts };
}

const before = (member: MemberRow, senderId: string): MemberRow =>
  member.userId === senderId ? member : { ...member, unread: Math.max(0, member.unread - 1) };

function toMessageRow(outgoing: Outgoing, row: Judged): MessageRow {
  return {
    ...outgoing,
    seq: row.seq,
    rev: row.rev,
    senderRole: row.senderRole,
    senderName: row.senderName,
    replyText: row.replyText,
    replySenderName: row.replySenderName,
    attachments: null,
    reactions: null,
    createdAt: row.at,
    editedAt: null,
    deletedAt: null,
  };
}

function refusal(verdict: Exclude<Verdict, "stored">): AppError {
  switch (verdict) {
    case "conflict":
      return new AppError("conflict", "Another message already has this id.");
    case "blocked":
      return new AppError("blocked", "This conversation is blocked.");
    case "ended":
      return new AppError("blocked", "This conversation has ended.");
    case "suspended":
      return new AppError("blocked", "This account is suspended.");
    case "reply_not_found":
      return notFound("quoted message");
    case "not_found":
      return notFound("conversation");
    case "new":
      return new AppError("internal", "The message could not be stored. Please try again.");
  }
}
