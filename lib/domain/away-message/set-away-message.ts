import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { awayMessageSet } from "../../contract/commands";
import type { Outcome } from "../../contract/outcome";
import { rows, type Statement } from "../../server/db";
import { forgetAwayMessage } from "./find-away-message";

const upsert: Statement = {
  name: "away-message-set",
  text: `INSERT INTO "AwayMessage" AS a ("sellerId", enabled, text, timezone, hours) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT ("sellerId") DO UPDATE
            SET enabled = EXCLUDED.enabled, text = EXCLUDED.text, timezone = EXCLUDED.timezone,
                hours = EXCLUDED.hours, "updatedAt" = now()
          WHERE (a.enabled, a.text, a.timezone, a.hours)
             IS DISTINCT FROM (EXCLUDED.enabled, EXCLUDED.text, EXCLUDED.timezone, EXCLUDED.hours)`,
};

export async function setAwayMessage(
  actor: Actor,
  awayMessage: InputOf<typeof awayMessageSet>,
): Promise<Outcome<typeof awayMessageSet>> {
  const { enabled, text, timezone, hours } = awayMessage;
  await rows(upsert, [actor.userId, enabled, text, timezone, JSON.stringify(hours)]);
  forgetAwayMessage(actor.userId);
  return { data: { awayMessage } };
}
