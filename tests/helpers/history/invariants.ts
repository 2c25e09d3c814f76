// Invariants of the database when no command is in progress, recounted from the rows.
import { expect } from "vitest";
import { preview } from "../../../lib/contract/preview";
import type { MemberRow } from "../../../lib/domain/conversation/conversation-row";
import { isoTimeOrNull, rows } from "../../../lib/server/db";
import type { Snapshot } from "./snapshot";

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** The log of one conversation has no gaps, its summary is right, and so are its members' counters. */
export function expectSoundLog({ row, messages }: Snapshot): void {
  expect(messages.map(({ seq }) => seq)).toEqual(upTo(row.seq));
  const times = messages.map(({ createdAt }) => createdAt);
  expect(times).toEqual([...times].sort());
  for (const { rev } of messages) expect(rev).toBeLessThanOrEqual(row.rev);
  const last = messages.at(-1);
  expect([row.lastMessageId, row.lastPreview, row.lastType, row.lastSenderId, row.lastMessageAt]).toEqual(
    last ? [last.id, preview(last.text), last.type, last.senderId, last.createdAt] : Array(5).fill(null),
  );
  for (const member of row.members) expectSoundMember(member, messages);
}

/** The time of the other side's first message after this side's last one. */
function waitingSinceOf({ role }: MemberRow, messages: Snapshot["messages"]): string | null {
  if (role !== "CUSTOMER" && role !== "SELLER") return null;
  const spoken = messages.filter(({ senderRole }) => senderRole === "CUSTOMER" || senderRole === "SELLER");
  const answered = spoken.findLastIndex(({ senderRole }) => senderRole === role);
  return spoken[answered + 1]?.createdAt ?? null;
}

function expectSoundMember(member: MemberRow, messages: Snapshot["messages"]): void {
  expect(isoTimeOrNull(member.waitingSince)).toBe(waitingSinceOf(member, messages));
  const unread = messages.filter(
    ({ seq, senderId }) => seq > member.readSeq && senderId !== member.userId,
  ).length;
  expect(member.unread).toBe(unread);
  expect(member.readSeq).toBeLessThanOrEqual(member.deliveredSeq);
  expect(member.deliveredSeq).toBeLessThanOrEqual(messages.length);
}

type Recount = { userId: string; told: number[]; counted: number[] };

/** Counters that are sums over other rows, and the log of receipts. */
export async function expectSoundSums(userIds: readonly string[]): Promise<void> {
  const totals = await rows<Recount>(
    {
      name: "",
      text: `SELECT t."userId", array[t.messages, t.conversations, t."customerMessages", t."customerConversations"] AS told,
               array[COALESCE(sum(m.unread), 0)::int, (count(*) FILTER (WHERE m.unread > 0))::int,
                     COALESCE(sum(m.unread) FILTER (WHERE m.role = 'CUSTOMER'), 0)::int,
                     (count(*) FILTER (WHERE m.unread > 0 AND m.role = 'CUSTOMER'))::int] AS counted
               FROM "UnreadTotal" t LEFT JOIN "Member" m ON m."userId" = t."userId"
              WHERE t."userId" = ANY ($1::uuid[]) GROUP BY t."userId"`,
    },
    [userIds],
  );
  for (const { told, counted } of totals) expect(told).toEqual(counted);
  const receipts = await rows<Recount>(
    {
      name: "",
      text: `SELECT m."userId", array[m."readSeq", m."deliveredSeq"] AS told,
               array[COALESCE(max(r.seq) FILTER (WHERE r.kind = 'READ'), 0), COALESCE(max(r.seq), 0)] AS counted
               FROM "Member" m LEFT JOIN "Receipt" r
                 ON r."conversationId" = m."conversationId" AND r."userId" = m."userId"
              WHERE m."userId" = ANY ($1::uuid[]) GROUP BY m."conversationId", m."userId"`,
    },
    [userIds],
  );
  for (const { told, counted } of receipts) expect(told).toEqual(counted);
  const inbox = await rows(
    {
      name: "",
      text: `SELECT c.id FROM "Member" m JOIN "Conversation" c ON c.id = m."conversationId"
              WHERE m."userId" = ANY ($1::uuid[]) AND m."leftAt" IS NULL
                AND m."lastMessageAt" IS DISTINCT FROM c."lastMessageAt"`,
    },
    [userIds],
  );
  expect(inbox).toEqual([]);
}

/** A deadlock is survived by a retry, but each costs a second, so there must be none. */
export async function deadlocksSoFar(): Promise<number> {
  await rows({ name: "", text: "SELECT pg_stat_force_next_flush()" }, []);
  const [found] = await rows<{ deadlocks: number }>(
    { name: "", text: "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()" },
    [],
  );
  return found?.deadlocks ?? 0;
}
