// What changed after a revision. It is the catch-up path and the start-up path alike.
import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { conversationChanges } from "../../contract/commands";
import { limits } from "../../contract/limits";
import type { Outcome } from "../../contract/outcome";
import { rows, type Statement } from "../../server/db";
import { type MessageRow, messageColumns, messageJoins, viewMessage } from "../message/message-row";
import { type ConversationRow, viewConversation, viewMembers } from "./conversation-row";
import { findConversation } from "./find-conversation";

/**
 * New messages are among the last so many by seq, for each took one revision; older ones that changed are the
 * only ones in the partial index on rev. So an unrevised message costs the sender no entry in that index. Both
 * parts are bounded and their sum is not, for it may hold rows that changed since the conversation was read, and
 * those must not push out any that the client will not ask for again.
 */
const changed: Statement = {
  name: "conversation-changes",
  text: `SELECT ${messageColumns} FROM (
           SELECT * FROM (SELECT * FROM "Message" WHERE "conversationId" = $1 AND seq <= $4 ORDER BY seq DESC LIMIT $3) tail
            WHERE rev > $2
           UNION
           (SELECT * FROM "Message" WHERE "conversationId" = $1 AND revised AND rev > $2 ORDER BY rev LIMIT $3)
         ) m ${messageJoins} ORDER BY m.seq`,
};

const newest: Statement = {
  name: "conversation-newest",
  text: `SELECT ${messageColumns} FROM (
           SELECT * FROM "Message" WHERE "conversationId" = $1 ORDER BY seq DESC LIMIT $2
         ) m ${messageJoins} ORDER BY m.seq`,
};

export async function listChanges(
  actor: Actor,
  { conversationId, since }: InputOf<typeof conversationChanges>,
): Promise<Outcome<typeof conversationChanges>> {
  // The conversation is read first: what is committed between the two reads has a higher rev than the one told,
  // so the client asks for it again instead of missing it.
  const row = await findConversation(actor, conversationId);
  const { found, reset } = await readMessages(row, since);
  return {
    data: {
      conversation: viewConversation(row, actor.userId),
      members: viewMembers(row),
      messages: found.map(viewMessage),
      reset,
    },
  };
}

async function readMessages({ id, seq, rev }: ConversationRow, since: number) {
  if (since === rev) return { found: [], reset: false };
  // A revision that does not exist yet can only come from another history, such as before a restored backup.
  if (since < rev) {
    const most = Math.min(rev - since, limits.changedRows) + 1;
    const found = await rows<MessageRow>(changed, [id, since, most, seq]);
    if (found.length <= limits.changedRows) return { found, reset: false };
  }
  return { found: await rows<MessageRow>(newest, [id, limits.threadPageItems]), reset: true };
}
