// Caches the fields of a list row that hardly ever change, so that a new message does not read them again. An entry is
// valid for one revision: every change increments the revision, so an entry with the current revision is up to date.
// Renaming a person does not change the revision, so entries also expire by age.
import { rows, type Statement } from "../../server/db";
import { type ConversationRow, conversationColumns } from "./conversation-row";

type Copy = { row: ConversationRow; readAtMs: number };

const maxCopies = 20_000;
const maxAgeMs = 60_000;
const copies = new Map<string, Copy>();

const findMany: Statement = {
  name: "conversation-find-many",
  text: `SELECT ${conversationColumns} FROM "Conversation" c WHERE c.id = ANY ($1::uuid[])`,
};

/**
 * Returns the conversations at these revisions, or reads them as they are now. The rows are the cache's own objects:
 * the caller that stored a change updates them to the revision of that change.
 */
export async function conversationsAt(
  revisions: ReadonlyMap<string, number>,
): Promise<Map<string, ConversationRow>> {
  const found = new Map<string, ConversationRow>();
  const missing: string[] = [];
  const oldestMs = performance.now() - maxAgeMs;
  for (const [id, rev] of revisions) {
    const copy = copies.get(id);
    if (copy && copy.row.rev === rev && copy.readAtMs > oldestMs) found.set(id, copy.row);
    else missing.push(id);
  }
  if (missing.length > 0) {
    for (const row of await rows<ConversationRow>(findMany, [missing])) {
      found.set(row.id, row);
      keep(row, performance.now());
    }
  }
  return found;
}

function keep(row: ConversationRow, readAtMs: number): void {
  copies.delete(row.id);
  copies.set(row.id, { row, readAtMs });
  if (copies.size <= maxCopies) return;
  for (const oldest of copies.keys()) {
    copies.delete(oldest);
    return;
  }
}
