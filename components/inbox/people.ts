import type { Conversation, Person } from "@/lib/contract/entities";

/** With whom one talks. Whoever is neither customer nor seller has joined and talks with both. */
export function othersIn({ customer, seller }: Conversation, meId: string): Person[] {
  if (meId === customer.id) return [seller];
  return meId === seller.id ? [customer] : [customer, seller];
}

export const isMuted = ({ mutedUntil }: Conversation, nowMs: number): boolean =>
  mutedUntil !== null && Date.parse(mutedUntil) > nowMs;
