// For what is stored and may never have been told: the process can die between the commit and the telling, and the
// answer of a commit can be lost. Whoever finds such a thing done already has everyone concerned ask.
import type { Fact } from "../../contract/facts";
import { rows, type Statement } from "../../server/db";

export const askToSync = (users: string[]): Fact => ({ name: "sync:required", to: { users }, payload: {} });

const present: Statement = {
  name: "member-present",
  text: `SELECT DISTINCT "userId" FROM "Member" WHERE "conversationId" = ANY ($1::uuid[]) AND "leftAt" IS NULL`,
};

export async function askMembersToSync(conversationIds: readonly string[]): Promise<Fact> {
  const found = await rows<{ userId: string }>(present, [conversationIds]);
  return askToSync(found.map(({ userId }) => userId));
}
