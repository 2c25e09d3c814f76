// The cookie in which next-auth keeps a browser's sign-in: a sealed token that names our session. Whether that
// session still holds is the database's to say.
import { decode } from "next-auth/jwt";
import { id } from "../../contract/values";
import { use } from "../slot";

/** Behind https a cookie must say so in its name: one set over plain http, by whomever, is not ours. */
export const usesSecureCookies = (): boolean => use("config").publicUrl.startsWith("https://");

const cookieName = () => `${usesSecureCookies() ? "__Secure-" : ""}next-auth.session-token`;

/** next-auth cuts a value that is too long for one cookie into `name.0`, `name.1` and so on. */
function readCookie(header: string, name: string): string | null {
  const parts: [index: number, value: string][] = [];
  for (const pair of header.split(";")) {
    const equals = pair.indexOf("=");
    const key = pair.slice(0, equals).trim();
    const suffix = key.slice(name.length);
    if (equals < 0 || !key.startsWith(name) || !/^(\.\d)?$/.test(suffix)) continue;
    parts.push([Number(suffix.slice(1)), pair.slice(equals + 1).trim()]);
  }
  if (parts.length === 0) return null;
  return parts
    .sort(([a], [b]) => a - b)
    .map(([, value]) => value)
    .join("");
}

export const hasSessionCookie = (header: string | null | undefined): boolean =>
  Boolean(header && readCookie(header, cookieName()));

/** The id of the session that the cookie names; null for no cookie, a foreign one, or one past its time. */
export async function readSessionCookie(header: string | null | undefined): Promise<string | null> {
  const token = header ? readCookie(header, cookieName()) : null;
  if (!token) return null;
  try {
    const claims = await decode({ token, secret: use("config").secret });
    return sessionIdOf(claims);
  } catch {
    // Not sealed by us: the visitor is simply not signed in.
    return null;
  }
}

/** The claims of our cookie: `sub` is the user, `sid` the session. */
export function sessionIdOf(claims: Record<string, unknown> | null | undefined): string | null {
  const parsed = id.safeParse(claims?.sid);
  return parsed.success ? parsed.data : null;
}
