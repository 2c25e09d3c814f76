import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { tagList } from "../../contract/commands";
import { limits } from "../../contract/limits";
import type { Outcome } from "../../contract/outcome";
import { rows, type Statement } from "../../server/db";

/** Read from the partial index of tagged conversations, so that it does not matter how many have no tag. */
const inUse: Statement = {
  name: "tag-list",
  text: `SELECT tag, count(*)::int AS conversations
           FROM "Conversation" c CROSS JOIN LATERAL unnest(c.tags) AS tag
          WHERE c."sellerId" = $1 AND cardinality(c.tags) > 0
          GROUP BY tag ORDER BY conversations DESC, tag LIMIT $2`,
};

export async function listTags(
  actor: Actor,
  _input: InputOf<typeof tagList>,
): Promise<Outcome<typeof tagList>> {
  const items = await rows<{ tag: string; conversations: number }>(inUse, [
    actor.userId,
    limits.tagSuggestions,
  ]);
  return { data: { items } };
}
