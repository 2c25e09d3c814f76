import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { typingSet } from "../../contract/commands";
import { AppError } from "../../contract/errors";
import type { Outcome } from "../../contract/outcome";
import type { ConversationStatus } from "../../contract/values";
import { firstRow, type Statement } from "../../server/db";
import { outsiderError } from "../conversation/refuse-outsider";

/** Returns the users who see the actor typing. Throws if the actor may not write in the conversation. */
export type FindAudience = (actor: Actor, conversationId: string) => Promise<readonly string[]>;

const others: Statement = {
  name: "typing-audience",
  text: `SELECT c.status, array_agg(m."userId"::text) FILTER (WHERE m."userId" <> $2) AS others
           FROM "Conversation" c JOIN "Member" m ON m."conversationId" = c.id AND m."leftAt" IS NULL
          WHERE c.id = $1 GROUP BY c.id HAVING bool_or(m."userId" = $2)`,
};

export const findTypingAudience: FindAudience = async (actor, conversationId) => {
  const values = [conversationId, actor.userId];
  const found = await firstRow<{ status: ConversationStatus; others: string[] | null }>(others, values);
  if (!found) throw await outsiderError(actor, conversationId);
  if (found.status === "BLOCKED" || found.status === "ENDED")
    throw new AppError("blocked", "Nothing can be written in this conversation.");
  return found.others ?? [];
};

/** Nothing is stored. Connected members get a fact, and clients let it expire. */
export async function setTyping(
  actor: Actor,
  { conversationId, typing }: InputOf<typeof typingSet>,
  findAudience: FindAudience = findTypingAudience,
): Promise<Outcome<typeof typingSet>> {
  const users = await findAudience(actor, conversationId);
  const payload = { conversationId, userId: actor.userId, typing };
  return {
    data: { conversationId, typing },
    facts: [{ name: "typing:changed", to: { users }, payload }],
  };
}
