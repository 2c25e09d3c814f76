import type { Visitor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { userCreate } from "../../contract/commands";
import { AppError } from "../../contract/errors";
import type { Outcome } from "../../contract/outcome";
import { firstRow, type Statement } from "../../server/db";
import { unsafeInsertUser } from "./insert-user";
import { hashPassword } from "./password";

const check: Statement = {
  name: "user-create-check",
  text: `SELECT EXISTS (SELECT 1 FROM "User" WHERE email = $1) AS "isTaken"`,
};

const taken = () => new AppError("conflict", "There is already an account with this email.");

export type NewUserInput = Omit<InputOf<typeof userCreate>, "invitation">;
type From = {
  signUpNetwork?: string | null;
  /** The seller whose invitation the caller has verified. */
  inviterId?: string | null;
};

export async function createUser(
  _visitor: Visitor,
  input: NewUserInput,
  { signUpNetwork = null, inviterId = null }: From = {},
): Promise<Outcome<typeof userCreate>> {
  const { email, name, role, password } = input;
  // Asked first so that this answer costs no hash; the insert below decides when two sign up at the same instant.
  const found = await firstRow<{ isTaken: boolean }>(check, [email]);
  if (found?.isTaken) throw taken();
  const passwordHash = await hashPassword(password);
  const user = await unsafeInsertUser({
    email,
    isEmailVerified: false,
    name,
    role,
    passwordHash,
    invitedById: inviterId,
    signUpNetwork,
  });
  if (!user) throw taken();
  return { data: { user } };
}
