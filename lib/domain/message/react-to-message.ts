import type { Actor } from "../../contract/actor";
import type { InputOf, OutputOf } from "../../contract/command";
import type { messageReact } from "../../contract/commands";
import { AppError } from "../../contract/errors";
import { limits } from "../../contract/limits";
import type { Answer } from "../../contract/outcome";
import { rows, type Statement } from "../../server/db";
import { ownMember } from "../conversation/find-conversation";
import { type Change, changeMessage, refuseIfClosed } from "./change-message";

const add: Statement = {
  name: "reaction-add",
  text: `INSERT INTO "Reaction" ("messageId", emoji, "userId") VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1 AS added`,
};

const remove: Statement = {
  name: "reaction-remove",
  text: `DELETE FROM "Reaction" WHERE "messageId" = $1 AND emoji = $2 AND "userId" = $3 RETURNING 1 AS removed`,
};

type Input = InputOf<typeof messageReact>;

export function reactToMessage(
  actor: Actor,
  { messageId, emoji }: Input,
): Promise<Answer<OutputOf<typeof messageReact>>> {
  return changeMessage(actor, messageId, async (change) => {
    refuseUnlessOpen(actor, change);
    const kinds = change.message.reactions ?? [];
    if (kinds.length >= limits.reactionKinds && !kinds.some((each) => each.emoji === emoji))
      throw new AppError("conflict", `A message holds at most ${limits.reactionKinds} kinds of reaction.`);
    const added = await rows(add, [messageId, emoji, actor.userId], change.connection);
    return added.length > 0 ? "margin" : null;
  });
}

export function unreactToMessage(
  actor: Actor,
  { messageId, emoji }: Input,
): Promise<Answer<OutputOf<typeof messageReact>>> {
  return changeMessage(actor, messageId, async (change) => {
    refuseUnlessOpen(actor, change);
    const removed = await rows(remove, [messageId, emoji, actor.userId], change.connection);
    return removed.length > 0 ? "margin" : null;
  });
}

function refuseUnlessOpen(actor: Actor, change: Change): void {
  if (!ownMember(change.conversation, actor.userId))
    throw new AppError("forbidden", "Only members of the conversation can react.");
  if (change.message.deletedAt) throw new AppError("conflict", "This message has been deleted.");
  refuseIfClosed(change);
}
