// The inbox and the recent threads as they were last seen, for a first picture without the network. Whatever fails
// here is forgotten: without a cache everything is only slower.
import type { QuickReply } from "../../contract/entities";
import { limits } from "../../contract/limits";
import type { Cache, CacheChanges, CachedList, CachedState, CachedThread } from "../engine/ports";
import { Connection, finished, isFull } from "./connection";
import { cutOldest } from "./cut-oldest";
import { cacheStores, type Database } from "./database";
import { forgetContent } from "./forget";

/** What waits to be written; null stands for what is to be removed. */
type Pending = {
  unread: CacheChanges["unread"];
  conversations: Map<string, NonNullable<CacheChanges["conversations"]>[number] | null>;
  threads: Map<string, CachedThread | null>;
  lists: Map<string, CachedList>;
};

const nothing = (): Pending => ({
  unread: undefined,
  conversations: new Map(),
  threads: new Map(),
  lists: new Map(),
});

export class BrowserCache implements Cache {
  private readonly connection: Connection;
  private pending = nothing();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastWrite = Promise.resolve();
  private isOver = false;

  constructor(userId: string) {
    this.connection = new Connection(userId);
  }

  async load(): Promise<CachedState | null> {
    globalThis.window?.addEventListener("pagehide", this.onHide);
    globalThis.document?.addEventListener("visibilitychange", this.onHide);
    try {
      return await this.connection.use(readAll);
    } catch {
      return null;
    }
  }

  save({ unread, conversations, removed, threads, removedThreads, lists }: CacheChanges): void {
    if (this.isOver) return;
    const { pending } = this;
    if (unread) pending.unread = unread;
    for (const each of conversations ?? []) pending.conversations.set(each.id, each);
    for (const id of removed ?? []) pending.conversations.set(id, null);
    for (const each of threads ?? []) pending.threads.set(each.conversationId, each);
    for (const id of removedThreads ?? []) pending.threads.set(id, null);
    for (const each of lists ?? []) pending.lists.set(each.key, each);
    this.timer ??= setTimeout(() => void this.flush(), limits.cacheSaveMs);
  }

  async loadQuickReplies(): Promise<readonly QuickReply[] | null> {
    try {
      const kept = await this.connection.use((database) => database.get("single", "quickReplies"));
      return kept && "quickReplies" in kept ? kept.quickReplies : null;
    } catch {
      return null;
    }
  }

  saveQuickReplies(quickReplies: readonly QuickReply[]): void {
    if (this.isOver) return;
    const put = (database: Database) => database.put("single", { quickReplies }, "quickReplies");
    this.lastWrite = this.lastWrite
      .then(() => this.connection.use(put))
      .then(
        () => undefined,
        () => undefined,
      );
  }

  async clear(): Promise<void> {
    clearTimeout(this.timer);
    this.pending = nothing();
    await this.lastWrite;
    await this.connection.clear();
    this.stop();
  }

  async forget(): Promise<void> {
    this.isOver = true;
    clearTimeout(this.timer);
    this.pending = nothing();
    await this.lastWrite;
    this.stop();
    await forgetContent(this.connection.userId);
  }

  async close(): Promise<void> {
    await this.flush();
    this.stop();
  }

  private stop(): void {
    globalThis.window?.removeEventListener("pagehide", this.onHide);
    globalThis.document?.removeEventListener("visibilitychange", this.onHide);
    this.connection.close();
  }

  private readonly onHide = () => {
    if (document.visibilityState === "hidden") void this.flush();
  };

  private flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { pending } = this;
    this.pending = nothing();
    this.lastWrite = this.lastWrite
      .then(() => this.connection.use((database) => write(database, pending)))
      .catch((error) => {
        if (isFull(error)) return this.makeRoom();
      });
    return this.lastWrite;
  }

  /** A full disk has better use for its last bytes: unsent messages. */
  private async makeRoom(): Promise<void> {
    const empty = async (database: Database) => {
      await Promise.all(cacheStores.map((name) => database.clear(name)));
    };
    await this.connection.use(empty).catch(() => undefined);
  }
}

async function readAll(database: Database): Promise<CachedState | null> {
  const transaction = database.transaction(["conversations", "threads", "lists", "single"]);
  const [conversations, threads, lists, unread] = await Promise.all([
    transaction.objectStore("conversations").getAll(),
    transaction.objectStore("threads").getAll(),
    transaction.objectStore("lists").getAll(),
    transaction.objectStore("single").get("unread"),
  ]);
  const savedAtMs = Math.max(0, ...lists.map(({ at }) => at), ...threads.map(({ at }) => at));
  if (conversations.length === 0 && threads.length === 0 && lists.length === 0) return null;
  return {
    savedAtMs,
    unread: unread && "value" in unread ? unread.value : null,
    conversations: conversations.map(({ value }) => value),
    threads: threads.map(({ value }) => value),
    lists: lists.map(({ value }) => value),
  };
}

async function write(database: Database, pending: Pending): Promise<void> {
  const transaction = database.transaction(["conversations", "threads", "lists", "single"], "readwrite");
  const at = Date.now();
  const conversations = transaction.objectStore("conversations");
  const threads = transaction.objectStore("threads");
  const lists = transaction.objectStore("lists");
  const writeAll = async () => {
    await Promise.all([
      pending.unread && transaction.objectStore("single").put({ value: pending.unread, at }, "unread"),
      ...[...pending.conversations].map(([id, value]) =>
        value ? conversations.put({ value, at }, id) : conversations.delete(id),
      ),
      ...[...pending.threads].map(([id, value]) =>
        value ? threads.put({ value, at }, id) : threads.delete(id),
      ),
      ...[...pending.lists].map(([key, value]) => lists.put({ value, at }, key)),
    ]);
    await cutOldest(conversations, limits.cachedConversations);
    await cutOldest(threads, limits.cachedThreads);
    await cutOldest(lists, limits.cachedLists);
  };
  await finished(transaction, writeAll());
}
