import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { typingSet } from "../../contract/commands";
import { notFound } from "../../contract/errors";
import type { Outcome } from "../../contract/outcome";
import { firstRow, type Statement } from "../../server/db";

const others: Statement = {
  name: "typing-audience",
  text: `SELECT array_agg(m."userId"::text) FILTER (WHERE m."userId" <> $2) AS others FROM "Member" m
          WHERE m."conversationId" = $1 AND m."leftAt" IS NULL HAVING bool_or(m."userId" = $2)`,
};

/** Nothing is stored: whoever is there hears of it, and clients forget it by themselves. */
export async function setTyping(
  actor: Actor,
  { conversationId, typing }: InputOf<typeof typingSet>,
): Promise<Outcome<typeof typingSet>> {
  const audience = await firstRow<{ others: string[] | null }>(others, [conversationId, actor.userId]);
  if (!audience) throw notFound("conversation");
  const payload = { conversationId, userId: actor.userId, typing };
  return {
    data: { conversationId, typing },
    facts: [{ name: "typing:changed", to: { users: audience.others ?? [] }, payload }],
  };
}
