// Finds the actor of a request or a socket handshake.
import type { Actor } from "../../contract/actor";
import { AppError, isAppError } from "../../contract/errors";
import { suspended } from "../../domain/account/suspended";
import { unsafeFindSession } from "../../domain/session/find-session";
import { readToken } from "../../domain/session/token";
import { touchSession } from "../../domain/session/touch-session";
import { postgresCode } from "../db";
import { use } from "../slot";
import { hasSessionCookie, readSessionIds } from "./session-cookie";

/** The values of the headers; a socket handshake passes its token as `Bearer <token>`. */
export type Credentials = {
  authorization?: string | null;
  cookie?: string | null;
  /** The user for whom the page was rendered. The browser may be signed in as another user by now. */
  userId?: string | null;
};

/** Null when no bearer token is presented. Other schemes are not ours: a proxy's own password may travel there. */
function bearerOf(authorization: string | null | undefined): string | null {
  const [, token] = /^bearer\b\s*(.*)$/i.exec(authorization?.trim() ?? "") ?? [];
  return token ?? null;
}

/** Returns true if a cookie authenticates the request. Browsers send cookies with requests of foreign pages, too. */
export const usesCookie = ({ authorization, cookie }: Credentials): boolean =>
  bearerOf(authorization) === null && hasSessionCookie(cookie);

/**
 * Null for a visitor who is not signed in. A program that presents a token wants to be someone, so a bad token is an
 * error everywhere; a browser cannot help sending an old cookie, so that one counts as none.
 */
export async function authenticate(
  { authorization, cookie, userId }: Credentials,
  callId?: string,
): Promise<Actor | null> {
  const token = bearerOf(authorization);
  if (token === null) return actorOfCookies(cookie, userId, callId);
  const actor = await actorOf(readToken(token, use("config").secret), callId);
  if (!actor) throw new AppError("unauthenticated", "This token is not valid, or no longer.");
  return actor;
}

/**
 * The first cookie with a live session counts. If the page names its user, only a session of that user is accepted: all
 * tabs share their cookies, and a page's pending messages must not be sent as another user.
 */
async function actorOfCookies(
  cookie: string | null | undefined,
  userId: string | null | undefined,
  callId: string | undefined,
): Promise<Actor | null> {
  const isNamed = typeof userId === "string";
  let isAnother = false;
  let refusal: unknown;
  for (const sessionId of await readSessionIds(cookie)) {
    try {
      const actor = await actorOf(sessionId, callId);
      if (!actor) continue;
      if (!isNamed || actor.userId === userId) return actor;
      isAnother = true;
    } catch (error) {
      if (!isAppError(error)) throw error;
      refusal ??= error;
    }
  }
  if (isAnother)
    throw new AppError("unauthenticated", "Somebody else has signed in here. Please sign in again.");
  if (refusal) throw refusal;
  return null;
}

async function actorOf(sessionId: string | null, callId: string | undefined): Promise<Actor | null> {
  const found = sessionId === null ? undefined : await unsafeFindSession(sessionId);
  if (!found) return null;
  if (found.isSuspended) throw suspended();
  if (found.isTouchDue) touch(found.actor, callId);
  // Only admins need a second factor. In the demo they do not, so that everyone can try the admin pages.
  return found.lacksTotp && !use("config").isDemo ? { ...found.actor, lacksSecondFactor: true } : found.actor;
}

/** "Last seen" is worth no waiting and no failed request. */
function touch(actor: Actor, id: string | undefined): void {
  touchSession(actor).catch((error: unknown) => {
    const { userId, sessionId } = actor;
    use("log").warn({ id, userId, sessionId, code: postgresCode(error) }, "session not touched");
  });
}
