// Checking an email, a password and, where there is a second factor, a code.
import type { Visitor } from "../../contract/actor";
import type { User } from "../../contract/entities";
import { AppError } from "../../contract/errors";
import { reasons } from "../../contract/reasons";
import { checkCredentials } from "../../domain/account/check-credentials";
import { suspended } from "../../domain/account/suspended";
import type { Proof } from "../../domain/session/start-session";
import { unsafeUseCode } from "../../domain/totp/use-code";
import { networkOf } from "../network-of";
import { admitCode, beginGuess } from "./guesses";
import { totpVault } from "./totp-vault";

type Given = { email: string; password: string; code?: string };

export async function verifyCredentials(
  { email, password, code }: Given,
  { address }: Pick<Visitor, "address">,
): Promise<{ user: User; proof: Proof }> {
  const network = networkOf(address);
  const guess = await beginGuess(email, network);
  const found = await checkCredentials(email, password, network, guess.admit);
  if (!found) throw new AppError("unauthenticated", "This email and password do not match.");
  const { user, passwordHash, hasTotp, isKnownNetwork, isSuspended } = found;
  await guess.passedPassword();
  if (hasTotp) await verifyCode(user.id, code, isKnownNetwork);
  await guess.succeed();
  if (isSuspended) throw suspended();
  return { user, proof: { kind: "password", passwordHash, hasCode: hasTotp } };
}

/** After the password, or another service, has shown who it is. */
export async function verifyCode(
  userId: string,
  code: string | undefined,
  isKnownNetwork: boolean,
): Promise<void> {
  if (!code?.trim()) throw needsCode("Enter the code of your authenticator app, or a recovery code.");
  const takeBack = await admitCode(userId, isKnownNetwork);
  const isRight = await unsafeUseCode(userId, code, totpVault(), Date.now());
  if (!isRight) throw needsCode(reasons.codeWrong);
  await takeBack();
}

const needsCode = (message: string) =>
  new AppError("unauthenticated", message, { details: [{ path: "code", message }] });
