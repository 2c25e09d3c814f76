import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { sessionRevoke } from "../../contract/commands";
import { notFound } from "../../contract/errors";
import type { Outcome } from "../../contract/outcome";
import { endSession } from "./end-session";

/** A retry finds the session already over, which is what was asked for: `revoked` is true then too. */
export async function revokeSession(
  actor: Actor,
  { sessionId }: InputOf<typeof sessionRevoke>,
): Promise<Outcome<typeof sessionRevoke>> {
  const { isOwn, facts } = await endSession(actor.userId, sessionId);
  if (!isOwn) throw notFound("session");
  return { data: { revoked: true }, facts };
}
