// Signing in through another service: the account with the address which that service has verified, or a new one.
import { limits } from "../../contract/limits";
import * as v from "../../contract/values";
import { firstRow, type Statement } from "../../server/db";
import { unsafeInsertUser } from "./insert-user";

const find: Statement = { name: "user-adopt-find", text: `SELECT id FROM "User" WHERE email = $1` };

/** The caller vouches that the email is verified. Answers the user's id; null when it is no email at all. */
export async function unsafeAdoptAccount(
  verifiedEmail: string,
  givenName: string | null,
): Promise<string | null> {
  const parsed = v.email.safeParse(verifiedEmail);
  if (!parsed.success) return null;
  const email = parsed.data;
  const existing = await firstRow<{ id: string }>(find, [email]);
  if (existing) return existing.id;
  const name = displayName(givenName, email);
  const created = await unsafeInsertUser({
    email,
    name,
    role: "CUSTOMER",
    passwordHash: null,
    invitedById: null,
  });
  // Somebody else, most likely the same person in another tab, was faster.
  return created?.id ?? (await firstRow<{ id: string }>(find, [email]))?.id ?? null;
}

function displayName(givenName: string | null, email: string): string {
  const fallback = email.slice(0, email.indexOf("@"));
  const line = (givenName ?? "").replace(/\s+/g, " ").replaceAll("\0", "").trim() || fallback;
  return v.countChars(line) <= limits.nameChars ? line : Array.from(line).slice(0, limits.nameChars).join("");
}
