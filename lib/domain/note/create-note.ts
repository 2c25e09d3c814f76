import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { noteCreate } from "../../contract/commands";
import type { Note } from "../../contract/entities";
import { AppError } from "../../contract/errors";
import { limits } from "../../contract/limits";
import type { Outcome } from "../../contract/outcome";
import { type Connection, firstRow, type Statement, transaction } from "../../server/db";
import { recordAudit } from "../audit/record-audit";
import { lockConversation, ownMember } from "../conversation/find-conversation";
import { noteColumns, refuseUnlessSellersSide } from "./note-row";

type Input = InputOf<typeof noteCreate>;

const find: Statement = {
  name: "note-find",
  text: `SELECT n."conversationId", n."authorId", ${noteColumns} FROM "Note" n JOIN "User" u ON u.id = n."authorId"
          WHERE n.id = $1`,
};

const count: Statement = {
  name: "note-count",
  text: `SELECT count(*)::int AS count FROM "Note" WHERE "conversationId" = $1`,
};

const insert: Statement = {
  name: "note-insert",
  text: `INSERT INTO "Note" (id, "conversationId", "authorId", text) VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO NOTHING`,
};

/** The conversation's lock holds the count until the note is in. The same id again is the same note. */
export function createNote(actor: Actor, input: Input): Promise<Outcome<typeof noteCreate>> {
  return transaction(async (connection) => {
    const conversation = await lockConversation(actor, input.conversationId, connection);
    refuseUnlessSellersSide(actor, conversation);
    const stored = await findSame(actor, input, connection);
    if (stored) return { data: { note: stored } };

    const kept = await firstRow<{ count: number }>(count, [input.conversationId], connection);
    if (kept && kept.count >= limits.notes)
      throw new AppError("conflict", `A conversation holds at most ${limits.notes} notes.`);
    await firstRow(insert, [input.id, input.conversationId, actor.userId, input.text], connection);
    // Another request may have used this id concurrently, in another conversation. Then that note keeps it.
    const note = await findSame(actor, input, connection);
    if (!note) throw new AppError("unavailable", "Please try again.", { retryAfterMs: 100 });
    if (!ownMember(conversation, actor.userId)) {
      const entry = { action: "note:create", target: "conversation", targetId: conversation.id } as const;
      await recordAudit(actor, entry, connection);
    }
    return { data: { note } };
  });
}

type Stored = Note & { conversationId: string; authorId: string };

async function findSame(actor: Actor, input: Input, connection: Connection): Promise<Note | undefined> {
  const found = await firstRow<Stored>(find, [input.id], connection);
  if (!found) return undefined;
  const { conversationId, authorId, ...note } = found;
  const isSame =
    conversationId === input.conversationId && authorId === actor.userId && note.text === input.text;
  if (!isSame) throw new AppError("conflict", "Another note already has this id.");
  return note;
}
