// The token of an invitation: a seller's id and an expiry with our signature. The database keeps no invitations, so any
// number of people can use one, and a made-up token costs no query.
import { createHmac, timingSafeEqual } from "node:crypto";
import { use } from "../slot";

export type Invitation = { sellerId: string; expiresAtMs: number };

const version = "pi1";
const idBytes = 16;
const timeBytes = 6;
const shape = /^pi1\.([\w-]{30})\.[\w-]{43}$/;

/** The prefix keeps signatures made for another purpose, or for another version, from passing as an invitation. */
const sign = (payload: Buffer): string =>
  createHmac("sha256", use("config").secret)
    .update(`parley-invitation:${version}:`)
    .update(payload)
    .digest("base64url");

const write = (payload: Buffer): string => `${version}.${payload.toString("base64url")}.${sign(payload)}`;

export function signInvitation({ sellerId, expiresAtMs }: Invitation): string {
  const payload = Buffer.alloc(idBytes + timeBytes);
  payload.write(sellerId.replaceAll("-", ""), "hex");
  payload.writeUIntBE(expiresAtMs, idBytes, timeBytes);
  return write(payload);
}

/** Null for a token that we did not sign. The caller decides about the expiry. */
export function readInvitation(token: string): Invitation | null {
  const [, encoded] = shape.exec(token) ?? [];
  if (!encoded) return null;
  const payload = Buffer.from(encoded, "base64url");
  // Compares the whole token: base64url can spell the same bytes in several ways, and only ours counts.
  const [given, expected] = [Buffer.from(token), Buffer.from(write(payload))];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const hex = payload.toString("hex", 0, idBytes);
  const sellerId = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  return { sellerId, expiresAtMs: payload.readUIntBE(idBytes, timeBytes) };
}
