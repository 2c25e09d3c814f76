import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { noteDelete } from "../../contract/commands";
import { AppError, notFound } from "../../contract/errors";
import type { Outcome } from "../../contract/outcome";
import { prisma } from "../../server/db";
import { findConversation } from "../conversation/find-conversation";
import { refuseUnlessSellersSide } from "./note-row";

export async function deleteNote(
  actor: Actor,
  { conversationId, noteId }: InputOf<typeof noteDelete>,
): Promise<Outcome<typeof noteDelete>> {
  refuseUnlessSellersSide(actor, await findConversation(actor, conversationId));
  const place = { id: noteId, conversationId };
  const { count } = await prisma().note.deleteMany({ where: { ...place, authorId: actor.userId } });
  if (count > 0) return { data: { deleted: true } };
  const foreign = await prisma().note.findFirst({ where: place, select: { id: true } });
  if (foreign) throw new AppError("forbidden", "Only its author can delete a note.");
  throw notFound("note");
}
