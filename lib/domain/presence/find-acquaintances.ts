// Decides whose presence a user may see.
import type { Actor } from "../../contract/actor";
import { rows, type Statement } from "../../server/db";

export type Acquaintance = { userId: string; lastSeenAt: string | null };

/** People who have blocked the actor show them nothing. */
const hasNotBlocked = `NOT EXISTS (SELECT 1 FROM "Block" WHERE "blockerId" = u.id AND "blockedId" = $2)`;

/** Neither of the two has left. */
const areMembers = `EXISTS (SELECT 1 FROM "Member" WHERE "conversationId" = c.id AND "userId" = $2 AND "leftAt" IS NULL)
  AND EXISTS (SELECT 1 FROM "Member" WHERE "conversationId" = c.id AND "userId" = u.id AND "leftAt" IS NULL)`;

/**
 * Finds people who joined one of the actor's conversations. Each half uses one of the indexes of inbox and archive.
 * EXISTS is not used, because the planner may then scan the memberships of everyone.
 */
const steppedIn = (archived: string) => `(
  SELECT true FROM "Member" them JOIN "Member" me ON me."conversationId" = them."conversationId"
   WHERE them."userId" = u.id AND them."lastMessageAt" IS NOT NULL AND them."leftAt" IS NULL
     AND them."archivedAt" ${archived} AND me."userId" = $2 AND me."leftAt" IS NULL LIMIT 1)`;

/**
 * Customer and seller are looked up by their pair, for a seller's own memberships may be tens of thousands. Only
 * admins are members beside those two, so only of admins are the memberships gone through.
 */
const find: Statement = {
  name: "presence-acquaintances",
  text: `
SELECT u.id AS "userId", u."lastSeenAt" FROM "User" u
 WHERE u.id = ANY ($1::uuid[]) AND ($3 OR ${hasNotBlocked} AND (
       EXISTS (SELECT 1 FROM "Conversation" c
                WHERE c."sellerId" = $2 AND c."customerId" = u.id AND c.seq > 0 AND ${areMembers})
    OR EXISTS (SELECT 1 FROM "Conversation" c
                WHERE c."sellerId" = u.id AND c."customerId" = $2 AND c.seq > 0 AND ${areMembers})
    OR (u.role = 'ADMIN' AND COALESCE(${steppedIn("IS NULL")}, ${steppedIn("IS NOT NULL")}))))`,
};

/** Filters these people to the ones who share a conversation with messages with the actor. Admins get all of them. */
export const findAcquaintances = (actor: Actor, userIds: readonly string[]): Promise<Acquaintance[]> =>
  rows<Acquaintance>(find, [userIds, actor.userId, actor.role === "ADMIN"]);
