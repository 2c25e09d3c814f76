// What a conversation is about stays as it was at first contact, but for one thing: whether it is still to be had.

import type { Listing } from "../../contract/entities";
import type { Fact } from "../../contract/facts";
import { rows, type Statement } from "../../server/db";
import { conversationsAt } from "./conversation-cache";
import { conversationChanged } from "./conversation-facts";

const follow: Statement = {
  name: "conversation-follow-listing",
  text: `
WITH locked AS MATERIALIZED (
  SELECT c.id FROM "Conversation" c
   WHERE c."listingId" = $1 AND c.snapshot ->> 'status' IS DISTINCT FROM $2 ORDER BY c.id FOR NO KEY UPDATE
)
UPDATE "Conversation" c SET rev = c.rev + 1, snapshot = jsonb_set(c.snapshot, '{status}', to_jsonb($2::text))
  FROM locked l WHERE c.id = l.id RETURNING c.id, c.rev`,
};

/** Brings the listing's conversations to its status, and tells all who are in them. Done twice it changes nothing. */
export async function followListing(listingId: string, status: Listing["status"]): Promise<Fact[]> {
  const moved = await rows<{ id: string; rev: number }>(follow, [listingId, status]);
  const conversations = await conversationsAt(new Map(moved.map(({ id, rev }) => [id, rev])));
  return [...conversations.values()].flatMap(conversationChanged);
}
