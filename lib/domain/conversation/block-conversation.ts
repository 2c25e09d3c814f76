// A block applies to two people, so it closes all of their conversations, in both roles.
import type { Actor } from "../../contract/actor";
import type { InputOf, OutputOf } from "../../contract/command";
import type { conversationBlock } from "../../contract/commands";
import { AppError, notFound } from "../../contract/errors";
import type { Fact } from "../../contract/facts";
import type { Answer } from "../../contract/outcome";
import type { ConversationStatus } from "../../contract/values";
import { type Connection, firstRow, isoTimeOrNull, rows, type Statement, transaction } from "../../server/db";
import { conversationChanged } from "./conversation-facts";
import { viewConversation } from "./conversation-row";
import { lockPair } from "./find-block";
import { ownMember, unsafeFindConversation } from "./find-conversation";

type Input = InputOf<typeof conversationBlock>;
type Pair = { customerId: string; sellerId: string };
type Written = { opensOrCloses: boolean; told: Fact[] };

export const blockConversation = (actor: Actor, input: Input) =>
  change(actor, input, putBlock, ["ACTIVE", "ARCHIVED"], "BLOCKED");

export const unblockConversation = (actor: Actor, input: Input) =>
  change(actor, input, liftBlock, ["BLOCKED"], "ACTIVE");

const between = `(("customerId" = $1 AND "sellerId" = $2) OR ("customerId" = $2 AND "sellerId" = $1))`;

const lockBetween: Statement = {
  name: "conversation-lock-between",
  text: `SELECT id FROM "Conversation" WHERE ${between} ORDER BY id FOR NO KEY UPDATE`,
};

/** Conversations that a moderator has closed stay closed. */
const setStatus: Statement = {
  name: "conversation-set-status-between",
  text: `UPDATE "Conversation" SET status = $4, rev = rev + 1
          WHERE ${between} AND status = ANY ($3::"ConversationStatus"[]) AND "closedById" IS NULL RETURNING id`,
};

function change(
  actor: Actor,
  { conversationId }: Input,
  write: (actor: Actor, pair: Pair, connection: Connection) => Promise<Written>,
  from: ConversationStatus[],
  to: ConversationStatus,
): Promise<Answer<OutputOf<typeof conversationBlock>>> {
  return transaction(async (connection) => {
    const row = await unsafeFindConversation(conversationId, connection);
    if (!row || (!ownMember(row, actor.userId) && actor.role !== "ADMIN")) throw notFound("conversation");
    if (actor.userId !== row.customerId && actor.userId !== row.sellerId)
      throw new AppError("forbidden", "Only the customer and the seller can block each other.");
    const pair = [row.customerId, row.sellerId];
    await lockPair(row, connection);
    await rows(lockBetween, pair, connection);
    const facts: Fact[] = [];
    const { opensOrCloses, told } = await write(actor, row, connection);
    if (opensOrCloses) {
      const changed = await rows<{ id: string }>(setStatus, [...pair, from, to], connection);
      for (const { id } of changed) {
        const after = await unsafeFindConversation(id, connection);
        if (after) facts.push(...conversationChanged(after));
      }
    }
    facts.push(...told);
    const after = (await unsafeFindConversation(conversationId, connection)) ?? row;
    return { data: { conversation: viewConversation(after, actor.userId) }, facts };
  });
}

const insertBlock: Statement = {
  name: "block-insert",
  text: `INSERT INTO "Block" ("blockerId", "blockedId") VALUES ($1, $2) ON CONFLICT DO NOTHING`,
};

const deleteBlock: Statement = {
  name: "block-delete",
  text: `DELETE FROM "Block" WHERE "blockerId" = $1 AND "blockedId" = $2 RETURNING 1 AS lifted`,
};

const otherBlock: Statement = {
  name: "block-other",
  text: `SELECT 1 AS yes FROM "Block" WHERE "blockerId" = $1 AND "blockedId" = $2`,
};

const other = (actor: Actor, { customerId, sellerId }: Pair) =>
  actor.userId === customerId ? sellerId : customerId;

/** From now on the other one is shown how far the blocker had read by now. */
const holdMarks: Statement = {
  name: "member-hold-marks",
  text: `UPDATE "Member" m
            SET "heldMarks" = jsonb_build_object('readSeq', m."readSeq", 'deliveredSeq', m."deliveredSeq", 'readAt', m."readAt")
          WHERE m."userId" = $3 AND m."heldMarks" IS NULL
            AND m."conversationId" IN (SELECT id FROM "Conversation" WHERE ${between})`,
};

const showMarks: Statement = {
  name: "member-show-marks",
  text: `UPDATE "Member" m SET "heldMarks" = NULL
          WHERE m."userId" = $3 AND m."heldMarks" IS NOT NULL
            AND m."conversationId" IN (SELECT id FROM "Conversation" WHERE ${between})
      RETURNING m."conversationId", m."readSeq", m."deliveredSeq", m."readAt"`,
};

type Shown = { conversationId: string; readSeq: number; deliveredSeq: number; readAt: string | null };

async function putBlock(actor: Actor, pair: Pair, connection: Connection): Promise<Written> {
  await rows(insertBlock, [actor.userId, other(actor, pair)], connection);
  await rows(holdMarks, [pair.customerId, pair.sellerId, actor.userId], connection);
  return { opensOrCloses: true, told: [] };
}

/** The conversations open again unless the other one's block stands or there was none to lift. */
async function liftBlock(actor: Actor, pair: Pair, connection: Connection): Promise<Written> {
  const lifted = await rows(deleteBlock, [actor.userId, other(actor, pair)], connection);
  const isStillBlocked = await firstRow(otherBlock, [other(actor, pair), actor.userId], connection);
  if (isStillBlocked && lifted.length === 0)
    throw new AppError("forbidden", "Only who set a block can lift it.");
  const shown = await rows<Shown>(showMarks, [pair.customerId, pair.sellerId, actor.userId], connection);
  const to = { users: [other(actor, pair)] };
  const told = shown.map(({ readAt, ...marks }): Fact => {
    const at = isoTimeOrNull(readAt) ?? new Date().toISOString();
    return { name: "member:changed", to, payload: { ...marks, userId: actor.userId, at } };
  });
  return { opensOrCloses: lifted.length > 0 && !isStillBlocked, told };
}
