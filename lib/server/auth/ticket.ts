// A ticket proves that another service has signed the user in and that only the code of the second factor is missing.
// It is useless without the code, and it expires soon.
import { createHmac, timingSafeEqual } from "node:crypto";
import { id } from "../../contract/values";
import { use } from "../slot";

const ticketMs = 5 * 60 * 1000;

const sign = (payload: string): Buffer =>
  createHmac("sha256", use("config").secret).update(`parley-ticket:v1:${payload}`).digest();

export function signTicket(userId: string, nowMs: number): string {
  const payload = `${userId}.${nowMs + ticketMs}`;
  return `${payload}.${sign(payload).toString("base64url")}`;
}

/** The user's id; null for a ticket that is not ours or past its time. */
export function readTicket(ticket: string, nowMs: number): string | null {
  const [userId = "", endsAt = "", signature = ""] = ticket.split(".");
  const expected = sign(`${userId}.${endsAt}`);
  const given = Buffer.from(signature, "base64url");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return Number(endsAt) > nowMs && id.safeParse(userId).success ? userId : null;
}
