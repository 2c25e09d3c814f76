import type { Message } from "../../contract/entities";
import { isAppError, notFound } from "../../contract/errors";
import { type Connection, firstRow, rows, type Statement } from "../../server/db";
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

/** A caller who may not see the conversation gets the same error as for a message that does not exist. */
export async function asMessage<T>(found: Promise<T>): Promise<T> {
  try {
    return await found;
  } catch (error) {
    throw isAppError(error) && error.code === "not_found" ? notFound("message") : error;
  }
}

const findMany: Statement = {
  name: "message-find-many",
  text: `SELECT ${messageColumns} FROM "Message" m ${messageJoins} WHERE m.id = ANY ($1::uuid[]) ORDER BY m.rev`,
};

/** In the order of their revisions. */
export async function unsafeGetMessages(ids: readonly string[], connection: Connection): Promise<Message[]> {
  return (await rows<MessageRow>(findMany, [ids], connection)).map(viewMessage);
}
