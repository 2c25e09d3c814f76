import type { Actor } from "../../contract/actor";
import type { tokenRevoke } from "../../contract/commands";
import type { Outcome } from "../../contract/outcome";
import { endSession } from "./end-session";

/** Ends the session that calls, whether it came with a token or with a cookie. */
export async function revokeToken(actor: Actor): Promise<Outcome<typeof tokenRevoke>> {
  const { facts } = await endSession(actor.userId, actor.sessionId);
  return { data: { revoked: true }, facts };
}
