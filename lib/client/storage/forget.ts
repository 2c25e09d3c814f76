// What goes when a sign-in has ended: everything that was cached of the account. Unsent messages and drafts stay in its
// database, where only the same person finds them again.
import { Connection, finished } from "./connection";
import { cacheStores, type Database } from "./database";
import { hold, holder, release } from "./holder";

async function emptyCache(database: Database): Promise<void> {
  const transaction = database.transaction(["conversations", "threads", "lists", "single"], "readwrite");
  const cleared = cacheStores.map((name) => transaction.objectStore(name).clear());
  const single = transaction.objectStore("single");
  const removed = [single.delete("unread"), single.delete("quickReplies")];
  await finished(transaction, Promise.all([...cleared, ...removed]));
}

/** The database itself stays, since a tab that is still open may be about to write a draft into it. */
export async function forgetContent(userId: string): Promise<void> {
  const connection = new Connection(userId);
  try {
    await connection.use(emptyCache);
  } catch {
    // Without storage nothing was kept either.
  }
  connection.close();
  release(userId);
}

/** From now on this browser holds this person's content and nobody else's. */
export function takeOver(userId: string): void {
  const before = holder();
  hold(userId);
  if (before !== null && before !== userId) void forgetContent(before);
}
