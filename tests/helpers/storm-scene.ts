// Many customers with many conversations each, for tests and benchmarks of a reconnect storm.
import { use } from "../../lib/server/slot";

const sellers = 200;
const conversationsEach = 20;

export type StormClient = { userId: string; conversationIds: string[] };

/** Customers with twenty conversations each and some messages in them, with a few hundred sellers in total. */
export async function makeStormScene(customers: number): Promise<StormClient[]> {
  const { pool } = use("database");
  await pool.query({ text: stormSql, values: [customers, sellers, conversationsEach] });
  const { rows } = await pool.query<StormClient>(
    `SELECT "userId", array_agg("conversationId"::text) AS "conversationIds"
       FROM "Member" m JOIN "User" u ON u.id = m."userId"
      WHERE u.name LIKE 'Storm customer%' GROUP BY "userId"`,
  );
  return rows;
}

const stormSql = `
WITH customers AS (
  INSERT INTO "User" (id, role, name) SELECT gen_random_uuid(), 'CUSTOMER', 'Storm customer ' || n
    FROM generate_series(1, $1) n RETURNING id
), sellers AS (
  INSERT INTO "User" (id, role, name) SELECT gen_random_uuid(), 'SELLER', 'Storm seller ' || n
    FROM generate_series(1, $2) n RETURNING id
), c AS (SELECT id, row_number() OVER () AS n FROM customers), s AS (SELECT id, row_number() OVER () AS n FROM sellers),
conversations AS (
  INSERT INTO "Conversation" (id, "customerId", "sellerId", snapshot, seq, rev, "lastMessageAt", "lastPreview", "lastType")
  SELECT gen_random_uuid(), c.id, s.id, '{"kind":"direct","id":null,"title":null,"priceMinor":null,"currency":null,"photoUrl":null,"status":null}',
         10, 10, now(), 'Hello', 'TEXT'
    FROM c CROSS JOIN generate_series(1, $3) k JOIN s ON s.n = (c.n * 7 + k) % $2 + 1
  RETURNING id, "customerId", "sellerId"
), members AS (
  INSERT INTO "Member" ("conversationId", "userId", role, "lastMessageAt", unread)
  SELECT id, "customerId", 'CUSTOMER'::"SenderRole", now(), 10 FROM conversations
  UNION ALL SELECT id, "sellerId", 'SELLER'::"SenderRole", now(), 0 FROM conversations
)
INSERT INTO "Message" (id, "conversationId", seq, rev, "senderId", "senderRole", type, text)
SELECT gen_random_uuid(), id, n, n, "sellerId", 'SELLER', 'TEXT', 'Hello, is there anything else you would like to know?'
  FROM conversations CROSS JOIN generate_series(1, 10) n`;
