// Lists the changes after a revision. Clients use it both to start and to catch up.
import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { conversationChanges } from "../../contract/commands";
import type { Outcome } from "../../contract/outcome";
import { viewConversation, viewMembers } from "./conversation-row";
import { findConversation } from "./find-conversation";
import { readChanges } from "./read-changes";

export async function listChanges(
  actor: Actor,
  { conversationId, since }: InputOf<typeof conversationChanges>,
): Promise<Outcome<typeof conversationChanges>> {
  // The conversation is read first: what is committed between the two reads has a higher rev than the one told,
  // so the client asks for it again instead of missing it.
  const row = await findConversation(actor, conversationId);
  const [changes = { messages: [], reset: false }] = await readChanges([{ row, since }]);
  return {
    data: {
      conversation: viewConversation(row, actor.userId),
      members: viewMembers(row, actor.userId),
      ...changes,
    },
  };
}
