import type { Actor } from "../../contract/actor";
import { AppError } from "../../contract/errors";
import type { ConversationRow } from "../conversation/conversation-row";

/** The columns of a Note as the API shows it; `n` is the note and `u` its author. */
export const noteColumns = `n.id, json_build_object('id', u.id, 'name', u.name, 'avatarUrl', u."avatarUrl") AS author,
  n.text, n."createdAt", n."updatedAt"`;

/** The customer sees the conversation and never what the other side notes about it. */
export function refuseUnlessSellersSide(actor: Actor, conversation: ConversationRow): void {
  if (actor.userId === conversation.sellerId || actor.role === "ADMIN") return;
  throw new AppError("forbidden", "Notes are for the seller's side.");
}
