import type { Actor } from "../../contract/actor";
import type { meUnread } from "../../contract/commands";
import type { Unread } from "../../contract/entities";
import type { Outcome } from "../../contract/outcome";
import { firstRow, type Statement } from "../../server/db";

const statement: Statement = {
  name: "unread-total",
  text: `SELECT messages, conversations FROM "UnreadTotal" WHERE "userId" = $1`,
};

export async function getUnread(actor: Actor): Promise<Outcome<typeof meUnread>> {
  return { data: (await firstRow<Unread>(statement, [actor.userId])) ?? { messages: 0, conversations: 0 } };
}
