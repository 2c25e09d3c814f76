// Which page shows a conversation: the inbox what one buys, the dashboard what one sells. Nothing else decides that.
import type { Conversation } from "@/lib/contract/entities";
import { sideOf } from "@/lib/contract/sides";
import type { Side } from "@/lib/contract/values";

export type InboxBase = "/inbox" | "/dashboard/messages";
const bases: Record<Side, InboxBase> = { customer: "/inbox", seller: "/dashboard/messages" };

/** Admins are of neither side. They have an inbox with every conversation that they joined. */
export const baseOf = (side: Side | null): InboxBase => bases[side ?? "customer"];

/** `seq` names the message to show. */
export function addressOf(
  conversation: Pick<Conversation, "id" | "members">,
  meId: string,
  seq: number | null = null,
): string {
  return addressOn(sideOf(conversation, meId), conversation.id, seq);
}

/** The same where only the side is known. */
export const addressOn = (side: Side | null, id: string, seq: number | null = null): string =>
  `${baseOf(side)}/${id}${seq === null ? "" : `?message=${seq}`}`;

/** What the path of a page says: which inbox it is, if any, and which conversation is open in it. */
export function readAddress(pathname: string): { base: InboxBase | null; openId: string | null } {
  const base = Object.values(bases).find((each) => pathname === each || pathname.startsWith(`${each}/`));
  if (!base) return { base: null, openId: null };
  const rest = pathname.slice(base.length + 1).split("/")[0] ?? "";
  return { base, openId: /^[0-9a-f-]{36}$/.test(rest) ? rest : null };
}
