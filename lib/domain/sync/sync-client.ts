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
import { recordReading } from "../conversation/find-conversation";
import { listConversations } from "../conversation/list-conversations";
import { readChanges } from "../conversation/read-changes";

/**
 * Returns the named conversations that the actor may see. A row is complete only if its revision or its `ownRev` differs
 * or a watermark has moved. Watermarks only rise, so the client sends their sum, and a different sum means a change. The
 * sum uses the watermarks shown to the caller. Otherwise a blocked user could notice that the other person still reads.
 */
const revisions = (name: string, member: string): Statement => ({
  name,
  text: `SELECT c.id, m."userId" IS NULL AS "isForeign", c.rev <> w.rev
             OR COALESCE(m."ownRev", 0) + CASE WHEN c."customerId" = $1 THEN 0 ELSE c."sideRev" END <> w.own_rev
             OR (w.marks IS NOT NULL AND w.marks <> (
             SELECT sum(CASE WHEN o."heldMarks" IS NOT NULL AND o."userId" <> $1 AND $1 IN (c."customerId", c."sellerId")
                             THEN (o."heldMarks" ->> 'readSeq')::bigint + (o."heldMarks" ->> 'deliveredSeq')::bigint
                             ELSE o."readSeq"::bigint + o."deliveredSeq" END)
               FROM "Member" o WHERE o."conversationId" = c.id AND o."leftAt" IS NULL)) AS "hasMoved"
           FROM unnest($2::uuid[], $3::int[], $4::bigint[], $5::int[]) AS w(id, rev, marks, own_rev)
           ${member} "Member" m ON m."conversationId" = w.id AND m."userId" = $1 AND m."leftAt" IS NULL
           JOIN "Conversation" c ON c.id = w.id`,
});

const ofActor = revisions("sync-revisions", "JOIN");
/** An admin sees every conversation. */
const ofAnyone = revisions("sync-revisions-admin", "LEFT JOIN");

const byId: Statement = {
  name: "sync-conversations",
  text: `SELECT ${conversationColumns} FROM "Conversation" c WHERE c.id = ANY ($1::uuid[])`,
};

type Input = InputOf<typeof sync>;

export async function syncClient(actor: Actor, input: Input): Promise<Outcome<typeof sync>> {
  const [inbox, unread, changed] = await Promise.all([
    listConversations(actor, { side: input.side }),
    getUnread(actor),
    changesOf(actor, input.conversations),
  ]);
  return {
    data: { ...changed, inbox: inbox.data, unread: unread.data, serverTime: new Date().toISOString() },
  };
}

type Revision = { id: string; isForeign: boolean; hasMoved: boolean };

async function changesOf(actor: Actor, named: Input["conversations"]) {
  if (named.length === 0) return { conversations: [], missing: [] };
  const known = new Map(named.map((each) => [each.id, each]));
  const asked = [...known.values()];
  const values = [
    actor.userId,
    asked.map(({ id }) => id),
    asked.map(({ rev }) => rev),
    asked.map(({ marks }) => marks ?? null),
    asked.map(({ ownRev }) => ownRev),
  ];
  const found = await rows<Revision>(actor.role === "ADMIN" ? ofAnyone : ofActor, values);
  const shown = found.filter(({ hasMoved }) => hasMoved);
  const moved = shown.map(({ id }) => id);
  for (const { id } of shown.filter(({ isForeign }) => isForeign)) await recordReading(actor, id);
  const read = moved.length > 0 ? await rows<ConversationRow>(byId, [moved]) : [];
  const changes = await readChanges(
    read.map((row) => ({
      row,
      since: known.get(row.id)?.rev ?? 0,
      isBare: known.get(row.id)?.messages === false,
    })),
  );
  const seen = new Set(found.map(({ id }) => id));
  return {
    conversations: read.map((row, index) => ({
      conversation: viewConversation(row, actor.userId),
      members: viewMembers(row, actor.userId),
      messages: changes[index]?.messages ?? [],
      reset: changes[index]?.reset ?? false,
    })),
    missing: [...known.keys()].filter((id) => !seen.has(id)),
  };
}
