// Checking an email and a password, and how often someone may try.
import type { User } from "../../contract/entities";
import { AppError } from "../../contract/errors";
import { limits } from "../../contract/limits";
import { checkCredentials } from "../../domain/account/check-credentials";
import { suspended } from "../../domain/account/suspended";
import { networkOf } from "../network-of";
import { use } from "../slot";

export async function verifyCredentials(email: string, password: string, address: string): Promise<User> {
  const limiter = use("limiter");
  const key = `sign-in:${email.trim().toLowerCase()}:${networkOf(address)}`;
  refuse(await limiter.lockedForMs(key, limits.signInFailures));
  const found = await checkCredentials(email, password, async () => {
    // Counted before the check and forgotten after a right one: of guesses made all at once, over all nodes, exactly
    // so many get a try.
    const { count, endsInMs } = await limiter.countFailure(key, limits.signInWindowMs);
    if (count > limits.signInFailures) refuse(endsInMs);
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
