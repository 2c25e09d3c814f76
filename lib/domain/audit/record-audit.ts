import type { Actor } from "../../contract/actor";
import { uuidv7 } from "../../contract/uuid";
import { type Connection, rows, type Statement } from "../../server/db";

type Entry = {
  action: string;
  target: "conversation" | "listing" | "message" | "user" | "search";
  targetId: string;
  reason?: string;
  details?: Record<string, string | number | boolean>;
};

const insert: Statement = {
  name: "audit-insert",
  text: `INSERT INTO "AuditEntry" (id, "actorId", action, target, "targetId", reason, details)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
};

export async function recordAudit(actor: Actor, entry: Entry, connection?: Connection): Promise<void> {
  const { action, target, targetId, reason = null, details = {} } = entry;
  await rows(insert, [uuidv7(), actor.userId, action, target, targetId, reason, details], connection);
}
