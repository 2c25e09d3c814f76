import type { Person } from "../../contract/entities";
import { firstRow, type Statement } from "../../server/db";

const find: Statement = {
  name: "invitation-find-inviter",
  text: `SELECT id, name, "avatarUrl" FROM "User" WHERE id = $1 AND role = 'SELLER' AND "suspendedAt" IS NULL`,
};

/** The caller has verified the invitation. Undefined for an account that is suspended or does not sell any more. */
export const unsafeFindInviter = (sellerId: string): Promise<Person | undefined> =>
  firstRow<Person>(find, [sellerId]);
