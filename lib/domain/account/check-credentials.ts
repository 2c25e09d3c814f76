import type { User } from "../../contract/entities";
import * as v from "../../contract/values";
import { firstRow, type Statement } from "../../server/db";
import { verifyPassword } from "./password";
import { userColumns } from "./user-row";

type Account = User & {
  passwordHash: string | null;
  isSuspended: boolean;
  hasTotp: boolean;
  isKnownNetwork: boolean;
};

export type Checked = {
  user: User;
  passwordHash: string;
  isSuspended: boolean;
  hasTotp: boolean;
  isKnownNetwork: boolean;
};

const find: Statement = {
  name: "user-find-credentials",
  text: `SELECT ${userColumns}, u."passwordHash", u."suspendedAt" IS NOT NULL AS "isSuspended",
                EXISTS (SELECT 1 FROM "Totp" t WHERE t."userId" = u.id AND t."enabledAt" IS NOT NULL) AS "hasTotp",
                u."signUpNetwork" IS NOT DISTINCT FROM $2 OR EXISTS (
                  SELECT 1 FROM "Session" s WHERE s."userId" = u.id AND s.network = $2) AS "isKnownNetwork"
         FROM "User" u WHERE u.email = $1`,
};

/** Null for a wrong email as for a wrong password, after the same work. See `verifyPassword` for `admit`. */
export async function checkCredentials(
  email: string,
  password: string,
  network: string,
  admit: (isKnownNetwork: boolean) => void | Promise<void>,
): Promise<Checked | null> {
  const parsed = v.email.safeParse(email);
  const account = parsed.success ? await firstRow<Account>(find, [parsed.data, network]) : undefined;
  const isRight = await verifyPassword(account?.passwordHash ?? null, password, () =>
    admit(account?.isKnownNetwork ?? false),
  );
  if (!account || !isRight) return null;
  const { passwordHash, isSuspended, hasTotp, isKnownNetwork, ...user } = account;
  return { user, passwordHash: passwordHash ?? "", isSuspended, hasTotp, isKnownNetwork };
}
