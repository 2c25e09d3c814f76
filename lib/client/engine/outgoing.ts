// How one entry of the outbox travels. A conversation that does not exist yet is opened by its first message, whose
// id stays the same on a retry; so does the conversation, since the server gives the same one for the same target.
import { type Envelope, success } from "../../contract/envelope";
import type { Call } from "../transport/transport";
import type { OutboxEntry, Send, Stored } from "./ports";

export const sender =
  (call: Call): Send =>
  async (entry, signal) => {
    const { conversationId, forwardOf } = entry;
    if (forwardOf !== undefined && conversationId !== null)
      return call("message:forward", { messageId: forwardOf, conversationId, id: entry.id }, { signal });
    const message = { id: entry.id, text: entry.text, replyToId: entry.replyTo?.id };
    if (conversationId !== null) return call("message:send", { conversationId, ...message }, { signal });
    return open(call, entry, message, signal);
  };

async function open(
  call: Call,
  { target }: OutboxEntry,
  message: { id: string; text: string },
  signal: AbortSignal,
): Promise<Envelope<Stored>> {
  if ("conversationId" in target) return call("message:send", { ...target, ...message }, { signal });
  const answer = await call("conversation:open", { ...target, message }, { signal });
  if (!answer.ok) return answer;
  const { conversation, message: stored } = answer.data;
  if (stored) return success({ message: stored, conversation });
  return call("message:send", { conversationId: conversation.id, ...message }, { signal });
}
