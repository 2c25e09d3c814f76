// Time-based one-time passwords (RFC 6238, over HOTP of RFC 4226), as authenticator apps make them.
import { createHmac, timingSafeEqual } from "node:crypto";

export const totpDigits = 6;
export const totpPeriodSeconds = 30;
/** A clock may be one step behind or ahead, and a code may have been typed at the end of its step. */
const driftSteps = 1;

export type TotpAlgorithm = "sha1" | "sha256" | "sha512";

export const stepAt = (nowMs: number): number => Math.floor(nowMs / 1000 / totpPeriodSeconds);

export function totpCode(
  secret: Uint8Array,
  step: number,
  digits = totpDigits,
  algorithm: TotpAlgorithm = "sha1",
): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac(algorithm, secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = (mac.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** digits;
  return String(number).padStart(digits, "0");
}

/** Returns the time step that the code belongs to, or null if no step accepted at this time has this code. */
export function matchStep(secret: Uint8Array, code: string, nowMs: number): number | null {
  const given = Buffer.from(code);
  const now = stepAt(nowMs);
  let matched: number | null = null;
  for (let step = now - driftSteps; step <= now + driftSteps; step++) {
    const expected = Buffer.from(totpCode(secret, step));
    if (expected.length === given.length && timingSafeEqual(expected, given)) matched = step;
  }
  return matched;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** RFC 4648, without padding: what authenticator apps take when a secret is typed. */
export function base32(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(value >> bits) & 31];
    }
  }
  return bits > 0 ? text + alphabet[(value << (5 - bits)) & 31] : text;
}

export function totpUri(secret: string, account: string): string {
  const parameters = new URLSearchParams({
    secret,
    issuer: "Parley",
    algorithm: "SHA1",
    digits: String(totpDigits),
    period: String(totpPeriodSeconds),
  });
  return `otpauth://totp/${encodeURIComponent(`Parley:${account}`)}?${parameters}`;
}
