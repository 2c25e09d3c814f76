import type { Visitor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { userCreate } from "../../contract/commands";
import { AppError, notFound } from "../../contract/errors";
import type { Outcome } from "../../contract/outcome";
import { firstRow, type Statement } from "../../server/db";
import { unsafeInsertUser } from "./insert-user";
import { hashPassword } from "./password";

const check: Statement = {
  name: "user-create-check",
  text: `SELECT EXISTS (SELECT 1 FROM "User" WHERE email = $1) AS "isTaken",
                $2::uuid IS NULL OR EXISTS (SELECT 1 FROM "User" WHERE id = $2 AND role = 'SELLER') AS "isInvited"`,
};

const taken = () => new AppError("conflict", "There is already an account with this email.");

export async function createUser(
  _visitor: Visitor,
  input: InputOf<typeof userCreate>,
  signUpNetwork: string | null = null,
): Promise<Outcome<typeof userCreate>> {
  const { email, name, role, password, invitedById = null } = input;
  if (invitedById && role !== "CUSTOMER") {
    throw new AppError("invalid_input", "Only a customer can be invited.", {
      details: [{ path: "invitedById", message: "Must be absent unless role is CUSTOMER." }],
    });
  }
  // Asked first so that neither answer costs a hash; the insert below decides when two sign up at the same instant.
  const found = await firstRow<{ isTaken: boolean; isInvited: boolean }>(check, [email, invitedById]);
  if (!found?.isInvited) throw notFound("seller");
  if (found.isTaken) throw taken();
  const passwordHash = await hashPassword(password);
  const account = { email, isEmailVerified: false, name, role, passwordHash, invitedById, signUpNetwork };
  const user = await unsafeInsertUser(account);
  if (!user) throw taken();
  return { data: { user } };
}
