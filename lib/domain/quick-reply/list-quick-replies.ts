import { z } from "zod";
import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { quickReplyList } from "../../contract/commands";
import { decodeCursor, encodeCursor } from "../../contract/cursor";
import type { QuickReply } from "../../contract/entities";
import { limits } from "../../contract/limits";
import type { Outcome } from "../../contract/outcome";
import * as v from "../../contract/values";
import { rows, type Statement } from "../../server/db";
import { quickReplyColumns } from "./quick-reply-row";

const page: Statement = {
  name: "quick-reply-list",
  text: `SELECT ${quickReplyColumns} FROM "QuickReply"
          WHERE "sellerId" = $1 AND shortcut > $2 ORDER BY shortcut LIMIT $3`,
};

const cursorShape = z.tuple([v.text(limits.shortcutChars)]);

export async function listQuickReplies(
  actor: Actor,
  { cursor, limit = limits.defaultPageItems }: InputOf<typeof quickReplyList>,
): Promise<Outcome<typeof quickReplyList>> {
  const [after] = cursor ? decodeCursor(cursor, cursorShape) : [""];
  const found = await rows<QuickReply>(page, [actor.userId, after, limit + 1]);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { data: { items, nextCursor: found.length > limit && last ? encodeCursor([last.shortcut]) : null } };
}
