import { encode } from "next-auth/jwt";
import type { Actor } from "../../lib/contract/actor";
import { use } from "../../lib/server/slot";

/** Seals a cookie as the server does at sign-in. Each call gives a different seal, as with a renewal by next-auth. */
export async function cookieOf({ userId, sessionId }: Actor): Promise<string> {
  const { secret } = use("config");
  return `next-auth.session-token=${await encode({ token: { sub: userId, sid: sessionId }, secret })}`;
}
