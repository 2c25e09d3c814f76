import type { Actor } from "../../contract/actor";
import { AppError } from "../../contract/errors";
import { limits } from "../../contract/limits";
import { rows, type Statement } from "../../server/db";

export type FlaggedConversation = {
  id: string;
  title: string | null;
  customerName: string;
  sellerName: string;
  flaggedAt: string;
};

/** Over the partial index of what is flagged, which is little. */
const list: Statement = {
  name: "conversation-list-flagged",
  text: `SELECT c.id, c.snapshot->>'title' AS title, b.name AS "customerName", s.name AS "sellerName",
                coalesce(c."flaggedAt", c."createdAt") AS "flaggedAt"
           FROM "Conversation" c JOIN "User" b ON b.id = c."customerId" JOIN "User" s ON s.id = c."sellerId"
          WHERE c."isFlagged" ORDER BY coalesce(c."flaggedAt", c."createdAt") DESC, c.id LIMIT $1`,
};

/** Newest first, across all conversations. For admins only. */
export async function listFlagged(actor: Actor): Promise<FlaggedConversation[]> {
  if (actor.role !== "ADMIN") throw new AppError("forbidden", "Only admins can see this.");
  return rows<FlaggedConversation>(list, [limits.defaultPageItems]);
}
