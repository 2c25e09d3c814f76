// One answer to "what did I miss?": on connecting, on waking up, and whenever the server is not sure.
import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { sync } from "../../contract/commands";
import type { Outcome } from "../../contract/outcome";
import { rows, type Statement } from "../../server/db";
import { getUnread } from "../account/get-unread";
import { listChanges } from "../conversation/list-changes";
import { listConversations } from "../conversation/list-conversations";

const revisions: Statement = {
  name: "sync-revisions",
  text: `SELECT c.id, c.rev FROM "Member" m JOIN "Conversation" c ON c.id = m."conversationId"
          WHERE m."userId" = $1 AND m."conversationId" = ANY ($2::uuid[]) AND m."leftAt" IS NULL`,
};

export async function syncClient(actor: Actor, input: InputOf<typeof sync>): Promise<Outcome<typeof sync>> {
  const known = new Map(input.conversations.map(({ id, rev }) => [id, rev]));
  // The inbox is read before the conversations: whatever arrives between the two reads is then in the later one.
  const [inbox, unread, found] = await Promise.all([
    listConversations(actor, {}),
    getUnread(actor),
    known.size > 0 ? rows<{ id: string; rev: number }>(revisions, [actor.userId, [...known.keys()]]) : [],
  ]);
  const moved = found.filter(({ id, rev }) => rev !== known.get(id));
  const changes = await Promise.all(
    moved.map(({ id }) => listChanges(actor, { conversationId: id, since: known.get(id) ?? 0 })),
  );
  const seen = new Set(found.map(({ id }) => id));
  return {
    data: {
      conversations: changes.map(({ data }) => data),
      missing: [...known.keys()].filter((id) => !seen.has(id)),
      inbox: inbox.data,
      unread: unread.data,
      serverTime: new Date().toISOString(),
    },
  };
}
