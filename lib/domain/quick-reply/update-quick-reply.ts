import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { quickReplyUpdate } from "../../contract/commands";
import type { QuickReply } from "../../contract/entities";
import { notFound } from "../../contract/errors";
import type { Outcome } from "../../contract/outcome";
import { firstRow, postgresCode, type Statement } from "../../server/db";
import { quickReplyColumns, shortcutTaken } from "./quick-reply-row";

/** A retry finds everything as it asks for, and `updatedAt` stays. */
const update: Statement = {
  name: "quick-reply-update",
  text: `UPDATE "QuickReply"
            SET shortcut = COALESCE($3, shortcut), text = COALESCE($4, text),
                "updatedAt" = CASE WHEN shortcut = COALESCE($3, shortcut) AND text = COALESCE($4, text)
                                   THEN "updatedAt" ELSE now() END
          WHERE id = $1 AND "sellerId" = $2 RETURNING ${quickReplyColumns}`,
};

const uniqueViolation = "23505";

export async function updateQuickReply(
  actor: Actor,
  { id, shortcut, text }: InputOf<typeof quickReplyUpdate>,
): Promise<Outcome<typeof quickReplyUpdate>> {
  try {
    const quickReply = await firstRow<QuickReply>(update, [id, actor.userId, shortcut ?? null, text ?? null]);
    if (!quickReply) throw notFound("quick reply");
    return { data: { quickReply } };
  } catch (error) {
    if (postgresCode(error) === uniqueViolation) throw shortcutTaken();
    throw error;
  }
}
