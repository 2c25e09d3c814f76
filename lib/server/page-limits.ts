// How often pages and next-auth's addresses may be asked for, which no command's rate covers. Files are not counted.
import type { IncomingMessage, ServerResponse } from "node:http";
import { pageRates } from "../contract/limits";
import { readSessionIds } from "./auth/session-cookie";
import { addressHeader } from "./http";
import { networkOf } from "./network-of";
import { answerPlainPage } from "./plain-page";
import { refuse } from "./refuse";
import { use } from "./slot";
import { tooFast } from "./spend";

export type Visit = "page" | "signIn";

/** Answers false when it has refused the request, for coming too soon. */
export async function admitVisit(
  visit: Visit,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  if (!use("config").hasRateLimits) return true;
  const waitMs = await waitFor(visit, request);
  if (waitMs === 0) return true;
  const retryAfter = String(Math.ceil(waitMs / 1000));
  if (visit === "page") answerPlainPage(request, response, "tooFast", { "Retry-After": retryAfter });
  else refuse(response, tooFast(waitMs));
  return false;
}

/** A sealed cookie tells people apart without asking the database; one that we have not sealed counts as none. */
async function waitFor(visit: Visit, { headers }: IncomingMessage): Promise<number> {
  const limiter = use("limiter");
  const [sessionId = null] = await readSessionIds(headers.cookie);
  const who = sessionId ?? networkOf(String(headers[addressHeader]));
  const rate = visit === "signIn" ? "signIn" : sessionId === null ? "network" : "person";
  return limiter.take(`visit:${visit}:${who}`, pageRates[rate]);
}
