import type { Fact } from "../../contract/facts";
import { type ConversationRow, presentMembers, viewConversation } from "./conversation-row";

/** Tells every member, each with their own view of the row. */
export function conversationChanged(row: ConversationRow): Fact[] {
  return presentMembers(row).map(({ userId }) => ({
    name: "conversation:changed",
    to: { users: [userId] },
    payload: { conversationId: row.id, rev: row.rev, conversation: viewConversation(row, userId) },
  }));
}
