import type { User } from "../../contract/entities";
import { uuidv7 } from "../../contract/uuid";
import { firstRow, type Statement } from "../../server/db";
import { userColumns } from "./user-row";

type NewUser = {
  email: string;
  isEmailVerified: boolean;
  name: string;
  role: "CUSTOMER" | "SELLER";
  passwordHash: string | null;
  invitedById: string | null;
  signUpNetwork: string | null;
};

/** The user and the row of unread totals that every user has, in one statement; nothing at all when the email is taken. */
const insert: Statement = {
  name: "user-insert",
  text: `WITH u AS (
           INSERT INTO "User" (id, email, name, role, "passwordHash", "invitedById", "emailVerifiedAt", "signUpNetwork")
           VALUES ($1, $2, $3, $4::"Role", $5, $6, CASE WHEN $7 THEN now() END, $8)
           ON CONFLICT (email) DO NOTHING
           RETURNING *
         ), totals AS (
           INSERT INTO "UnreadTotal" ("userId") SELECT id FROM u
         )
         SELECT ${userColumns} FROM u`,
};

export function unsafeInsertUser(user: NewUser): Promise<User | undefined> {
  const { email, name, role, passwordHash, invitedById, isEmailVerified, signUpNetwork } = user;
  return firstRow<User>(insert, [
    uuidv7(),
    email,
    name,
    role,
    passwordHash,
    invitedById,
    isEmailVerified,
    signUpNetwork,
  ]);
}
