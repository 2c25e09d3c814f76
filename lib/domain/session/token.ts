// Bearer tokens: a session's id and our signature over it. The database keeps no token, so a copy of it opens
// nothing, and a made-up token is refused before the database is asked.
import { createHmac, timingSafeEqual } from "node:crypto";

const version = "pt1";
const shape = /^pt1\.([\w-]{22})\.([\w-]{43})$/;

/** The version is signed too, so that a later format cannot be passed off as this one. */
const sign = (session: Buffer, secret: string): Buffer =>
  createHmac("sha256", secret).update(`parley-token:${version}:`).update(session).digest();

export function signToken(sessionId: string, secret: string): string {
  const session = Buffer.from(sessionId.replaceAll("-", ""), "hex");
  return `${version}.${session.toString("base64url")}.${sign(session, secret).toString("base64url")}`;
}

/** The id of the session that a token of ours names; null for anything else. */
export function readToken(token: string, secret: string): string | null {
  const [, id, signature] = shape.exec(token) ?? [];
  if (!id || !signature) return null;
  const session = Buffer.from(id, "base64url");
  if (!timingSafeEqual(sign(session, secret), Buffer.from(signature, "base64url"))) return null;
  const hex = session.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
