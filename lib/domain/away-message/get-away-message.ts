import type { Actor } from "../../contract/actor";
import type { OutputOf } from "../../contract/command";
import type { awayMessageGet } from "../../contract/commands";
import type { Outcome } from "../../contract/outcome";
import { firstRow, type Statement } from "../../server/db";

type AwayMessage = OutputOf<typeof awayMessageGet>["awayMessage"];

const find: Statement = {
  name: "away-message-find",
  text: `SELECT enabled, text, timezone, hours FROM "AwayMessage" WHERE "sellerId" = $1`,
};

const none: AwayMessage = { enabled: false, text: "", timezone: "UTC", hours: [] };

export async function getAwayMessage(actor: Actor): Promise<Outcome<typeof awayMessageGet>> {
  return { data: { awayMessage: (await firstRow<AwayMessage>(find, [actor.userId])) ?? none } };
}
