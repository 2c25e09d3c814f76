// Tells clients to sync when a stored change may never have been published: the process can die between commit and
// publication, and the answer to a commit can be lost. A retry that finds its change already stored calls this.
import type { Fact } from "../../contract/facts";
import { rows, type Statement } from "../../server/db";

/** A conversation, named by its id or by one of its messages, that may have changed. */
export type UnconfirmedCommit = { kind: "conversation" | "message"; id: string };

export const askToSync = (users: string[]): Fact => ({ name: "sync:required", to: { users }, payload: {} });

const present: Statement = {
  name: "member-present",
  text: `
SELECT DISTINCT "userId" FROM "Member" WHERE "leftAt" IS NULL AND "conversationId" IN (
  SELECT unnest($1::uuid[]) UNION SELECT "conversationId" FROM "Message" WHERE id = ANY ($2::uuid[])
)`,
};

export const askMembersToSync = (conversationId: string): Promise<Fact> =>
  askToSyncUnconfirmed([{ kind: "conversation", id: conversationId }]);

export async function askToSyncUnconfirmed(commits: readonly UnconfirmedCommit[]): Promise<Fact> {
  const idsOf = (kind: UnconfirmedCommit["kind"]) =>
    commits.filter((commit) => commit.kind === kind).map(({ id }) => id);
  const found = await rows<{ userId: string }>(present, [idsOf("conversation"), idsOf("message")]);
  return askToSync(found.map(({ userId }) => userId));
}
