import type { Actor } from "../../contract/actor";
import { notFound } from "../../contract/errors";
import { firstRow, type Statement } from "../../server/db";
import { findConversation } from "./find-conversation";

const membership: Statement = {
  name: "member-check",
  text: `SELECT 1 AS yes FROM "Member" WHERE "conversationId" = $1 AND "userId" = $2 AND "leftAt" IS NULL`,
};

/** Lets members pass by one index look-up; for admins the visit is written down. */
export async function requireReader(actor: Actor, conversationId: string): Promise<void> {
  if (await firstRow(membership, [conversationId, actor.userId])) return;
  if (actor.role !== "ADMIN") throw notFound("conversation");
  await findConversation(actor, conversationId);
}
