import { encode } from "next-auth/jwt";
import type { Actor } from "../../lib/contract/actor";
import { use } from "../../lib/server/slot";

/** As the server seals it when somebody signs in; each call seals it anew, as next-auth does when it renews one. */
export async function cookieOf({ userId, sessionId }: Actor): Promise<string> {
  const { secret } = use("config");
  return `next-auth.session-token=${await encode({ token: { sub: userId, sid: sessionId }, secret })}`;
}
