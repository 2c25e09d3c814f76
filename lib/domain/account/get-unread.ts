import type { Actor } from "../../contract/actor";
import type { meUnread } from "../../contract/commands";
import type { Unread } from "../../contract/entities";
import type { Outcome } from "../../contract/outcome";
import { firstRow, type Statement } from "../../server/db";

const statement: Statement = {
  name: "unread-total",
  text: `SELECT messages, conversations, rev FROM "UnreadTotal" WHERE "userId" = $1`,
};

export async function getUnread(actor: Actor): Promise<Outcome<typeof meUnread>> {
  const total = await firstRow<Unread>(statement, [actor.userId]);
  return { data: total ?? { messages: 0, conversations: 0, rev: 0 } };
}
