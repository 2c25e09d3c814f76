import type { Message } from "../../contract/entities";
import { notFound } from "../../contract/errors";
import { type Connection, firstRow, type Statement } from "../../server/db";
import { type MessageRow, messageColumns, messageJoins, viewMessage } from "./message-row";

const find: Statement = {
  name: "message-find",
  text: `SELECT ${messageColumns} FROM "Message" m ${messageJoins} WHERE m.id = $1`,
};

export const unsafeFindMessage = (id: string, connection?: Connection): Promise<MessageRow | undefined> =>
  firstRow<MessageRow>(find, [id], connection);

export async function unsafeGetMessage(id: string, connection?: Connection): Promise<Message> {
  const row = await unsafeFindMessage(id, connection);
  if (!row) throw notFound("message");
  return viewMessage(row);
}
