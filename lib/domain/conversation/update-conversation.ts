import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { conversationUpdate } from "../../contract/commands";
import { AppError } from "../../contract/errors";
import type { Fact } from "../../contract/facts";
import { limits } from "../../contract/limits";
import type { Outcome } from "../../contract/outcome";
import { type Connection, firstRow, isoTimeOrNull, rows, type Statement } from "../../server/db";
import { recordAudit } from "../audit/record-audit";
import { storeTogether } from "../message/store-together";
import { systemMessage } from "../message/system-message";
import { conversationChanged, ownSideChanged } from "./conversation-facts";
import { type ConversationRow, type MemberRow, seesNotes, viewConversation } from "./conversation-row";
import { unsafeIsBlocked } from "./find-block";
import { lockConversation, ownMember, unsafeFindConversation } from "./find-conversation";

type Input = InputOf<typeof conversationUpdate>;

const updateShared: Statement = {
  name: "conversation-update",
  text: `UPDATE "Conversation" SET rev = rev + $6, "sideRev" = "sideRev" + $7, status = COALESCE($2, status),
           priority = COALESCE($3, priority), tags = COALESCE($4, tags), "closedById" = $5 WHERE id = $1`,
};

const updateOwn: Statement = {
  name: "member-update",
  text: `UPDATE "Member" SET "ownRev" = "ownRev" + 1, "archivedAt" = $3, "pinnedAt" = $4, "mutedUntil" = $5
          WHERE "conversationId" = $1 AND "userId" = $2`,
};

/**
 * All fields of one request share one revision, and a request that changes nothing takes none. A change that only one
 * side sees increments counters of its own instead of `rev`, and only that side is told. When a moderator ends a
 * conversation, a system message says so. It takes a separate revision before this one.
 */
export async function updateConversation(
  actor: Actor,
  input: Input,
): Promise<Outcome<typeof conversationUpdate>> {
  const { data: conversation, facts } = await storeTogether({
    before: async (connection) => {
      const row = await lockConversation(actor, input.conversationId, connection);
      refuseUnlessAllowed(actor, row, input);
      await refuseToOpenBlocked(row, input, connection);
      // A conversation without messages is not listed, so it gets no system message either.
      const isEnd = input.status === "ENDED" && row.status !== "ENDED" && row.seq > 0;
      return {
        row,
        outgoing: isEnd && isModerator(actor, row) ? systemMessage(row.id, "conversation:ended") : null,
      };
    },
    also: async (connection, { row }) => {
      const changed = await apply(actor, row, input, connection);
      if (!Object.values(changed).includes(true)) return { data: viewConversation(row, actor.userId) };
      const after = (await unsafeFindConversation(row.id, connection)) ?? row;
      return { data: viewConversation(after, actor.userId), facts: tell(after, changed, actor) };
    },
  });
  if (!conversation) throw new Error("A new message was stored before.");
  return { data: { conversation }, facts };
}

/** Who sees a difference: everybody in the conversation, its seller's side, or the actor alone. */
type Changed = { forAll: boolean; forSide: boolean; forActor: boolean };

function tell(row: ConversationRow, { forAll, forSide }: Changed, actor: Actor): Fact[] {
  if (forAll) return conversationChanged(row);
  return ownSideChanged(row, (userId) => userId === actor.userId || (forSide && seesNotes(row, userId)));
}

const isShared = ({ status, priority, tags }: Input) =>
  [status, priority, tags].some((value) => value !== undefined);
const isOwn = ({ archived, pinned, mutedUntil }: Input) =>
  [archived, pinned, mutedUntil].some((value) => value !== undefined);

function refuseUnlessAllowed(actor: Actor, row: ConversationRow, input: Input): void {
  if (isOwn(input) && !ownMember(row, actor.userId))
    throw new AppError("forbidden", "Only members can archive, pin or mute a conversation.");
  if (!isShared(input) || actor.role === "ADMIN") return;
  if (row.sellerId !== actor.userId)
    throw new AppError("forbidden", "Status, priority and tags are set by the seller.");
  if (input.status && input.status !== row.status && row.closedById)
    throw new AppError("blocked", "A moderator has closed this conversation.");
  if (input.status && row.status === "BLOCKED")
    throw new AppError("blocked", "This conversation is blocked. Unblock it first.");
}

/** Not even a moderator opens what one of the two has closed to the other. */
async function refuseToOpenBlocked(row: ConversationRow, { status }: Input, connection: Connection) {
  const isClosed = row.status === "BLOCKED" || row.status === "ENDED";
  if (!isClosed || status === undefined || status === "ENDED") return;
  if (await unsafeIsBlocked(row, connection))
    throw new AppError("blocked", "One of the two has blocked the other.");
}

async function apply(
  actor: Actor,
  row: ConversationRow,
  input: Input,
  connection: Connection,
): Promise<Changed> {
  const tags = input.tags && [...new Set(input.tags)];
  const closedById = nextCloser(actor, row, input);
  const forAll = closedById !== row.closedById || (input.status !== undefined && input.status !== row.status);
  const forSide =
    (input.priority !== undefined && input.priority !== row.priority) ||
    (tags !== undefined && JSON.stringify(tags) !== JSON.stringify(row.tags));
  const own = ownMember(row, actor.userId);
  const next = own && nextOwn(own, input);
  const forActor = JSON.stringify(next) !== JSON.stringify(own && nextOwn(own, {}));
  if (forAll || forSide) {
    const shared = [input.status ?? null, input.priority ?? null, tags ?? null, closedById];
    await rows(updateShared, [row.id, ...shared, Number(forAll), Number(forSide)], connection);
  }
  if (own && next && forActor) {
    if (next.pinnedAt && !own.pinnedAt) await refuseIfTooManyPins(actor, connection);
    await rows(
      updateOwn,
      [row.id, actor.userId, next.archivedAt, next.pinnedAt, next.mutedUntil],
      connection,
    );
  }
  if ((forAll || forSide) && !own) {
    const details = {
      ...(input.status && { status: input.status }),
      ...(input.priority && { priority: input.priority }),
    };
    const entry = {
      action: "conversation:update",
      target: "conversation",
      targetId: row.id,
      details,
    } as const;
    await recordAudit(actor, entry, connection);
  }
  return { forAll, forSide, forActor };
}

const isModerator = (actor: Actor, { customerId, sellerId }: ConversationRow): boolean =>
  actor.role === "ADMIN" && ![customerId, sellerId].includes(actor.userId);

/** A moderator's end leaves its mark, also where the two had ended it themselves, and only a moderator takes it back. */
function nextCloser(actor: Actor, row: ConversationRow, { status }: Input): string | null {
  if (!isModerator(actor, row) || status === undefined) return row.closedById;
  return status === "ENDED" ? (row.closedById ?? actor.userId) : null;
}

/** One person's pins take turns, so that the count holds until the pin is in. */
const lockPinner: Statement = {
  name: "user-lock-pins",
  text: `SELECT id FROM "User" WHERE id = $1 FOR NO KEY UPDATE`,
};

const pinCount: Statement = {
  name: "member-pin-count",
  text: `SELECT count(*)::int AS pins FROM "Member" WHERE "userId" = $1 AND "pinnedAt" IS NOT NULL`,
};

async function refuseIfTooManyPins(actor: Actor, connection: Connection): Promise<void> {
  await firstRow(lockPinner, [actor.userId], connection);
  const found = await firstRow<{ pins: number }>(pinCount, [actor.userId], connection);
  if ((found?.pins ?? 0) >= limits.pins)
    throw new AppError("conflict", `You can pin at most ${limits.pins} conversations.`);
}

/** Archiving or pinning twice keeps the first time. */
function nextOwn(own: MemberRow, input: Partial<Input>) {
  const keepOrSet = (wanted: boolean | undefined, current: string | null) => {
    if (wanted === undefined) return current;
    return wanted ? (current ?? new Date().toISOString()) : null;
  };
  return {
    archivedAt: keepOrSet(input.archived, own.archivedAt),
    pinnedAt: keepOrSet(input.pinned, own.pinnedAt),
    mutedUntil: input.mutedUntil === undefined ? isoTimeOrNull(own.mutedUntil) : inUtc(input.mutedUntil),
  };
}

/** Written as the database's own times are, so that the two can be compared. */
const inUtc = (time: string | null): string | null => time && new Date(time).toISOString();
