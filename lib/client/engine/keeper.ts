// Keeps what the page knows for the next time, and begins with what was kept the last time.
import { isPlainKey } from "../../contract/initial";
import { limits } from "../../contract/limits";
import { compareActivity } from "../state/lists";
import type { List, State, Thread } from "../state/types";
import { lastSeq } from "../state/windows";
import type { Context } from "./context";
import type { Cache, CacheChanges, CachedList, CachedThread } from "./ports";

const saveAfterMs = 1_000;

export class Keeper {
  private saved: Pick<State, "rows" | "threads" | "lists" | "unread"> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private unsubscribe: (() => void) | null = null;
  private isStopped = false;
  /** Resolves when what the device keeps is part of the state, or is known not to be there. */
  restored: Promise<void> = Promise.resolve();

  constructor(
    private readonly context: Context,
    private readonly cache: Cache,
  ) {}

  start(): void {
    this.isStopped = false;
    this.restored = this.restore();
  }

  private async restore(): Promise<void> {
    const { store } = this.context;
    const cached = await this.cache.load().catch(() => null);
    if (this.isStopped) return;
    if (cached) store.dispatch({ type: "restored", cached });
    if (this.unsubscribe) return;
    this.unsubscribe = store.subscribe(() => this.schedule());
    this.schedule();
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => this.save(), saveAfterMs);
  }

  private save(): void {
    this.timer = undefined;
    const state = this.context.store.getState();
    const changes = changesSince(this.saved, state);
    this.saved = state;
    if (changes) this.cache.save(changes);
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.unsubscribe?.();
    this.unsubscribe = null;
  }
}

type Saved = Pick<State, "rows" | "threads" | "lists" | "unread">;

/** What a cache that holds the state of before is to be told; null when nothing. */
export function changesSince(before: Saved | null, state: State): CacheChanges | null {
  const changes: CacheChanges = {};
  if (before?.unread !== state.unread) changes.unread = state.unread;
  if (before?.rows !== state.rows) {
    const changed = [...state.rows.values()].filter(({ base }) => before?.rows.get(base.id)?.base !== base);
    if (changed.length > 0) {
      const newest = changed.map(({ base }) => base).sort(compareActivity);
      changes.conversations = newest.slice(0, limits.cachedConversations);
    }
    const removed = [...(before?.rows.keys() ?? [])].filter((id) => !state.rows.has(id));
    if (removed.length > 0) changes.removed = removed;
  }
  if (before?.threads !== state.threads) keepThreads(changes, before, state);
  if (before?.lists !== state.lists) {
    const lists = [...state.lists.values()].filter(
      (list) => isKept(list) && before?.lists.get(list.key) !== list,
    );
    if (lists.length > 0) changes.lists = lists.map(cachedList);
  }
  return Object.keys(changes).length > 0 ? changes : null;
}

/** Only plain lists: the others are narrowed from what is known. */
const isKept = ({ key, status, isStale }: List): boolean => isPlainKey(key) && status === "ready" && !isStale;

const cachedList = ({ key, nextCursor, floor }: List): CachedList => ({ key, nextCursor, floor });

function keepThreads(changes: CacheChanges, before: Saved | null, state: State): void {
  const threads: CachedThread[] = [];
  for (const [id, thread] of state.threads) {
    // What is told while a first page is under way is no beginning, and would hide that one is still to be loaded.
    if (thread.status !== "ready" || before?.threads.get(id) === thread) continue;
    const cached = cachedThread(id, thread, state.rows.get(id)?.base.seq ?? 0);
    if (cached) threads.push(cached);
  }
  if (threads.length > 0) changes.threads = threads.slice(-limits.cachedThreads);
  const gone = [...(before?.threads.keys() ?? [])].filter(
    (id) => state.threads.get(id)?.status === "missing",
  );
  if (gone.length > 0) changes.removedThreads = gone;
}

/** The newest messages; an older part of a thread is no place to begin with. */
function cachedThread(conversationId: string, { windows, rev }: Thread, seq: number): CachedThread | null {
  const newest = windows.at(-1);
  if (!newest || lastSeq(newest) < seq) return null;
  return { conversationId, rev, messages: newest.slice(-limits.threadPageItems) };
}
