// The command user:create stands here and not in the domain, which knows no limiter.
import type { Visitor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { userCreate } from "../../contract/commands";
import { AppError } from "../../contract/errors";
import { guessRates } from "../../contract/limits";
import type { Outcome } from "../../contract/outcome";
import { createUser } from "../../domain/account/create-user";
import { refuseWeakPassword } from "../../domain/account/password-policy";
import { networkOf } from "../network-of";
import { use } from "../slot";
import { inviterOf } from "./invitations";
import { refuseReservedName } from "./own-name";

/**
 * Signing up makes accounts, and it cannot but tell that an email has one already. A network's rate bounds both; what
 * is refused before either costs nothing.
 */
export async function signUp(
  visitor: Visitor,
  input: InputOf<typeof userCreate>,
): Promise<Outcome<typeof userCreate>> {
  refuseReservedName(input.name);
  await refuseWeakPassword(input.password, input);
  const inviterId = await inviterOf(input);
  const network = networkOf(visitor.address);
  const waitMs = await use("limiter").take(`sign-up:${network}`, guessRates.signUp);
  if (waitMs > 0)
    throw new AppError("rate_limited", "Too many accounts have been made from here. Please wait.", {
      retryAfterMs: waitMs,
    });
  return createUser(visitor, input, { signUpNetwork: network, inviterId });
}
