// A conversation in the database at one instant, and each member's view of it.
import type { Conversation, Message } from "../../../lib/contract/entities";
import { type ConversationRow, viewConversation } from "../../../lib/domain/conversation/conversation-row";
import { unsafeFindConversation } from "../../../lib/domain/conversation/find-conversation";
import {
  type MessageRow,
  messageColumns,
  messageJoins,
  viewMessage,
} from "../../../lib/domain/message/message-row";
import { rows } from "../../../lib/server/db";
import { use } from "../../../lib/server/slot";

/** A conversation as one user's client holds it. */
export type State = { conversation: Conversation; messages: Map<string, Message> };

export type Snapshot = { row: ConversationRow; messages: Message[] };

/** Both reads use one snapshot, so concurrent writes do not matter. */
export async function takeSnapshot(conversationId: string): Promise<Snapshot> {
  const client = await use("database").pool.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const row = await unsafeFindConversation(conversationId, client);
    const text = `SELECT ${messageColumns} FROM "Message" m ${messageJoins} WHERE m."conversationId" = $1 ORDER BY m.seq`;
    const found = await rows<MessageRow>({ name: "", text }, [conversationId], client);
    await client.query("COMMIT");
    if (!row) throw new Error("The conversation is gone.");
    return { row, messages: found.map(viewMessage) };
  } finally {
    client.release();
  }
}

export const stateOf = ({ row, messages }: Snapshot, userId: string): State => ({
  conversation: viewConversation(row, userId),
  messages: new Map(messages.map((message) => [message.id, message])),
});

export const inOrder = ({ messages }: State): Message[] =>
  [...messages.values()].sort((one, other) => one.seq - other.seq);

/** Watermarks move without a revision, so they are not part of the state of a revision. */
export function versioned({ unread: _, readSeq: __, members, ...rest }: Conversation) {
  return { ...rest, members: members.map(({ userId, name, role }) => ({ userId, name, role })) };
}
