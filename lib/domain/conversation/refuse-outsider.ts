import type { Actor } from "../../contract/actor";
import { AppError, notFound } from "../../contract/errors";
import { firstRow, type Statement } from "../../server/db";

const foreign: Statement = {
  name: "conversation-foreign",
  text: `SELECT 1 AS yes FROM "Conversation" c WHERE c.id = $1 AND NOT EXISTS (
           SELECT 1 FROM "Member" m WHERE m."conversationId" = c.id AND m."userId" = $2 AND m."leftAt" IS NULL)`,
};

/** The error for a user who is not a member: admins can see every conversation, but only act in their own. */
export async function outsiderError(actor: Actor, conversationId: string): Promise<AppError> {
  const isSeen = actor.role === "ADMIN" && (await firstRow(foreign, [conversationId, actor.userId]));
  return isSeen
    ? new AppError("forbidden", "Only members of the conversation can do this.")
    : notFound("conversation");
}
