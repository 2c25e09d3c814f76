// What a browser keeps of one account: one database an account, so that accounts on one browser never mix.
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from "idb";
import type { Conversation, QuickReply, Unread } from "../../contract/entities";
import { limits } from "../../contract/limits";
import type { CachedList, CachedThread } from "../engine/ports";
import type { Entry } from "../outbox/entry";

/** `at` is when it was written last; what was not touched for longest goes first when there is too much. */
export type Draft = { key: string; text: string; at: number };
type Kept<Value> = { value: Value; at: number };

export interface Schema extends DBSchema {
  /** Entries under their place, which the browser numbers across all tabs. */
  outbox: { key: number; value: Omit<Entry, "order">; indexes: { id: string } };
  drafts: { key: string; value: Draft; indexes: { at: number } };
  conversations: { key: string; value: Kept<Conversation>; indexes: { at: number } };
  threads: { key: string; value: Kept<CachedThread>; indexes: { at: number } };
  lists: { key: string; value: Kept<CachedList>; indexes: { at: number } };
  /** `epoch` is which database this is: another one of the same name is another epoch. */
  single: {
    key: "unread" | "leader" | "epoch" | "quickReplies";
    value:
      | Kept<Unread>
      | { tab: string; untilMs: number }
      | { epoch: string }
      | { quickReplies: readonly QuickReply[] };
  };
}

export type Database = IDBPDatabase<Schema>;
export type StoreName = StoreNames<Schema>;
export type Upgrade = (
  database: Database,
  transaction: IDBPTransaction<Schema, StoreName[], "versionchange">,
) => void | Promise<void>;

export const cacheStores = ["conversations", "threads", "lists"] as const;

/**
 * What makes version n+1 of version n; a released step is never changed. What is cached may be dropped by a step,
 * unsent messages and drafts never.
 */
export const upgrades: readonly Upgrade[] = [
  (database) => {
    const outbox = database.createObjectStore("outbox", { autoIncrement: true });
    outbox.createIndex("id", "id", { unique: true });
    database.createObjectStore("drafts", { keyPath: "key" }).createIndex("at", "at");
    for (const name of cacheStores) database.createObjectStore(name).createIndex("at", "at");
    database.createObjectStore("single");
  },
];

export const databaseName = (userId: string): string => `parley-${userId}`;

type Events = {
  /** Another tab runs a newer Parley, or the account was cleared: this page has to do without from now on. */
  onOutdated: () => void;
  /** The browser has closed it; it may be opened again. */
  onLost: () => void;
};

export async function openDatabase(
  userId: string,
  { onOutdated, onLost }: Events,
  steps: readonly Upgrade[] = upgrades,
): Promise<Database> {
  let isLate = false;
  const opening = openDB<Schema>(databaseName(userId), steps.length, {
    async upgrade(database, oldVersion, _newVersion, transaction) {
      try {
        for (const step of steps.slice(oldVersion)) await step(database, transaction);
      } catch {
        // All of it or nothing; the page goes on in memory, and the next one may have better luck.
        transaction.abort();
        await transaction.done.catch(() => undefined);
      }
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      onOutdated();
    },
    terminated: onLost,
  });
  // One that opens after nobody waits for it any more must not block other tabs.
  void opening.then((database) => isLate && database.close()).catch(() => undefined);
  return within(limits.storageTimeoutMs, opening).catch((error) => {
    isLate = true;
    throw error;
  });
}

/** Browsers have been seen to let a request for their storage hang. */
export function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("The browser's storage does not answer.")), timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
