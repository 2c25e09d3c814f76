import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { quickReplyCreate } from "../../contract/commands";
import type { QuickReply } from "../../contract/entities";
import { AppError } from "../../contract/errors";
import { limits } from "../../contract/limits";
import type { Outcome } from "../../contract/outcome";
import { uuidv7 } from "../../contract/uuid";
import { firstRow, type Statement, transaction } from "../../server/db";
import { quickReplyColumns, shortcutTaken } from "./quick-reply-row";

/** One seller's creations take turns, so that the count holds until the row is in. */
const lockSeller: Statement = {
  name: "quick-reply-lock-seller",
  text: `SELECT id FROM "User" WHERE id = $1 FOR NO KEY UPDATE`,
};

const count: Statement = {
  name: "quick-reply-count",
  text: `SELECT count(*)::int AS count FROM "QuickReply" WHERE "sellerId" = $1`,
};

const insert: Statement = {
  name: "quick-reply-insert",
  text: `INSERT INTO "QuickReply" (id, "sellerId", shortcut, text) VALUES ($1, $2, $3, $4)
         ON CONFLICT ("sellerId", shortcut) DO NOTHING RETURNING ${quickReplyColumns}`,
};

const existing: Statement = {
  name: "quick-reply-existing",
  text: `SELECT ${quickReplyColumns} FROM "QuickReply" WHERE "sellerId" = $1 AND shortcut = $2`,
};

/** Its shortcut names it: the same one with the same text is a retry, and answered with what is there. */
export function createQuickReply(
  actor: Actor,
  { shortcut, text }: InputOf<typeof quickReplyCreate>,
): Promise<Outcome<typeof quickReplyCreate>> {
  return transaction(async (connection) => {
    await firstRow(lockSeller, [actor.userId], connection);
    const known = await firstRow<QuickReply>(existing, [actor.userId, shortcut], connection);
    if (known && known.text !== text) throw shortcutTaken();
    if (known) return { data: { quickReply: known } };
    const kept = await firstRow<{ count: number }>(count, [actor.userId], connection);
    if (kept && kept.count >= limits.quickReplies)
      throw new AppError("conflict", `You can keep at most ${limits.quickReplies} quick replies.`);
    const values = [uuidv7(), actor.userId, shortcut, text];
    const quickReply = await firstRow<QuickReply>(insert, values, connection);
    if (!quickReply) throw shortcutTaken();
    return { data: { quickReply } };
  });
}
