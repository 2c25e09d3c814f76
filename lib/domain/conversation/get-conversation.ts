import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { conversationGet } from "../../contract/commands";
import type { Outcome } from "../../contract/outcome";
import { viewConversation, viewMembers } from "./conversation-row";
import { findConversation } from "./find-conversation";

export async function getConversation(
  actor: Actor,
  { conversationId }: InputOf<typeof conversationGet>,
): Promise<Outcome<typeof conversationGet>> {
  const row = await findConversation(actor, conversationId);
  return {
    data: { conversation: viewConversation(row, actor.userId), members: viewMembers(row, actor.userId) },
  };
}
