// Signing in to next-auth with an email and a password, or with the ticket that another service's sign-in has left;
// either with the code of a second factor.
import type { AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import type { User } from "../../contract/entities";
import { AppError, isAppError } from "../../contract/errors";
import { limits, rates } from "../../contract/limits";
import { unsafeFindUser } from "../../domain/account/user-row";
import type { Proof } from "../../domain/session/start-session";
import { unsafeFindFactor } from "../../domain/totp/find-factor";
import { networkOf } from "../network-of";
import { use } from "../slot";
import { beginGuess } from "./guesses";
import type { Caller } from "./next-auth";
import { verifyCode, verifyCredentials } from "./sign-in";
import { readTicket } from "./ticket";

const codeField = { code: z.string().max(limits.totpCodeChars).optional() };
const typed = z.union([
  z.object({ ticket: z.string().min(1).max(limits.cursorChars), ...codeField }),
  z.object({
    email: z.string().max(limits.emailChars),
    password: z.string().max(limits.passwordMaxChars),
    ...codeField,
  }),
]);
type Given = z.infer<typeof typed>;

export function passwordProvider(
  caller: Caller,
  onProof: (proof: Proof) => void,
): AuthOptions["providers"][number] {
  return Credentials({
    name: "Parley",
    credentials: {
      email: { label: "Email", type: "email" },
      password: { label: "Password", type: "password" },
      code: { label: "Code", type: "text" },
    },
    async authorize(given) {
      const { success, data } = typed.safeParse(given);
      if (!success) return null;
      try {
        const waitMs = await use("limiter").take(`sign-in:${networkOf(caller.address)}`, rates.other);
        if (waitMs > 0) throw new AppError("rate_limited", "Too fast.", { retryAfterMs: waitMs });
        const { user, proof } = await verify(data, caller);
        onProof(proof);
        return { id: user.id, name: user.name, email: user.email };
      } catch (error) {
        const problem = problemOf(error, data, caller.requestId);
        if (problem === null) return null;
        throw new Error(problem);
      }
    },
  });
}

async function verify(given: Given, caller: Caller): Promise<{ user: User; proof: Proof }> {
  if (!("ticket" in given)) return verifyCredentials(given, caller);
  const userId = readTicket(given.ticket, Date.now());
  const user = userId === null ? undefined : await unsafeFindUser(userId);
  if (!user) throw new AppError("gone", "This took too long. Please sign in again.");
  const network = networkOf(caller.address);
  const { isKnownNetwork } = await unsafeFindFactor(user.id, network);
  const guess = await beginGuess(user.id, network);
  await guess.admit(isKnownNetwork);
  await verifyCode(user.id, given.code, isKnownNetwork);
  await guess.succeed();
  return { user, proof: { kind: "provider", hasCode: true } };
}

/**
 * next-auth puts an error's text into the page's address, so it must be a code that the page translates. Returns null
 * for a wrong email or password, because next-auth already has a code for it.
 */
function problemOf(error: unknown, { code }: Given, requestId: string | undefined): string | null {
  if (!isAppError(error)) {
    logSignInError("SIGN_IN", error, requestId);
    return "internal";
  }
  const isAboutCode = error.details?.some(({ path }) => path === "code");
  if (isAboutCode) return code?.trim() ? "code_wrong" : "code_required";
  if (error.code === "unauthenticated") return null;
  return error.retryAfterMs === undefined ? error.code : `${error.code}:${Math.ceil(error.retryAfterMs)}`;
}

/** Only what cannot hold a person's data or a provider's secrets. */
export function logSignInError(code: string, error: unknown, id: string | undefined): void {
  use("log").warn({ id, code, error: error instanceof Error ? error.name : typeof error }, "sign-in failed");
}
