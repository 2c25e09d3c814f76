import type { Actor } from "../../contract/actor";
import type { meUnread } from "../../contract/commands";
import type { Unread } from "../../contract/entities";
import type { Outcome } from "../../contract/outcome";
import { firstRow, type Statement } from "../../server/db";
import { unreadJson } from "./unread-row";

const statement: Statement = {
  name: "unread-total",
  text: `SELECT ${unreadJson} AS unread FROM "UnreadTotal" t WHERE "userId" = $1`,
};

const nothing: Unread = {
  messages: 0,
  conversations: 0,
  rev: 0,
  asCustomer: { messages: 0, conversations: 0 },
};

export async function getUnread(actor: Actor): Promise<Outcome<typeof meUnread>> {
  const total = await firstRow<{ unread: Unread }>(statement, [actor.userId]);
  return { data: total?.unread ?? nothing };
}
