// For what is stored and may never have been told: the process can die between the commit and the telling, and the
// answer of a commit can be lost. Whoever finds such a thing done already has everyone concerned ask.
import type { Fact } from "../../contract/facts";
import { rows, type Statement } from "../../server/db";

/** A conversation, named by itself or by one of its messages, in which something may have changed. */
export type Doubt = { kind: "conversation" | "message"; id: string };

export const askToSync = (users: string[]): Fact => ({ name: "sync:required", to: { users }, payload: {} });

const present: Statement = {
  name: "member-present",
  text: `
SELECT DISTINCT "userId" FROM "Member" WHERE "leftAt" IS NULL AND "conversationId" IN (
  SELECT unnest($1::uuid[]) UNION SELECT "conversationId" FROM "Message" WHERE id = ANY ($2::uuid[])
)`,
};

export const askMembersToSync = (conversationId: string): Promise<Fact> =>
  askAboutDoubts([{ kind: "conversation", id: conversationId }]);

export async function askAboutDoubts(doubts: readonly Doubt[]): Promise<Fact> {
  const idsOf = (kind: Doubt["kind"]) => doubts.filter((doubt) => doubt.kind === kind).map(({ id }) => id);
  const found = await rows<{ userId: string }>(present, [idsOf("conversation"), idsOf("message")]);
  return askToSync(found.map(({ userId }) => userId));
}
