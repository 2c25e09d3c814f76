import type { User } from "../../contract/entities";
import { type Connection, firstRow, type Statement } from "../../server/db";

/** The fields that users see of their own account. Columns have the names of the entity's fields. */
export const userColumns = `u.id, u.email, u.name, u.role, u.phone, u."avatarUrl", u."createdAt"`;

const find: Statement = {
  name: "user-find",
  text: `SELECT ${userColumns} FROM "User" u WHERE u.id = $1`,
};

export const unsafeFindUser = (id: string, connection?: Connection): Promise<User | undefined> =>
  firstRow<User>(find, [id], connection);
