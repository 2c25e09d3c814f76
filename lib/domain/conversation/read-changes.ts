// The messages that changed after a revision, for any number of conversations in one statement.
import type { Message } from "../../contract/entities";
import { limits } from "../../contract/limits";
import { rows, type Statement } from "../../server/db";
import { type MessageRow, messageColumns, messageJoins, viewMessage } from "../message/message-row";
import type { ConversationRow } from "./conversation-row";

/** `isBare`: without messages, unless everything starts over. */
export type Wanted = { row: ConversationRow; since: number; isBare?: boolean };
export type Changes = { messages: Message[]; reset: boolean };

/**
 * New messages are found by seq, because each took one revision. Older messages that changed are found by the partial
 * index on rev, which unchanged messages are not in, so sending does not write to it. Each part has a limit, but their
 * union has none: it may contain rows that changed after the conversation was read, and those must not push out rows
 * that the client will not request again.
 */
const changed: Statement = {
  name: "conversation-changes",
  text: `SELECT ${messageColumns}
           FROM unnest($1::uuid[], $2::int[], $3::int[], $4::int[]) AS w(id, since, most, seq)
          CROSS JOIN LATERAL (
            SELECT * FROM (SELECT * FROM "Message" x WHERE x."conversationId" = w.id AND x.seq <= w.seq
                            ORDER BY x.seq DESC LIMIT w.most) tail
             WHERE tail.rev > w.since
            UNION
            (SELECT * FROM "Message" x WHERE x."conversationId" = w.id AND x.revised AND x.rev > w.since
              ORDER BY x.rev LIMIT w.most)
          ) m ${messageJoins} ORDER BY m."conversationId", m.seq`,
};

const newest: Statement = {
  name: "conversation-newest",
  text: `SELECT ${messageColumns} FROM unnest($1::uuid[]) AS w(id)
          CROSS JOIN LATERAL (
            SELECT * FROM "Message" x WHERE x."conversationId" = w.id ORDER BY x.seq DESC LIMIT $2
          ) m ${messageJoins} ORDER BY m."conversationId", m.seq`,
};

/** In the order asked for. Where more changed than is sensible to list, the newest messages are given instead. */
export async function readChanges(wanted: readonly Wanted[]): Promise<Changes[]> {
  const listed = withinBudget(wanted.filter(({ row, since, isBare }) => since < row.rev && !isBare));
  const found = await byConversation(changed, listed.length > 0, [
    listed.map(({ row }) => row.id),
    listed.map(({ since }) => since),
    listed.map(mostRows),
    listed.map(({ row }) => row.seq),
  ]);
  const isListed = new Set(listed.map(({ row }) => row.id));
  const starting = wanted.filter(({ row, since, isBare }) => {
    if (since === row.rev || (since < row.rev && isBare)) return false;
    // A revision that does not exist yet can only come from another history, such as before a restored backup.
    return !isListed.has(row.id) || (found.get(row.id)?.length ?? 0) > limits.changedRows;
  });
  const startingIds = starting.map(({ row }) => row.id);
  const fresh = await byConversation(newest, starting.length > 0, [startingIds, limits.threadPageItems]);
  const isStarting = new Set(startingIds);
  return wanted.map(({ row: { id } }) => {
    const reset = isStarting.has(id);
    return { reset, messages: ((reset ? fresh : found).get(id) ?? []).map(viewMessage) };
  });
}

const mostRows = ({ row, since }: Wanted): number => Math.min(row.rev - since, limits.changedRows) + 1;

/** Together they may be too many for one answer; those past the bound start over. */
function withinBudget(wanted: readonly Wanted[]): Wanted[] {
  let left = limits.syncedRows;
  return wanted.filter((each) => {
    left -= mostRows(each);
    return left >= 0;
  });
}

async function byConversation(
  statement: Statement,
  isNeeded: boolean,
  values: readonly unknown[],
): Promise<Map<string, MessageRow[]>> {
  const grouped = new Map<string, MessageRow[]>();
  if (!isNeeded) return grouped;
  for (const row of await rows<MessageRow>(statement, values)) {
    const others = grouped.get(row.conversationId);
    if (others) others.push(row);
    else grouped.set(row.conversationId, [row]);
  }
  return grouped;
}
