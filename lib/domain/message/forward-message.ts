import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { messageForward } from "../../contract/commands";
import { kindOf } from "../../contract/content";
import { AppError, isAppError, notFound } from "../../contract/errors";
import type { Outcome } from "../../contract/outcome";
import { firstRow, type Statement } from "../../server/db";
import { askMembersToSync } from "../conversation/ask-to-sync";
import { findConversation } from "../conversation/find-conversation";
import { asMessage, unsafeFindMessage, unsafeGetMessage } from "./find-message";
import { storeAs } from "./send-message";

type Input = InputOf<typeof messageForward>;

/** A retry returns the stored message, even if the forwarded message was changed or deleted since. */
export async function forwardMessage(actor: Actor, input: Input): Promise<Outcome<typeof messageForward>> {
  try {
    return await forward(actor, input);
  } catch (error) {
    if (!isAppError(error) || error.code !== "conflict" || !(await wasForwarded(actor, input))) throw error;
    const message = await unsafeGetMessage(input.id);
    return { data: { message }, facts: [await askMembersToSync(input.conversationId)] };
  }
}

/** The copy says that it was forwarded and nothing of where from: its readers may not know that conversation. */
async function forward(actor: Actor, { messageId, conversationId, id }: Input) {
  const source = await unsafeFindMessage(messageId);
  if (!source) throw notFound("message");
  await asMessage(findConversation(actor, source.conversationId));
  if (source.deletedAt) throw new AppError("conflict", "This message has been deleted.");
  if (!kindOf(source.type).can.forward)
    throw new AppError("forbidden", "This kind of message cannot be forwarded.");
  return storeAs(actor, {
    id,
    conversationId,
    senderId: actor.userId,
    type: source.type,
    text: source.text,
    payload: { forwarded: true },
    replyToId: null,
  });
}

/** By what the copy said at first, and everything that the source ever said. */
const copyOf: Statement = {
  name: "message-copy-of",
  text: `SELECT 1 AS yes FROM "Message" m
           LEFT JOIN LATERAL (SELECT x.text, x.payload FROM "MessageRevision" x
             WHERE x."messageId" = m.id ORDER BY x.rev LIMIT 1) was ON true
          WHERE m.id = $1 AND m."conversationId" = $2 AND m."senderId" = $3
            AND COALESCE(was.payload, m.payload) @> '{"forwarded": true}'
            AND COALESCE(was.text, m.text) IN (
              SELECT text FROM "Message" WHERE id = $4 UNION ALL SELECT text FROM "MessageRevision" WHERE "messageId" = $4)`,
};

async function wasForwarded({ userId }: Actor, { id, conversationId, messageId }: Input): Promise<boolean> {
  return (await firstRow(copyOf, [id, conversationId, userId, messageId])) !== undefined;
}
