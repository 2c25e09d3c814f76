// Caches the fields of a list row that hardly ever change, so that a new message does not read them again. Every change
// increments one of the row's counters, so an entry is up to date while its counters are the current ones. Renaming a
// person changes no counter, so entries also expire by age.
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

/** The counters of a conversation at one moment. */
export type Version = {
  rev: number;
  sideRev: number;
  members: readonly { userId: string; ownRev: number }[];
};

/**
 * Returns the conversations at these versions, or reads them as they are now. The rows are the cache's own objects:
 * the caller that stored a change updates them to the version of that change.
 */
export async function conversationsAt(
  versions: ReadonlyMap<string, Version>,
): Promise<Map<string, ConversationRow>> {
  const found = new Map<string, ConversationRow>();
  const missing: string[] = [];
  const oldestMs = performance.now() - maxAgeMs;
  for (const [id, version] of versions) {
    const copy = copies.get(id);
    if (copy && copy.readAtMs > oldestMs && isAt(copy.row, version)) found.set(id, copy.row);
    else missing.push(id);
  }
  for (const row of await readConversations(missing)) found.set(row.id, row);
  return found;
}

const isAt = (row: ConversationRow, { rev, sideRev, members }: Version): boolean =>
  row.rev === rev &&
  row.sideRev === sideRev &&
  members.every(({ userId, ownRev }) =>
    row.members.some((member) => member.userId === userId && member.ownRev === ownRev),
  );

/** As they are now. */
export async function readConversations(ids: readonly string[]): Promise<ConversationRow[]> {
  if (ids.length === 0) return [];
  const read = await rows<ConversationRow>(findMany, [ids]);
  for (const row of read) keep(row, performance.now());
  return read;
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
