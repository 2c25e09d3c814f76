import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { messageEdit } from "../../contract/commands";
import { kindOf, previewOf } from "../../contract/content";
import { AppError } from "../../contract/errors";
import { limits } from "../../contract/limits";
import type { Outcome } from "../../contract/outcome";
import { type Change, changeMessage, refuseIfClosed, replaceText } from "./change-message";

export function editMessage(
  actor: Actor,
  { messageId, text }: InputOf<typeof messageEdit>,
): Promise<Outcome<typeof messageEdit>> {
  return changeMessage(actor, messageId, async (change) => {
    refuseUnlessOwn(actor, change);
    if (change.message.text === text) return null;
    refuseIfClosed(change);
    refuseIfLate(change);
    const preview = previewOf({ ...change.message, text });
    await replaceText(actor, change, { text, preview, editedAt: new Date() });
    return "text";
  });
}

function refuseUnlessOwn(actor: Actor, { message }: Change): void {
  if (message.senderId !== actor.userId)
    throw new AppError("forbidden", "Only its sender can edit a message.");
  if (message.deletedAt) throw new AppError("conflict", "This message has been deleted.");
  if (!kindOf(message.type).can.edit)
    throw new AppError("forbidden", "This kind of message cannot be edited.");
}

function refuseIfLate({ message }: Change): void {
  if (Date.now() - Date.parse(message.createdAt) > limits.editWindowMs)
    throw new AppError("forbidden", "A message can be edited for 15 minutes only.");
}
