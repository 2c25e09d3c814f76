import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { messageDelete } from "../../contract/commands";
import { AppError } from "../../contract/errors";
import type { Outcome } from "../../contract/outcome";
import { recordAudit } from "../audit/record-audit";
import { changeMessage, replaceText } from "./change-message";

/** Also in a blocked or ended conversation: taking one's own words back is always possible. */
export function deleteMessage(
  actor: Actor,
  { messageId }: InputOf<typeof messageDelete>,
): Promise<Outcome<typeof messageDelete>> {
  return changeMessage(actor, messageId, async (change) => {
    const isOwn = change.message.senderId === actor.userId;
    if (!isOwn && actor.role !== "ADMIN")
      throw new AppError("forbidden", "Only its sender can delete a message.");
    if (change.message.deletedAt) return null;
    await replaceText(actor, change, { text: null, preview: "", deletedAt: new Date() });
    if (!isOwn) {
      const entry = { action: "message:delete", target: "message", targetId: messageId } as const;
      await recordAudit(actor, entry, change.connection);
    }
    return "text";
  });
}
