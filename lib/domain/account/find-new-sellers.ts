import type { User } from "../../contract/entities";
import { rows, type Statement } from "../../server/db";
import { userColumns } from "./user-row";

const recent: Statement = {
  name: "seller-recent",
  text: `SELECT ${userColumns} FROM "User" u WHERE u."becameSellerAt" > now() - $1 * interval '1 ms'`,
};

/** The people who became sellers within so many milliseconds. */
export const unsafeFindNewSellers = (withinMs: number): Promise<User[]> => rows<User>(recent, [withinMs]);
