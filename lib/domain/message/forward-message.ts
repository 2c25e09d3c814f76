import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { messageForward } from "../../contract/commands";
import { AppError, notFound } from "../../contract/errors";
import type { Outcome } from "../../contract/outcome";
import { findConversation } from "../conversation/find-conversation";
import { unsafeFindMessage } from "./find-message";
import { storeMessage } from "./send-message";

/** The copy says that it was forwarded and nothing of where from: its readers may not know that conversation. */
export async function forwardMessage(
  actor: Actor,
  { messageId, conversationId, id }: InputOf<typeof messageForward>,
): Promise<Outcome<typeof messageForward>> {
  const source = await unsafeFindMessage(messageId);
  if (!source) throw notFound("message");
  await findConversation(actor, source.conversationId).catch(() => {
    throw notFound("message");
  });
  if (source.deletedAt) throw new AppError("conflict", "This message has been deleted.");
  if (source.type !== "TEXT") throw new AppError("forbidden", "Only text can be forwarded.");
  return storeMessage({
    id,
    conversationId,
    senderId: actor.userId,
    type: source.type,
    text: source.text,
    payload: { forwarded: true },
    replyToId: null,
  });
}
