import type { Fact } from "../../contract/facts";
import { type ConversationRow, presentMembers, viewConversation } from "./conversation-row";

/** Tells every member of a new revision, each with their own view of the row. */
export const conversationChanged = (row: ConversationRow): Fact[] =>
  presentMembers(row).map(({ userId }) => told(row, userId));

/** Tells some members of a change that only they see. It has no revision, so they learn of one only by the row. */
export const ownSideChanged = (row: ConversationRow, isTold: (userId: string) => boolean): Fact[] =>
  presentMembers(row)
    .filter(({ userId }) => isTold(userId))
    .map(({ userId }) => told(row, userId, { isOwn: true }));

const told = (row: ConversationRow, userId: string, isOwn: { isOwn?: true } = {}): Fact => ({
  name: "conversation:changed",
  to: { users: [userId] },
  payload: { conversationId: row.id, rev: row.rev, ...isOwn, conversation: viewConversation(row, userId) },
});
