import type { User } from "../../contract/entities";
import * as v from "../../contract/values";
import { firstRow, type Statement } from "../../server/db";
import { verifyPassword } from "./password";
import { userColumns } from "./user-row";

type Account = User & { passwordHash: string | null; isSuspended: boolean };

const find: Statement = {
  name: "user-find-credentials",
  text: `SELECT ${userColumns}, u."passwordHash", u."suspendedAt" IS NOT NULL AS "isSuspended"
         FROM "User" u WHERE u.email = $1`,
};

/** Null for a wrong email as for a wrong password, after the same work. See `verifyPassword` for `admit`. */
export async function checkCredentials(
  email: string,
  password: string,
  admit: () => void | Promise<void>,
): Promise<{ user: User; isSuspended: boolean } | null> {
  const parsed = v.email.safeParse(email);
  const account = parsed.success ? await firstRow<Account>(find, [parsed.data]) : undefined;
  const isRight = await verifyPassword(account?.passwordHash ?? null, password, admit);
  if (!account || !isRight) return null;
  const { passwordHash: _, isSuspended, ...user } = account;
  return { user, isSuspended };
}
