// Tells clients to sync when a stored change may never have been published: the process can die between commit and
// publication, and the answer to a commit can be lost. A retry that finds its change already stored calls this.
import type { Fact } from "../../contract/facts";
import { rows, type Statement } from "../../server/db";

/** A conversation, named by its id or by one of its messages, that may have changed. */
export type UnconfirmedCommit = {
  kind: "conversation" | "message";
  id: string;
  /** The user whose side alone sees the change; null when everyone in the conversation sees it. */
  ofSide: string | null;
};

export const askToSync = (users: string[]): Fact => ({ name: "sync:required", to: { users }, payload: {} });

const present: Statement = {
  name: "member-present",
  text: `
SELECT DISTINCT m."userId" FROM unnest($1::text[], $2::uuid[], $3::uuid[]) AS d(kind, id, side)
  JOIN "Conversation" c ON c.id = CASE WHEN d.kind = 'conversation' THEN d.id
       ELSE (SELECT x."conversationId" FROM "Message" x WHERE x.id = d.id) END
  JOIN "Member" m ON m."conversationId" = c.id AND m."leftAt" IS NULL
 WHERE d.side IS NULL OR m."userId" = d.side OR c."customerId" NOT IN (m."userId", d.side)`,
};

export const askMembersToSync = (conversationId: string): Promise<Fact> =>
  askToSyncUnconfirmed([{ kind: "conversation", id: conversationId, ofSide: null }]);

export async function askToSyncUnconfirmed(commits: readonly UnconfirmedCommit[]): Promise<Fact> {
  const found = await rows<{ userId: string }>(present, [
    commits.map(({ kind }) => kind),
    commits.map(({ id }) => id),
    commits.map(({ ofSide }) => ofSide),
  ]);
  return askToSync(found.map(({ userId }) => userId));
}
