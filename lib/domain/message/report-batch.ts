// Turns what became of a batch into answers and facts.
import { previewOf } from "../../contract/content";
import type { Message, Unread } from "../../contract/entities";
import { AppError, notFound } from "../../contract/errors";
import type { Fact } from "../../contract/facts";
import { sideOfRole, waitingAfter } from "../../contract/sides";
import { type ConversationRow, presentMembers, viewConversation } from "../conversation/conversation-row";
import { viewMessage } from "./message-row";
import type { BatchOutcome, Judged, Outgoing, TouchedMember, Verdict } from "./send-batch";

/**
 * The result for one message. Null means that the caller must read the database and ask the members to sync: the
 * message was stored earlier and may never have been published, or too little of it is known here to publish it.
 */
export type Sent = { message: Message; facts: Fact[] } | null;

/**
 * The statement returns the state after the whole batch. Each fact carries the conversation as it was right after its
 * message, so that a client that has seen only some of the facts is never ahead of them. So the rows are first set back
 * to the state before the batch and then moved forward message by message. They are the cache's own objects and end
 * at the new revision.
 */
export function reportBatch(
  batch: readonly Outgoing[],
  { before, judged, members, totals }: BatchOutcome,
  conversations: ReadonlyMap<string, ConversationRow> | null,
): (Sent | Error)[] {
  if (conversations) {
    for (const [id, { sideRev }] of before) settle(conversations.get(id), sideRev, members.get(id) ?? []);
    for (const [index, { conversationId, senderId }] of batch.entries()) {
      if (judged[index]?.verdict === "new") countForOthers(conversations.get(conversationId), senderId, -1);
    }
  }
  return batch.map((outgoing, index) => {
    const row = judged[index];
    if (!row) return new Error("The statement said nothing of a message.");
    if (row.verdict === "stored") return null;
    if (row.verdict !== "new") return refusal(row.verdict);
    const conversation = conversations?.get(outgoing.conversationId);
    return conversation ? reportNew(outgoing, row, conversation, totals) : null;
  });
}

/**
 * The members' own numbers and the counters come from the statement, the rest from what was known of the conversation.
 * A row that was read after the statement may be newer than its counters say; the fact that tells of that has higher ones.
 */
function settle(row: ConversationRow | undefined, sideRev: number, touched: readonly TouchedMember[]): void {
  if (!row) return;
  row.sideRev = sideRev;
  if (row.status === "ARCHIVED") row.status = "ACTIVE";
  for (const now of touched) {
    const member = row.members.find(({ userId }) => userId === now.userId);
    if (member) Object.assign(member, now);
  }
}

function countForOthers(row: ConversationRow | undefined, senderId: string | null, by: 1 | -1): void {
  for (const member of row?.members ?? []) {
    if (member.userId !== senderId && member.leftAt === null) member.unread += by;
  }
}

function reportNew(
  outgoing: Outgoing,
  judged: Judged,
  row: ConversationRow,
  totals: Map<string, Unread>,
): NonNullable<Sent> {
  const message = viewNew(outgoing, judged, row);
  countForOthers(row, outgoing.senderId, 1);
  row.seq = message.seq;
  row.rev = message.rev;
  row.lastMessageId = message.id;
  row.lastPreview = previewOf(message);
  row.lastType = message.type;
  row.lastSenderId = message.senderId;
  row.lastPayload = message.type === "SYSTEM" ? message.payload : null;
  row.lastMessageAt = message.createdAt;
  for (const member of row.members)
    member.waitingSince = waitingAfter(sideOfRole(member.role), member.waitingSince, message);
  return { message, facts: tell(message, row, totals) };
}

function tell(message: Message, row: ConversationRow, totals: Map<string, Unread>): Fact[] {
  const { conversationId, rev } = message;
  const facts: Fact[] = [];
  for (const { userId } of presentMembers(row)) {
    const payload = { conversationId, rev, message, conversation: viewConversation(row, userId) };
    facts.push({ name: "message:sent", to: { users: [userId] }, payload });
    // The totals are those after the whole batch, so one message of it is enough to tell them.
    const total = totals.get(userId);
    if (!total) continue;
    facts.push({ name: "unread:changed", to: { users: [userId] }, payload: total });
    totals.delete(userId);
  }
  return facts;
}

function viewNew(outgoing: Outgoing, judged: Judged, { members }: ConversationRow): Message {
  const sender = members.find(({ userId }) => userId === outgoing.senderId);
  return viewMessage({
    id: outgoing.id,
    conversationId: outgoing.conversationId,
    seq: judged.seq,
    rev: judged.rev,
    senderId: outgoing.senderId,
    senderRole: sender?.role ?? "SYSTEM",
    senderName: sender?.name ?? null,
    type: outgoing.type,
    text: outgoing.text,
    payload: outgoing.payload,
    replyToId: outgoing.replyToId,
    replySeq: judged.replySeq,
    replyText: judged.replyText,
    replySenderName: judged.replySenderName,
    attachments: null,
    reactions: null,
    createdAt: judged.at,
    editedAt: null,
    deletedAt: null,
  });
}

/** Reports a message that was stored with other changes; the row is as it stands after all of them. */
export function reportTogether(
  outgoing: Outgoing,
  judged: Judged,
  totals: Map<string, Unread>,
  row: ConversationRow,
): NonNullable<Sent> {
  countForOthers(row, outgoing.senderId, -1);
  return reportNew(outgoing, judged, row, totals);
}

export function refusal(verdict: Exclude<Verdict, "stored">): AppError {
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
