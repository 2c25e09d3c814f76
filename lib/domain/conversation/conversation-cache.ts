// What a list row shows of a conversation besides its newest message hardly ever changes, so it is not read again
// for every message. A copy holds for one revision: since every change counts one, a conversation whose revision
// before a batch is that of the copy is the copy. Names of people are no part of that, hence the age limit.
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
 * The conversations as they were at these revisions, or, read anew, as they are now. The rows are the copies
 * themselves: whoever stored a change moves them on to the revision of that change.
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
