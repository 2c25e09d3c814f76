// Checking an email and a password, and how often someone may try.
import type { User } from "../../contract/entities";
import { AppError } from "../../contract/errors";
import { limits } from "../../contract/limits";
import { checkCredentials } from "../../domain/account/check-credentials";
import { suspended } from "../../domain/account/suspended";
import { use } from "../slot";

export async function verifyCredentials(email: string, password: string, address: string): Promise<User> {
  const limiter = use("limiter");
  const key = `sign-in:${email.trim().toLowerCase()}:${address}`;
  refuse(await limiter.lockedForMs(key, limits.signInFailures));
  const found = await checkCredentials(email, password, async () => {
    // Counted before the check and forgotten after a right one: guesses made all at once get no more tries. Where
    // the limiter answers at once the two steps are one, so that the tenth of many is still let through.
    const counted = limiter.countFailure(key, limits.signInWindowMs);
    if (counted) await counted;
    const lockedMs = limiter.lockedForMs(key, limits.signInFailures + 1);
    refuse(typeof lockedMs === "number" ? lockedMs : await lockedMs);
  });
  if (!found) throw new AppError("unauthenticated", "This email and password do not match.");
  await limiter.forgetFailures(key);
  if (found.isSuspended) throw suspended();
  return found.user;
}

function refuse(lockedMs: number): void {
  if (lockedMs <= 0) return;
  throw new AppError("rate_limited", "Too many failed sign-ins. Please wait before you try again.", {
    retryAfterMs: lockedMs,
  });
}
