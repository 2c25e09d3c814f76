// The two sides of a conversation, as its members' roles say. Admins are of neither.
import type { Conversation, Message } from "./entities";
import type { SenderRole, Side } from "./values";

export function sideOf({ members }: Pick<Conversation, "members">, userId: string): Side | null {
  return sideOfRole(members.find((member) => member.userId === userId)?.role);
}

export function sideOfRole(role: SenderRole | undefined): Side | null {
  if (role === "CUSTOMER") return "customer";
  return role === "SELLER" ? "seller" : null;
}

/**
 * Since when a side has something to answer, once this message is there: the first that it has not answered counts.
 * Messages of neither side, and automatic ones, are neither question nor answer.
 */
export function waitingAfter(
  side: Side | null,
  since: string | null,
  { senderRole, payload, createdAt }: Pick<Message, "senderRole" | "payload" | "createdAt">,
): string | null {
  const sender = sideOfRole(senderRole);
  if (side === null || sender === null || payload?.automatic !== undefined) return since;
  return sender === side ? null : (since ?? createdAt);
}

/** Returns true if the other side waits for an answer and the conversation is still open. */
export const isWaiting = ({ waitingSince, status }: Pick<Conversation, "waitingSince" | "status">): boolean =>
  waitingSince !== null && status !== "BLOCKED" && status !== "ENDED";
