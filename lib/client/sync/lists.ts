// Brings the pages of lists. A list lives while somebody looks at it, and a little longer.
import { errorTable } from "../../contract/errors";
import { type ConversationFilter, listKey, plainFilters } from "../../contract/initial";
import { limits } from "../../contract/limits";
import { backOffMs, type Context } from "../engine/context";
import type { List } from "../state/types";
import { Lookers } from "./lookers";

const keptLists = 12;

export class ListLoader {
  private readonly lookers = new Lookers();
  private readonly loading = new Set<string>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private isStopped = false;
  private syncedKey = listKey({});

  /** `openThreads`: conversations that are looked at outside of lists. */
  constructor(
    private readonly context: Context,
    private readonly openThreads: () => readonly string[],
  ) {}

  /** Answers how to let go of it. */
  open(filter: ConversationFilter): () => void {
    const key = listKey(filter);
    const letGo = this.lookers.open([key], () => this.forget());
    const list = this.context.store.getState().lists.get(key);
    if (list?.status !== "ready" || list.isStale) void this.load(key, filter);
    return letGo;
  }

  /** The plain list whose first page comes with catching up: one that is looked at. */
  synced(): ConversationFilter {
    const filter = plainFilters.find((each) => this.lookers.has(listKey(each))) ?? {};
    this.syncedKey = listKey(filter);
    return filter;
  }

  /** The first page, as long as what is shown now. */
  private async load(key: string, filter: ConversationFilter, attempt = 0): Promise<void> {
    if (this.loading.has(key) || this.isStopped) return;
    this.loading.add(key);
    const { store, call, random } = this.context;
    store.dispatch({ type: "list:wanted", key, filter });
    const shown = store.getState().lists.get(key)?.ids.length ?? 0;
    const limit = Math.min(Math.max(shown, limits.defaultPageItems), limits.pageItems);
    const answer = await call("conversation:list", { ...filter, limit });
    this.loading.delete(key);
    if (answer.ok) {
      store.dispatch({ type: "list:page", key, isFirst: true, ...answer.data });
      return;
    }
    store.dispatch({ type: "list:failed", key, error: answer.error });
    if (this.isStopped || !errorTable[answer.error.code].retryable || !this.lookers.has(key)) return;
    clearTimeout(this.timers.get(key));
    const delayMs = backOffMs(attempt + 1, random, answer.error.retryAfterMs);
    const again = () => {
      this.timers.delete(key);
      if (this.lookers.has(key)) void this.load(key, filter, attempt + 1);
    };
    this.timers.set(key, setTimeout(again, delayMs));
  }

  async loadMore(key: string): Promise<void> {
    const { store, call } = this.context;
    const list = store.getState().lists.get(key);
    if (!list || list.nextCursor === null || list.status !== "ready" || this.loading.has(key)) return;
    this.loading.add(key);
    const answer = await call("conversation:list", { ...list.filter, cursor: list.nextCursor });
    this.loading.delete(key);
    if (answer.ok) store.dispatch({ type: "list:page", key, isFirst: false, ...answer.data });
    else store.dispatch({ type: "list:failed", key, error: answer.error });
  }

  retry(key: string): void {
    const list = this.context.store.getState().lists.get(key);
    if (list) void this.load(key, list.filter);
  }

  /**
   * Which conversations belong to a list may have changed while nobody told us. An inbox of one page has just come
   * with the catching up. `areFresh`: the others have just been rendered by the server.
   */
  confirmAll(areFresh: boolean): void {
    const { store } = this.context;
    const isConfirmed = ({ key, status, ids }: List) =>
      status === "ready" && (areFresh || (key === this.syncedKey && ids.length <= limits.defaultPageItems));
    const doubted = [...store.getState().lists.values()].filter((list) => list.isStale || !isConfirmed(list));
    store.dispatch({ type: "lists:doubted", keys: doubted.map(({ key }) => key) });
    for (const { key, filter } of doubted) if (this.lookers.has(key)) void this.load(key, filter);
  }

  private forget(): void {
    const { store } = this.context;
    const idle = [...store.getState().lists.keys()].filter((key) => !this.lookers.has(key));
    for (const key of idle.slice(0, Math.max(0, idle.length - keptLists)))
      store.dispatch({ type: "list:dropped", key });
    this.shed();
  }

  /** Once more is known than is sensible to hold and to catch up on, only what is looked at stays. */
  private shed(): void {
    const { store } = this.context;
    if (store.getState().rows.size <= limits.heldConversations) return;
    for (const key of store.getState().lists.keys())
      if (!this.lookers.has(key)) store.dispatch({ type: "list:dropped", key });
    const { lists, rows, outbox } = store.getState();
    const stay = new Set([...this.openThreads(), ...outbox.keys()]);
    for (const { ids } of lists.values()) for (const id of ids) stay.add(id);
    const ids = [...rows.keys()].filter((id) => !stay.has(id));
    store.dispatch({ type: "threads:dropped", ids });
    store.dispatch({ type: "rows:dropped", ids });
  }

  start(): void {
    this.isStopped = false;
  }

  stop(): void {
    this.isStopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }
}
