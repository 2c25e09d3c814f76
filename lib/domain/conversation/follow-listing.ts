// A conversation keeps a copy of its listing from the first contact. Only the listing's availability is updated.

import type { Fact } from "../../contract/facts";
import { rows, type Statement } from "../../server/db";
import { readConversations } from "./conversation-cache";
import { conversationChanged } from "./conversation-facts";

const follow: Statement = {
  name: "conversation-follow-listing",
  text: `
WITH listing AS MATERIALIZED (
  SELECT id, status::text FROM "Listing" WHERE id = $1 FOR SHARE
), locked AS MATERIALIZED (
  SELECT c.id, l.status FROM listing l JOIN "Conversation" c ON c."listingId" = l.id
   WHERE c.snapshot ->> 'status' IS DISTINCT FROM l.status ORDER BY c.id FOR NO KEY UPDATE OF c
)
UPDATE "Conversation" c SET rev = c.rev + 1, snapshot = jsonb_set(c.snapshot, '{status}', to_jsonb(l.status))
  FROM locked l WHERE c.id = l.id RETURNING c.id`,
};

/**
 * Brings the listing's conversations to its status, as it is by now: another change may have overtaken the one that
 * asks. Tells all who are in them. Done twice it changes nothing.
 */
export async function followListing(listingId: string): Promise<Fact[]> {
  const moved = await rows<{ id: string }>(follow, [listingId]);
  const conversations = await readConversations(moved.map(({ id }) => id));
  return conversations.flatMap(conversationChanged);
}
