// The way to an account's database: opened when first needed, opened again when the browser has lost it, and given
// up for as long as the page lives when the browser has none to give.
import { deleteDB } from "idb";
import { limits } from "../../contract/limits";
import { type Database, databaseName, openDatabase, type Upgrade, within } from "./database";

/** The page has no storage (any more). Whoever meets it goes on in memory. */
export class NoStorage extends Error {
  override name = "NoStorage";
}

/** Errors that mean "this connection is dead", as Safari's own after it has ended the storage's process. */
const deadConnection = new Set(["InvalidStateError", "UnknownError", "TransactionInactiveError"]);

export const isFull = (error: unknown): boolean =>
  error instanceof Error && error.name === "QuotaExceededError";

/** What the work has answered, once the transaction is through. */
export async function finished<T>(transaction: { done: Promise<void> }, work: Promise<T>): Promise<T> {
  const [answer] = await Promise.all([work, transaction.done]);
  return answer;
}

type Events = {
  /** Told once, when there is no way back for this page. */
  onGivenUp?: () => void;
  /** The browser has thrown away what was kept and begun anew. Nobody else uses it until this is done. */
  onEmptied?: (database: Database) => Promise<void>;
};

/** Given when it is first asked for; without one, as on a full disk, nobody will notice another in its place. */
async function epochOf(database: Database): Promise<string | undefined> {
  const kept = await database.get("single", "epoch");
  if (kept && "epoch" in kept) return kept.epoch;
  const transaction = database.transaction("single", "readwrite");
  const give = async () => {
    const given = await transaction.store.get("epoch");
    if (given && "epoch" in given) return given.epoch;
    const epoch = crypto.randomUUID();
    await transaction.store.put({ epoch }, "epoch");
    return epoch;
  };
  return finished(transaction, give()).catch(() => undefined);
}

export class Connection {
  private opening: Promise<Database> | null = null;
  private isGivenUp = false;
  private epoch: string | undefined;

  constructor(
    readonly userId: string,
    private readonly events: Events = {},
    private readonly steps?: readonly Upgrade[],
  ) {}

  /** Runs work on the database; once more on a new connection when the old one turns out dead. */
  async use<T>(work: (database: Database) => Promise<T>): Promise<T> {
    try {
      return await this.once(work);
    } catch (error) {
      if (this.isGivenUp || !(error instanceof Error) || !deadConnection.has(error.name)) throw error;
      this.forget();
      return this.once(work);
    }
  }

  private async once<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const database = await this.open();
    return within(limits.storageTimeoutMs, work(database));
  }

  private async open(): Promise<Database> {
    if (this.isGivenUp || typeof indexedDB === "undefined") throw this.giveUp();
    this.opening ??= this.connect();
    try {
      return await this.opening;
    } catch {
      throw this.giveUp();
    }
  }

  private async connect(): Promise<Database> {
    const events = { onOutdated: () => void this.giveUp(), onLost: () => this.forget() };
    const database = await openDatabase(this.userId, events, this.steps);
    const epoch = await within(limits.storageTimeoutMs, epochOf(database));
    const isEmptied = this.epoch !== undefined && epoch !== this.epoch;
    this.epoch = epoch;
    if (isEmptied) await this.events.onEmptied?.(database);
    return database;
  }

  private forget(): void {
    const { opening } = this;
    this.opening = null;
    void opening?.then((database) => database.close()).catch(() => undefined);
  }

  private giveUp(): NoStorage {
    if (!this.isGivenUp) {
      this.isGivenUp = true;
      this.forget();
      this.events.onGivenUp?.();
    }
    return new NoStorage("This page has no storage.");
  }

  close(): void {
    this.isGivenUp = true;
    this.forget();
  }

  /** Removes everything of the account. First its contents, since other tabs may hold the database open. */
  async clear(): Promise<void> {
    try {
      await this.use(async (database) => {
        const stores = [...database.objectStoreNames];
        const transaction = database.transaction(stores, "readwrite");
        const cleared = stores.map((name) => transaction.objectStore(name).clear());
        await finished(transaction, Promise.all(cleared));
      });
    } catch {
      // What cannot be opened cannot be emptied either; deleting it may still be possible.
    }
    this.close();
    if (typeof indexedDB === "undefined") return;
    await within(limits.storageTimeoutMs, deleteDB(databaseName(this.userId))).catch(() => undefined);
  }
}
