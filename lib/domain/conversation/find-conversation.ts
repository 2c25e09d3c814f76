// Every read and every change of one conversation begins here: is it the actor's to see?
import type { Actor } from "../../contract/actor";
import { notFound } from "../../contract/errors";
import { type Connection, firstRow, type Statement } from "../../server/db";
import { recordAudit } from "../audit/record-audit";
import { type ConversationRow, conversationColumns, type MemberRow } from "./conversation-row";

const find: Statement = {
  name: "conversation-find",
  text: `SELECT ${conversationColumns} FROM "Conversation" c WHERE c.id = $1`,
};

const lock: Statement = {
  name: "conversation-lock",
  text: `SELECT id FROM "Conversation" WHERE id = $1 FOR NO KEY UPDATE`,
};

export const ownMember = (row: ConversationRow, userId: string): MemberRow | undefined =>
  row.members.find((member) => member.userId === userId && member.leftAt === null);

/** For reading. An admin may read what they are no member of, and that is written down. */
export async function findConversation(actor: Actor, conversationId: string): Promise<ConversationRow> {
  const row = await unsafeFindConversation(conversationId);
  if (row && ownMember(row, actor.userId)) return row;
  if (!row || actor.role !== "ADMIN") throw notFound("conversation");
  await recordReading(actor, conversationId);
  return row;
}

/** That an admin was shown a conversation in which they have no place. */
export const recordReading = (actor: Actor, targetId: string): Promise<void> =>
  recordAudit(actor, { action: "conversation:read", target: "conversation", targetId });

export const unsafeFindConversation = (
  conversationId: string,
  connection?: Connection,
): Promise<ConversationRow | undefined> => firstRow<ConversationRow>(find, [conversationId], connection);

/**
 * For changing, within a transaction: takes the conversation's row lock first, as every writer does, and then
 * reads with a fresh snapshot. Admins pass; whether they may do this very thing is the caller's to decide.
 */
export async function lockConversation(
  actor: Actor,
  conversationId: string,
  connection: Connection,
): Promise<ConversationRow> {
  await firstRow(lock, [conversationId], connection);
  const row = await unsafeFindConversation(conversationId, connection);
  if (!row || (actor.role !== "ADMIN" && !ownMember(row, actor.userId))) throw notFound("conversation");
  return row;
}
