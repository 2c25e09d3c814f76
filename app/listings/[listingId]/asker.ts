// Who looks at a listing, as far as talking about it goes.
import type { Asker } from "@/components/listing/chat-entry";
import type { Actor } from "@/lib/contract/actor";
import type { Listing } from "@/lib/contract/entities";
import type { Initial } from "@/lib/contract/initial";
import { getMe } from "@/lib/domain/account/get-me";
import { getUnread } from "@/lib/domain/account/get-unread";
import { listConversations } from "@/lib/domain/conversation/list-conversations";

/** Everybody but the owner asks as a customer, also someone who sells things of their own. */
export async function readAsker(actor: Actor | null, { id, sellerId }: Listing): Promise<Asker> {
  if (!actor) return { kind: "guest" };
  if (actor.userId === sellerId) return { kind: "owner" };
  const initial = await readInitial(actor, id);
  return { kind: "customer", initial };
}

async function readInitial(actor: Actor, listingId: string): Promise<Initial> {
  const [me, unread, mine] = await Promise.all([
    getMe(actor),
    getUnread(actor),
    listConversations(actor, { listingId, limit: 1 }),
  ]);
  const { id, name, role, avatarUrl } = me.data.user;
  // An admin may have stepped into somebody else's conversation about this listing, which is not their own question.
  const conversation = mine.data.items.find(({ customer }) => customer.id === actor.userId);
  return {
    me: { id, name, role, avatarUrl },
    unread: unread.data,
    conversation,
    serverTime: new Date().toISOString(),
  };
}
