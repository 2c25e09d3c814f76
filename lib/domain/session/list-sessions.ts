import { z } from "zod";
import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { sessionList } from "../../contract/commands";
import { decodeCursor, encodeCursor } from "../../contract/cursor";
import type { SessionInfo } from "../../contract/entities";
import { limits } from "../../contract/limits";
import type { Outcome } from "../../contract/outcome";
import * as v from "../../contract/values";
import { rows, type Statement } from "../../server/db";

const list: Statement = {
  name: "session-list",
  text: `SELECT id, kind, "userAgent", address, "createdAt", "lastUsedAt", "expiresAt", id = $2 AS current
         FROM "Session"
         WHERE "userId" = $1 AND "revokedAt" IS NULL AND "expiresAt" > now()
           AND ($3::timestamptz IS NULL OR ("createdAt", id) < ($3, $4::uuid))
         ORDER BY "createdAt" DESC, id DESC
         LIMIT $5`,
};

const cursorValues = z.tuple([v.time, v.id]);

export async function listSessions(
  actor: Actor,
  { cursor, limit = limits.defaultPageItems }: InputOf<typeof sessionList>,
): Promise<Outcome<typeof sessionList>> {
  const [createdAt, id] = cursor ? decodeCursor(cursor, cursorValues) : [null, null];
  // One more than asked for tells whether there is a next page.
  const found = await rows<SessionInfo>(list, [actor.userId, actor.sessionId, createdAt, id, limit + 1]);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = found.length > limit && last ? encodeCursor([last.createdAt, last.id]) : null;
  return { data: { items, nextCursor } };
}
