// One answer to "what did I miss?": on connecting, on waking up, and whenever the server is not sure.
import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { sync } from "../../contract/commands";
import type { Outcome } from "../../contract/outcome";
import { rows, type Statement } from "../../server/db";
import { getUnread } from "../account/get-unread";
import {
  type ConversationRow,
  conversationColumns,
  viewConversation,
  viewMembers,
} from "../conversation/conversation-row";
import { listConversations } from "../conversation/list-conversations";
import { readChanges } from "../conversation/read-changes";

/** Those of the conversations named that are the actor's; the whole row only where the revision is another. */
const ofActor: Statement = {
  name: "sync-revisions",
  text: `SELECT c.id, c.rev, c.rev <> w.rev AS "hasMoved"
           FROM unnest($2::uuid[], $3::int[]) AS w(id, rev)
           JOIN "Member" m ON m."conversationId" = w.id AND m."userId" = $1 AND m."leftAt" IS NULL
           JOIN "Conversation" c ON c.id = w.id`,
};

const byId: Statement = {
  name: "sync-conversations",
  text: `SELECT ${conversationColumns} FROM "Conversation" c WHERE c.id = ANY ($1::uuid[])`,
};

type Input = InputOf<typeof sync>;

export async function syncClient(actor: Actor, input: Input): Promise<Outcome<typeof sync>> {
  const [inbox, unread, changed] = await Promise.all([
    listConversations(actor, {}),
    getUnread(actor),
    changesOf(actor, input.conversations),
  ]);
  return {
    data: { ...changed, inbox: inbox.data, unread: unread.data, serverTime: new Date().toISOString() },
  };
}

async function changesOf(actor: Actor, named: Input["conversations"]) {
  if (named.length === 0) return { conversations: [], missing: [] };
  const known = new Map(named.map(({ id, rev }) => [id, rev]));
  const values = [actor.userId, [...known.keys()], [...known.values()]];
  const found = await rows<{ id: string; hasMoved: boolean }>(ofActor, values);
  const moved = found.filter(({ hasMoved }) => hasMoved).map(({ id }) => id);
  const read = moved.length > 0 ? await rows<ConversationRow>(byId, [moved]) : [];
  const changes = await readChanges(read.map((row) => ({ row, since: known.get(row.id) ?? 0 })));
  const own = new Set(found.map(({ id }) => id));
  return {
    conversations: read.map((row, index) => ({
      conversation: viewConversation(row, actor.userId),
      members: viewMembers(row),
      messages: changes[index]?.messages ?? [],
      reset: changes[index]?.reset ?? false,
    })),
    missing: [...known.keys()].filter((id) => !own.has(id)),
  };
}
