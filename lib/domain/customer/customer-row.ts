// How a customer is read for a seller: `$1` is the seller and `u` the customer's user.

/** For each customer (or the one given): how many deals, and what was spent in the currency of most of them. */
export const dealsBy = (customer: string) => `
  SELECT "customerId", sum(count)::bigint AS deals,
         (array_agg(spent ORDER BY count DESC, currency))[1] AS "spentMinor",
         (array_agg(currency ORDER BY count DESC, currency))[1] AS currency
    FROM (SELECT "customerId", currency, count(*) AS count, sum("totalMinor")::bigint AS spent FROM "Deal"
           WHERE "sellerId" = $1 AND status <> 'CANCELLED' ${customer} GROUP BY "customerId", currency) by_currency
   GROUP BY "customerId"`;

/** Someone who has blocked the seller shows them neither how to be reached nor when they were there. */
const hasBlocked = `EXISTS (SELECT 1 FROM "Block" WHERE "blockerId" = u.id AND "blockedId" = $1)`;

/** Only sellers who have a deal with the customer, or who invited them, see their email and phone. */
export const isReachable = `((u."invitedById" = $1 OR EXISTS (
    SELECT 1 FROM "Deal" WHERE "sellerId" = $1 AND "customerId" = u.id AND status <> 'CANCELLED')) AND NOT ${hasBlocked})`;

export const lastSeenAt = `CASE WHEN ${hasBlocked} THEN NULL ELSE u."lastSeenAt" END`;

/** The columns of a Customer, on top of `customerJoins`. */
export const customerColumns = `u.id, u.name, CASE WHEN r.yes THEN u.email END AS email,
       CASE WHEN r.yes THEN u.phone END AS phone, u."avatarUrl", ${lastSeenAt} AS "lastSeenAt", u."createdAt" AS "joinedAt",
       COALESCE(d.deals, 0) AS deals, COALESCE(d."spentMinor", 0) AS "spentMinor", d.currency,
       c.id AS "conversationId", COALESCE(c.unread, 0) AS unread`;

export const customerJoins = `
  CROSS JOIN LATERAL (SELECT ${isReachable} AS yes) r
  LEFT JOIN LATERAL (${dealsBy(`AND "customerId" = u.id`)}) d ON true
  LEFT JOIN LATERAL (
    SELECT (array_agg(c.id ORDER BY c."lastMessageAt" DESC, c.id DESC))[1] AS id, sum(m.unread)::int AS unread
      FROM "Conversation" c
      JOIN "Member" m ON m."conversationId" = c.id AND m."userId" = $1 AND m."leftAt" IS NULL
     WHERE c."sellerId" = $1 AND c."customerId" = u.id AND c."lastMessageAt" IS NOT NULL) c ON true`;
