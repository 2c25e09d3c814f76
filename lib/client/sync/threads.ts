// Brings the pages of threads, and lets go of threads that nobody has looked at for long.
import type { Message } from "../../contract/entities";
import type { ErrorBody } from "../../contract/envelope";
import { errorTable } from "../../contract/errors";
import { limits } from "../../contract/limits";
import { backOffMs, type Context } from "../engine/context";
import { type PageKind, shownWindow } from "../state/threads";
import { firstSeq, holds, lastSeq } from "../state/windows";
import { Lookers } from "./lookers";

type Place = { before?: number; after?: number; around?: number };

/** With more unread than this, the newest page would not hold the first of them. */
const unreadOnPage = limits.threadPageItems - 10;

export class ThreadLoader {
  private readonly lookers = new Lookers();
  /** In the order in which they were last looked at. */
  private readonly recent = new Set<string>();
  private readonly loading = new Map<string, Promise<unknown>>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private isStopped = false;

  constructor(private readonly context: Context) {}

  /** `around` is the message to begin with; without one it is the first unread, or the newest. */
  open(conversationId: string, around?: number): () => void {
    const letGo = this.lookers.open([conversationId], () => this.forget());
    this.recent.delete(conversationId);
    this.recent.add(conversationId);
    const thread = this.context.store.getState().threads.get(conversationId);
    if (thread?.status !== "ready") void this.load(conversationId, around);
    return letGo;
  }

  /** Those that are looked at, the latest first. */
  get opened(): string[] {
    return [...this.recent].filter((id) => this.lookers.has(id)).reverse();
  }

  /** Again for whatever is looked at and could not be loaded. */
  retryFailed(): void {
    const { threads } = this.context.store.getState();
    for (const id of this.lookers.keys()) if (threads.get(id)?.status === "error") void this.load(id);
  }

  load(conversationId: string, around?: number, attempt = 0): Promise<void> {
    return this.once(conversationId, async () => {
      const error = await this.loadFirst(conversationId, around);
      if (!error || this.isStopped || !errorTable[error.code].retryable) return;
      const delayMs = backOffMs(attempt + 1, this.context.random, error.retryAfterMs);
      clearTimeout(this.timers.get(conversationId));
      const again = () => {
        this.timers.delete(conversationId);
        const isStillMissing = this.context.store.getState().threads.get(conversationId)?.status === "error";
        if (this.lookers.has(conversationId) && isStillMissing)
          void this.load(conversationId, around, attempt + 1);
      };
      this.timers.set(conversationId, setTimeout(again, delayMs));
    });
  }

  /** Loads what opening would, for nobody who waits for it: a failure leaves no trace and is not tried again. */
  async loadAhead(conversationId: string): Promise<void> {
    const error = await this.once(conversationId, () => this.loadFirst(conversationId));
    if (error && !this.lookers.has(conversationId))
      this.context.store.dispatch({ type: "threads:dropped", ids: [conversationId] });
    else if (error) await this.load(conversationId);
    this.forget();
  }

  /** Resolves when nothing is being loaded any more. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.loading.values()]);
  }

  private async loadFirst(conversationId: string, wanted?: number): Promise<ErrorBody | null> {
    const { store, call } = this.context;
    if (!store.getState().rows.has(conversationId)) {
      // The row comes before its messages, so that its revision is none that these could lack.
      store.dispatch({ type: "thread:wanted", conversationId, rev: 0 });
      const answer = await call("conversation:get", { conversationId });
      if (this.isStopped) return null;
      if (!answer.ok) {
        store.dispatch({ type: "thread:failed", conversationId, error: answer.error });
        return answer.error;
      }
      store.dispatch({ type: "threads:dropped", ids: [conversationId] });
      store.dispatch({ type: "rows", conversations: [answer.data.conversation] });
    }
    const view = store.getState().rows.get(conversationId)?.view;
    if (!view) return null;
    const isFar = view.unread > 0 && view.seq - view.readSeq > unreadOnPage;
    const around = wanted ?? (isFar ? view.readSeq + 1 : undefined);
    return this.page(conversationId, { around }, around === undefined ? "open" : "around");
  }

  loadOlder(conversationId: string): Promise<void> {
    return this.once(`${conversationId} older`, async () => {
      const window = this.shown(conversationId);
      if (window && firstSeq(window) > 1)
        await this.page(conversationId, { before: firstSeq(window) }, "older");
    });
  }

  loadNewer(conversationId: string): Promise<void> {
    return this.once(`${conversationId} newer`, async () => {
      const window = this.shown(conversationId);
      const newest = this.context.store.getState().rows.get(conversationId)?.base.seq ?? 0;
      if (window && lastSeq(window) < newest)
        await this.page(conversationId, { after: lastSeq(window) }, "newer");
    });
  }

  /** Answers what went wrong, or null. */
  loadAround(conversationId: string, seq: number): Promise<ErrorBody | null> {
    return this.once(`${conversationId} around ${seq}`, async () => {
      // The first page chooses what is shown as well, and would undo this choice if it came later.
      await this.loading.get(conversationId);
      const thread = this.context.store.getState().threads.get(conversationId);
      // The first message of a window is shown together with the one before it, so holding it alone is not enough.
      const held = thread?.windows.find(
        (window) => holds(window, seq) && (seq === 1 || firstSeq(window) < seq),
      );
      // What is here needs no asking, only to be shown.
      if (!held) return this.page(conversationId, { around: seq }, "around");
      this.tell(conversationId, "around", held.slice(0, 1), seq);
      return null;
    });
  }

  /** Whoever writes wants to see it, wherever they have been reading. */
  showNewest(conversationId: string): void {
    const window = this.shown(conversationId);
    const newest = this.context.store.getState().rows.get(conversationId)?.base.seq ?? 0;
    if (window && lastSeq(window) < newest) void this.loadAround(conversationId, newest);
  }

  private shown(conversationId: string) {
    const thread = this.context.store.getState().threads.get(conversationId);
    return thread && shownWindow(thread);
  }

  private async page(conversationId: string, place: Place, kind: PageKind): Promise<ErrorBody | null> {
    const { store, call } = this.context;
    const rev = store.getState().rows.get(conversationId)?.base.rev ?? 0;
    store.dispatch({ type: "thread:wanted", conversationId, rev });
    const limit = limits.threadPageItems;
    const answer = await call("message:list", { conversationId, ...place, limit });
    if (!answer.ok) {
      store.dispatch({ type: "thread:failed", conversationId, error: answer.error });
      return answer.error;
    }
    this.put(conversationId, kind, answer.data.items, place.around);
    return null;
  }

  private tell(conversationId: string, kind: PageKind, messages: readonly Message[], around?: number): void {
    this.context.store.dispatch({ type: "thread:wanted", conversationId, rev: 0 });
    this.put(conversationId, kind, messages, around);
  }

  private put(conversationId: string, kind: PageKind, messages: readonly Message[], around?: number): void {
    this.context.store.dispatch({ type: "thread:page", conversationId, kind, around, messages });
  }

  /** The same page is asked for once, however many want it. */
  private once<T>(key: string, work: () => Promise<T>): Promise<T> {
    // The key names the work, so what runs under it answers the same.
    const running = this.loading.get(key) as Promise<T> | undefined;
    if (running) return running;
    const promise = work().finally(() => this.loading.delete(key));
    this.loading.set(key, promise);
    return promise;
  }

  private forget(): void {
    const { store } = this.context;
    for (const id of store.getState().threads.keys()) if (!this.recent.has(id)) this.recent.add(id);
    const idle = [...this.recent].filter((id) => !this.lookers.has(id));
    const ids = idle.slice(0, Math.max(0, idle.length - limits.heldThreads));
    for (const id of ids) this.recent.delete(id);
    if (ids.length > 0) store.dispatch({ type: "threads:dropped", ids });
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
