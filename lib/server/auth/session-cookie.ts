// The cookie in which next-auth keeps a browser's sign-in: a sealed token that names our session. Whether that
// session still holds is the database's to say.
import type { CookieOption, CookiesOptions } from "next-auth";
import { decode } from "next-auth/jwt";
import { limits } from "../../contract/limits";
import { id } from "../../contract/values";
import { use } from "../slot";

export const usesSecureCookies = (): boolean => use("config").publicUrl.startsWith("https://");

/** `__Host-` keeps out cookies that another host of the same domain, or a page over plain http, has set. */
const prefixOf = (isSecure: boolean) => (isSecure ? "__Host-" : "");

export const sessionCookieName = (isSecure = usesSecureCookies()): string =>
  `${prefixOf(isSecure)}next-auth.session-token`;

/** The names in which next-auth may have kept where to go after signing in. */
export const returnCookieNames = [false, true].map(
  (isSecure) => `${prefixOf(isSecure)}next-auth.callback-url`,
);

const checkMaxAgeSeconds = 15 * 60;

/** The header of each token that next-auth seals: `{"alg":"dir","enc":"A256GCM"}`, with no wrapped key. */
export const sealedStart = `${Buffer.from(JSON.stringify({ alg: "dir", enc: "A256GCM" })).toString("base64url")}..`;

/**
 * Must be checked before a token is decrypted: next-auth takes any algorithm that the token's header names, and some of
 * them cost much processor time before they fail.
 */
const isSealed = (token: string): boolean => token.startsWith(sealedStart);

/** next-auth's own cookies, under the names that they have here. */
export function authCookies(): Partial<CookiesOptions> {
  const secure = usesSecureCookies();
  const cookie = (name: string, more: CookieOption["options"] = {}): CookieOption => ({
    name: `${prefixOf(secure)}next-auth.${name}`,
    options: { httpOnly: true, sameSite: "lax", path: "/", secure, ...more },
  });
  return {
    sessionToken: cookie("session-token"),
    callbackUrl: cookie("callback-url"),
    csrfToken: cookie("csrf-token"),
    pkceCodeVerifier: cookie("pkce.code_verifier", { maxAge: checkMaxAgeSeconds }),
    state: cookie("state", { maxAge: checkMaxAgeSeconds }),
    nonce: cookie("nonce"),
  };
}

/**
 * Every value under the session's name. Cookies do not keep ports or paths apart, so another page of this host can
 * set one beside ours. next-auth cuts a value that is too long for one cookie into `name.0`, `name.1` and so on.
 */
function readCookies(header: string): string[] {
  const name = sessionCookieName();
  const whole: string[] = [];
  const pieces = new Map<number, string>();
  for (const pair of header.split(";")) {
    const equals = pair.indexOf("=");
    const key = pair.slice(0, equals).trim();
    const suffix = key.slice(name.length);
    if (equals < 0 || !key.startsWith(name) || !/^(\.\d)?$/.test(suffix)) continue;
    const value = pair.slice(equals + 1).trim();
    if (suffix === "") whole.push(value);
    else if (!pieces.has(Number(suffix.slice(1)))) pieces.set(Number(suffix.slice(1)), value);
  }
  const joined = [...pieces].sort(([a], [b]) => a - b).map(([, value]) => value);
  return [...new Set([...whole, joined.join("")])].filter(isSealed).slice(0, limits.sessionCookies);
}

const checkCookieName = /^(?:__Host-)?next-auth\.(?:pkce\.code_verifier|state|nonce)(?:\.\d)?$/;

/** Whether the cookies that guard a sign-in through another service have been made here. */
export const hasSealedChecks = (sent: readonly { name: string; value: string }[]): boolean =>
  sent.every(({ name, value }) => !checkCookieName.test(name) || isSealed(value));

export const hasSessionCookie = (header: string | null | undefined): boolean =>
  Boolean(header && readCookies(header).length > 0);

/** Returns the address that next-auth opens after signing in. */
export function readReturnCookie(header: string | null | undefined): string | null {
  const name = `${prefixOf(usesSecureCookies())}next-auth.callback-url=`;
  const pair = header?.split(";").find((each) => each.trim().startsWith(name));
  if (!pair) return null;
  try {
    return decodeURIComponent(pair.trim().slice(name.length));
  } catch {
    return null;
  }
}

export type SessionClaims = { sub?: string; sid?: unknown };

/** Returns the claims of our cookies, in the order of the header. Forged and expired cookies are skipped. */
export async function readSessionClaims(header: string | null | undefined): Promise<SessionClaims[]> {
  if (!header) return [];
  const { secret } = use("config");
  const read = readCookies(header).map((token) => decode({ token, secret }).catch(() => null));
  return (await Promise.all(read)).filter((claims) => claims !== null);
}

/** The ids of the sessions that the cookies name. */
export async function readSessionIds(header: string | null | undefined): Promise<string[]> {
  const claims = await readSessionClaims(header);
  return claims.map(sessionIdOf).filter((sessionId) => sessionId !== null);
}

/** The claims of our cookie: `sub` is the user, `sid` the session. */
export function sessionIdOf(claims: SessionClaims | null | undefined): string | null {
  const parsed = id.safeParse(claims?.sid);
  return parsed.success ? parsed.data : null;
}
