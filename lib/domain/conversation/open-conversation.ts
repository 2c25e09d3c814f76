import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { conversationOpen } from "../../contract/commands";
import type { Subject } from "../../contract/entities";
import { AppError, notFound } from "../../contract/errors";
import type { Outcome } from "../../contract/outcome";
import { uuidv7 } from "../../contract/uuid";
import { type Connection, firstRow, rows, type Statement, transaction } from "../../server/db";
import { sendMessage } from "../message/send-message";
import { viewConversation } from "./conversation-row";
import { lockPair, unsafeIsBlocked } from "./find-block";
import { findConversation } from "./find-conversation";
import { findParties, type Parties } from "./find-parties";

type Input = InputOf<typeof conversationOpen>;

/**
 * Returns the existing conversation if these two people already have one about this subject. If two requests open it
 * at the same time, the unique index lets one create it and the other returns the same conversation.
 */
export async function openConversation(
  actor: Actor,
  input: Input,
): Promise<Outcome<typeof conversationOpen>> {
  const parties = await findParties(actor, input);
  const existingId = await findExisting(parties);
  if (!existingId) refuseIfNotAllowed(actor, parties, input);
  const { id, created } = existingId ? { id: existingId, created: false } : await create(parties);

  const sent = input.message ? await sendMessage(actor, { ...input.message, conversationId: id }) : undefined;
  const row = await findConversation(actor, id);
  return {
    data: { conversation: viewConversation(row, actor.userId), created, message: sent?.data.message ?? null },
    facts: sent?.facts,
  };
}

const existing: Statement = {
  name: "conversation-existing",
  text: `SELECT id FROM "Conversation"
          WHERE "listingId" IS NOT DISTINCT FROM $1 AND "dealId" IS NOT DISTINCT FROM $2
            AND "customerId" = $3 AND "sellerId" = $4`,
};

async function findExisting({ listingId, dealId, customerId, sellerId }: Parties, connection?: Connection) {
  const found = await firstRow<{ id: string }>(
    existing,
    [listingId, dealId, customerId, sellerId],
    connection,
  );
  return found?.id;
}

function refuseIfNotAllowed(actor: Actor, parties: Parties, { message }: Input): void {
  if (parties.refusal) throw parties.refusal;
  if (actor.userId === parties.customerId || actor.userId === parties.sellerId) return;
  if (actor.role !== "ADMIN") throw notFound("conversation");
  // Before there is a conversation in which they would have no place.
  if (message) throw new AppError("forbidden", "Only members of the conversation can do this.");
}

const insert: Statement = {
  name: "conversation-insert",
  text: `INSERT INTO "Conversation" (id, "listingId", "dealId", "customerId", "sellerId", snapshot)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING id`,
};

/** The side belongs to the conversation: a seller who asks about another seller's listing is its customer. */
const insertMembers: Statement = {
  name: "member-insert-both",
  text: `INSERT INTO "Member" ("conversationId", "userId", role)
         SELECT $1, u.id, (CASE WHEN u.role = 'ADMIN' THEN 'ADMIN' WHEN u.id = $2 THEN 'CUSTOMER' ELSE 'SELLER' END)::"SenderRole"
           FROM "User" u WHERE u.id IN ($2, $3)`,
};

function create(parties: Parties): Promise<{ id: string; created: boolean }> {
  const { listingId, dealId, customerId, sellerId } = parties;
  return transaction(async (connection) => {
    const id = uuidv7();
    const snapshot: Subject = parties.subject;
    await lockPair(parties, connection);
    const made = await rows(insert, [id, listingId, dealId, customerId, sellerId, snapshot], connection);
    if (made.length > 0) {
      if (await unsafeIsBlocked(parties, connection))
        throw new AppError("blocked", "One of you has blocked the other.");
      await rows(insertMembers, [id, customerId, sellerId], connection);
      return { id, created: true };
    }
    const other = await findExisting(parties, connection);
    if (!other) throw new AppError("unavailable", "Please try again.", { retryAfterMs: 100 });
    return { id: other, created: false };
  });
}
