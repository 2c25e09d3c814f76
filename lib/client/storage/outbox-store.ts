// Unsent messages and drafts in the account's database, which is what all tabs agree on.
import type { IDBPTransaction } from "idb";
import { limits } from "../../contract/limits";
import type { Entry } from "../outbox/entry";
import { type Connection, finished, isFull } from "./connection";
import { cutOldest } from "./cut-oldest";
import { cacheStores, type Database, type Draft, type Schema } from "./database";

type OutboxTransaction = IDBPTransaction<Schema, ("outbox" | "drafts")[], "readwrite">;

/** The entry as it is to be kept, null to remove it, undefined to leave it as it is. */
export type Change = (entry: Entry) => Entry | null | undefined;

export class OutboxStore {
  constructor(private readonly connection: Connection) {}

  load(): Promise<{ entries: Entry[]; drafts: Draft[] }> {
    return this.connection.use(async (database) => {
      const transaction = database.transaction(["outbox", "drafts"]);
      const outbox = transaction.objectStore("outbox");
      const [orders, rows, drafts] = await Promise.all([
        outbox.getAllKeys(),
        outbox.getAll(),
        transaction.objectStore("drafts").index("at").getAll(),
      ]);
      return { entries: rows.map((row, index) => ({ ...row, order: orders[index] ?? 0 })), drafts };
    });
  }

  /**
   * Answers its place. The draft that it was goes in the same transaction, so that a crash neither loses what was
   * written nor shows it twice. Resolves once it is on the disk and not only with the system.
   */
  async add(entry: Entry, draftKey: string | null): Promise<number> {
    try {
      return await this.tryToAdd(entry, draftKey);
    } catch (error) {
      if (!isFull(error)) throw error;
      // What is only cached makes room for what exists nowhere else.
      await this.connection.use((database) => Promise.all(cacheStores.map((name) => database.clear(name))));
      return this.tryToAdd(entry, draftKey);
    }
  }

  private tryToAdd(entry: Entry, draftKey: string | null): Promise<number> {
    return this.connection.use(async (database) => {
      const transaction = database.transaction(["outbox", "drafts"], "readwrite", { durability: "strict" });
      const add = async () => {
        if (draftKey !== null) await transaction.objectStore("drafts").delete(draftKey);
        return addOnce(transaction, entry);
      };
      return finished(transaction, add());
    });
  }

  /** Answers the entry as it is kept now, or null when there is none (any more). */
  change(id: string, change: Change): Promise<Entry | null> {
    return this.connection.use(async (database) => {
      const transaction = database.transaction(["outbox"], "readwrite");
      return finished(transaction, changeOne(transaction, id, change));
    });
  }

  /** Removes an entry that has been stored, and says in the same breath where the rest of its lane goes. */
  settle(id: string, isMate: (entry: Entry) => boolean, conversationId: string): Promise<void> {
    return this.connection.use(async (database) => {
      const transaction = database.transaction(["outbox"], "readwrite");
      const outbox = transaction.objectStore("outbox");
      const settleAll = async () => {
        for (let cursor = await outbox.openCursor(); cursor; cursor = await cursor.continue()) {
          const entry = { ...cursor.value, order: cursor.key };
          if (entry.id === id) await cursor.delete();
          else if (isMate(entry)) await cursor.update(withoutOrder(addressed(entry, conversationId)));
        }
      };
      return finished(transaction, settleAll());
    });
  }

  /** Drafts without a text are removed; of too many the oldest go. */
  async saveDrafts(drafts: readonly Draft[]): Promise<void> {
    await this.connection.use((database) => {
      const saving = database.transaction("drafts", "readwrite");
      const saved = drafts.map((draft) =>
        draft.text === "" ? saving.store.delete(draft.key) : saving.store.put(draft),
      );
      // The last that a page does before it goes: it will hear no answer, so the transaction may wait for none.
      saving.commit();
      return finished(saving, Promise.all(saved));
    });
    // Too many do no harm before the next time.
    await this.connection.use((database) => this.cutDrafts(database)).catch(() => undefined);
  }

  private cutDrafts(database: Database): Promise<void> {
    const transaction = database.transaction("drafts", "readwrite");
    return finished(transaction, cutOldest(transaction.store, limits.drafts));
  }
}

/** Answers the places of the entries. Tabs that put back the same ones agree on them. */
export async function putBack(
  database: Database,
  entries: readonly Entry[],
  drafts: readonly Draft[],
): Promise<number[]> {
  const transaction = database.transaction(["outbox", "drafts"], "readwrite", { durability: "strict" });
  const putAll = async () => {
    for (const draft of drafts) await transaction.objectStore("drafts").put(draft);
    const orders: number[] = [];
    for (const entry of entries) orders.push(await addOnce(transaction, entry));
    return orders;
  };
  return finished(transaction, putAll());
}

async function addOnce(transaction: OutboxTransaction, { order: _order, ...row }: Entry): Promise<number> {
  const outbox = transaction.objectStore("outbox");
  return (await outbox.index("id").getKey(row.id)) ?? (await outbox.add({ ...row, suborder: 0 }));
}

async function changeOne(transaction: OutboxTransaction, id: string, change: Change): Promise<Entry | null> {
  const outbox = transaction.objectStore("outbox");
  const order = await outbox.index("id").getKey(id);
  const row = order === undefined ? undefined : await outbox.get(order);
  if (!row || order === undefined) return null;
  const entry = { ...row, order };
  const next = change(entry);
  if (next === undefined) return entry;
  if (next === null) await outbox.delete(order);
  else await outbox.put(withoutOrder(next), order);
  return next;
}

const withoutOrder = ({ order: _order, ...row }: Entry) => row;

/** What was written to a listing, say, goes to the conversation that it has opened. */
export const addressed = (entry: Entry, conversationId: string): Entry => ({
  ...entry,
  conversationId,
  version: entry.version + 1,
});
