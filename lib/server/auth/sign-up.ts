// The command user:create stands here and not in the domain, which knows no limiter.
import type { Visitor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { userCreate } from "../../contract/commands";
import { AppError, isAppError } from "../../contract/errors";
import { limits } from "../../contract/limits";
import type { Outcome } from "../../contract/outcome";
import { createUser } from "../../domain/account/create-user";
import { networkOf } from "../network-of";
import { use } from "../slot";

/**
 * Signing up cannot but tell that an email has an account already. Whoever asks that of many emails is held up, for
 * new ones as well, since the difference would be the answer.
 */
export async function signUp(
  visitor: Visitor,
  input: InputOf<typeof userCreate>,
): Promise<Outcome<typeof userCreate>> {
  const limiter = use("limiter");
  const key = `sign-up:${networkOf(visitor.address)}`;
  const lockedMs = await limiter.lockedForMs(key, limits.signUpConflicts);
  if (lockedMs > 0)
    throw new AppError("rate_limited", "Too many of these emails have an account already. Please wait.", {
      retryAfterMs: lockedMs,
    });
  try {
    return await createUser(visitor, input);
  } catch (error) {
    if (isAppError(error) && error.code === "conflict")
      await limiter.countFailure(key, limits.signInWindowMs);
    throw error;
  }
}
