// Reads the database in the form that the checker needs.
import { rows } from "../../../lib/server/db";
import type { Kept, Stored, Totals } from "./history";

type Row = { id: string; rev: number; members: { userId: string; unread: number; ownRev: number }[] };

export async function readStored(
  conversationIds: readonly string[],
  userIds: readonly string[],
): Promise<Stored> {
  const conversations = await rows<Row>(
    {
      name: "",
      text: `SELECT c.id, c.rev, (SELECT json_agg(json_build_object('userId', m."userId", 'unread', m.unread,
                 'ownRev', m."ownRev" + CASE WHEN m."userId" = c."customerId" THEN 0 ELSE c."sideRev" END))
               FROM "Member" m WHERE m."conversationId" = c.id AND m."leftAt" IS NULL) AS members
               FROM "Conversation" c WHERE c.id = ANY ($1::uuid[])`,
    },
    [conversationIds],
  );
  const messages = await rows<Kept & { conversationId: string }>(
    {
      name: "",
      text: `SELECT id, "conversationId", seq, rev, "senderId", text FROM "Message"
              WHERE "conversationId" = ANY ($1::uuid[]) ORDER BY seq`,
    },
    [conversationIds],
  );
  const totals = await rows<{ userId: string } & Totals>(
    {
      name: "",
      text: `SELECT "userId", messages, conversations, rev FROM "UnreadTotal" WHERE "userId" = ANY ($1::uuid[])`,
    },
    [userIds],
  );
  return {
    conversations: conversations.map(({ id, rev, members }) => ({
      id,
      rev,
      members,
      messages: messages
        .filter(({ conversationId }) => conversationId === id)
        .map(({ conversationId: _, ...message }) => message),
    })),
    totals,
  };
}
