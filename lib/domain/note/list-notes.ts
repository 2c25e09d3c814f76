import { z } from "zod";
import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { noteList } from "../../contract/commands";
import { decodeCursor, encodeCursor } from "../../contract/cursor";
import type { Note } from "../../contract/entities";
import { limits } from "../../contract/limits";
import type { Outcome } from "../../contract/outcome";
import * as v from "../../contract/values";
import { rows, type Statement } from "../../server/db";
import { findConversation } from "../conversation/find-conversation";
import { noteColumns, refuseUnlessSellersSide } from "./note-row";

/** Newest first. Clients choose the ids, so ids say nothing about time and only break ties. */
const page: Statement = {
  name: "note-list",
  text: `SELECT ${noteColumns} FROM "Note" n JOIN "User" u ON u.id = n."authorId"
          WHERE n."conversationId" = $1 AND (n."createdAt", n.id) < ($2::timestamptz, $3::uuid)
          ORDER BY n."createdAt" DESC, n.id DESC LIMIT $4`,
};

const cursorShape = z.tuple([z.int().min(0).max(Date.UTC(9999, 0)), v.id]);
const fromTheNewest = ["infinity", "ffffffff-ffff-ffff-ffff-ffffffffffff"];

function decodeAfter(cursor: string): string[] {
  const [ms, id] = decodeCursor(cursor, cursorShape);
  return [new Date(ms).toISOString(), id];
}

export async function listNotes(
  actor: Actor,
  { conversationId, cursor, limit = limits.defaultPageItems }: InputOf<typeof noteList>,
): Promise<Outcome<typeof noteList>> {
  const conversation = await findConversation(actor, conversationId);
  refuseUnlessSellersSide(actor, conversation);
  const after = cursor ? decodeAfter(cursor) : fromTheNewest;
  const found = await rows<Note>(page, [conversationId, ...after, limit + 1]);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return {
    data: {
      items,
      nextCursor: found.length > limit && last ? encodeCursor([Date.parse(last.createdAt), last.id]) : null,
    },
  };
}
