// Shared by edits, deletions and reactions: one change under the conversation's lock takes one revision.
import type { Actor } from "../../contract/actor";
import type { Message } from "../../contract/entities";
import { AppError, notFound } from "../../contract/errors";
import type { Fact } from "../../contract/facts";
import { type Connection, firstRow, rows, type Statement, transaction } from "../../server/db";
import { askToSync } from "../conversation/ask-to-sync";
import type { ConversationRow } from "../conversation/conversation-row";
import { presentMembers } from "../conversation/conversation-row";
import { lockConversation } from "../conversation/find-conversation";
import { asMessage, unsafeFindMessage, unsafeGetMessage, unsafeGetMessages } from "./find-message";
import type { MessageRow } from "./message-row";

export type Change = {
  connection: Connection;
  conversation: ConversationRow;
  message: MessageRow;
  /** The revision this change will have. Quotes of the message take those after it. */
  rev: number;
};

const locate: Statement = {
  name: "message-locate",
  text: `SELECT "conversationId" FROM "Message" WHERE id = $1`,
};

/**
 * Quotes show the current text of the quoted message, so they change with it. Each quote takes a separate revision, so
 * that a client that misses one fact sees the gap.
 */
const stamp: Statement = {
  name: "message-stamp",
  text: `WITH changed AS (
           SELECT id, ($2::int - 1 + row_number() OVER (ORDER BY id <> $1, seq))::int AS rev FROM "Message"
            WHERE id = $1 OR ($3 AND "replyToId" = $1 AND "deletedAt" IS NULL))
         UPDATE "Message" m SET rev = changed.rev, revised = true FROM changed
          WHERE m.id = changed.id RETURNING m.id, m.rev`,
};

const bump: Statement = {
  name: "conversation-bump",
  text: `UPDATE "Conversation" SET rev = $2 WHERE id = $1`,
};

/**
 * `apply` makes the change and says whether there was one: "text" when what the message says has changed,
 * "margin" for what stands beside it, null when everything is already as asked (a retry).
 */
export async function changeMessage(
  actor: Actor,
  messageId: string,
  apply: (change: Change) => Promise<"text" | "margin" | null>,
): Promise<{ data: { message: Message }; facts: Fact[] }> {
  const place = await firstRow<{ conversationId: string }>(locate, [messageId]);
  if (!place) throw notFound("message");
  return transaction(async (connection) => {
    const conversation = await asMessage(lockConversation(actor, place.conversationId, connection));
    const message = await unsafeFindMessage(messageId, connection);
    if (!message) throw notFound("message");
    const rev = conversation.rev + 1;
    const changed = await apply({ connection, conversation, message, rev });
    const users = presentMembers(conversation).map(({ userId }) => userId);
    if (!changed) {
      const asItIs = await unsafeGetMessage(messageId, connection);
      return { data: { message: asItIs }, facts: [askToSync(users)] };
    }

    const stamped = await rows<Stamped>(stamp, [messageId, rev, changed === "text"], connection);
    await rows(bump, [conversation.id, rev + stamped.length - 1], connection);
    const views = await viewNewest(stamped, connection);
    const own = views.find(({ id }) => id === messageId) ?? (await unsafeGetMessage(messageId, connection));
    const facts = views.map(
      (message): Fact => ({
        name: "message:changed",
        to: { users },
        payload: { conversationId: conversation.id, rev: message.rev, message },
      }),
    );
    return { data: { message: own }, facts };
  });
}

type Stamped = { id: string; rev: number };

const toldAtOnce = 100;

/** In revision order. If there are too many, only the last are published; clients see the gap and sync. */
function viewNewest(stamped: Stamped[], connection: Connection): Promise<Message[]> {
  const newest = stamped.sort((one, other) => one.rev - other.rev).slice(-toldAtOnce);
  return unsafeGetMessages(
    newest.map(({ id }) => id),
    connection,
  );
}

export function refuseIfClosed({ conversation }: Change): void {
  if (conversation.status === "BLOCKED") throw new AppError("blocked", "This conversation is blocked.");
  if (conversation.status === "ENDED") throw new AppError("blocked", "This conversation has ended.");
}

const keep: Statement = {
  name: "message-revision-keep",
  text: `INSERT INTO "MessageRevision" (id, "messageId", rev, text, payload, "replacedBy")
         SELECT gen_random_uuid(), id, rev, text, payload, $2 FROM "Message" WHERE id = $1`,
};

const rewrite: Statement = {
  name: "message-rewrite",
  text: `UPDATE "Message" SET text = $2, "editedAt" = COALESCE($3, "editedAt"), "deletedAt" = $4,
           payload = CASE WHEN $4::timestamptz IS NULL THEN payload END WHERE id = $1`,
};

const lastPreview: Statement = {
  name: "conversation-last-preview",
  text: `UPDATE "Conversation" SET "lastPreview" = $3 WHERE id = $1 AND "lastMessageId" = $2`,
};

/** Puts new words (or none) in a message's place; the old ones stay readable to admins. */
export async function replaceText(
  actor: Actor,
  { connection, message }: Change,
  next: { text: string | null; preview: string; editedAt?: Date; deletedAt?: Date },
): Promise<void> {
  await rows(keep, [message.id, actor.userId], connection);
  await rows(rewrite, [message.id, next.text, next.editedAt ?? null, next.deletedAt ?? null], connection);
  await rows(lastPreview, [message.conversationId, message.id, next.preview], connection);
}
