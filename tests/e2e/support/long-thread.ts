// A conversation of any length, inserted directly into the database, because sending it would take hours.
import pg from "pg";
import { runningConnection } from "../../../lib/server/db/embedded";
import type { Scene } from "./people";

/** Both have read every message but the last `unread`. The customer and the seller write in turn. */
export async function lengthen(
  { conversation, customer, seller }: Scene,
  count: number,
  unread: number,
): Promise<void> {
  const dataDir = process.env.PARLEY_E2E_DATA_DIR;
  if (!dataDir) throw new Error("PARLEY_E2E_DATA_DIR names the data folder of the server under test.");
  const client = new pg.Client({ ...runningConnection(dataDir), statement_timeout: 0 });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query(
      `INSERT INTO "Message" (id, "conversationId", seq, rev, "senderId", "senderRole", type, text, "createdAt")
       SELECT gen_random_uuid(), $1::uuid, n, n, CASE WHEN n % 3 = 0 THEN $3::uuid ELSE $2::uuid END,
              (CASE WHEN n % 3 = 0 THEN 'SELLER' ELSE 'CUSTOMER' END)::"SenderRole", 'TEXT',
              'Message number ' || n || '.' || repeat(' And some more of it.', n % 7),
              now() - ($4::int - n) * interval '1 minute'
         FROM generate_series(1, $4::int) n`,
      [conversation.id, customer.id, seller.id, count],
    );
    await client.query(
      `UPDATE "Conversation" c SET seq = $2, rev = $2, "lastMessageId" = m.id, "lastPreview" = m.text,
              "lastType" = m.type, "lastSenderId" = m."senderId", "lastMessageAt" = m."createdAt"
         FROM "Message" m WHERE c.id = $1 AND m."conversationId" = c.id AND m.seq = $2`,
      [conversation.id, count],
    );
    await client.query(
      `UPDATE "Member" m SET "readSeq" = CASE WHEN "userId" = $3 THEN $2::int - $4::int ELSE $2 END, "deliveredSeq" = $2,
              "lastMessageAt" = now(),
              unread = CASE WHEN "userId" = $3 THEN (SELECT count(*) FROM "Message" x WHERE x."conversationId" = $1
                AND x.seq > $2::int - $4::int AND x."senderId" <> $3) ELSE 0 END
        WHERE "conversationId" = $1`,
      [conversation.id, count, seller.id, unread],
    );
    await client.query(
      `UPDATE "UnreadTotal" SET messages = (SELECT sum(unread) FROM "Member" WHERE "userId" = $1), conversations = 1
        WHERE "userId" = $1`,
      [seller.id],
    );
    await client.query("COMMIT");
  } finally {
    await client.end();
  }
}
