// Fetches the messages of conversations that are likely to be opened next, so that opening them needs no network. They
// go into the same threads as any other page. Nothing is marked as read or delivered by it.
import { limits } from "../../contract/limits";
import type { Context } from "../engine/context";
import type { ThreadLoader } from "./threads";

export type AheadOptions = {
  /** Resolves once the device's cache has been read. */
  restored: () => Promise<void>;
  /** Calls back when the page has nothing else to do. */
  whenIdle?: (work: () => void) => void;
  savesData?: () => boolean;
};

/** Safari has no idle callback. */
const idleFallbackMs = 300;
/** A page that is never idle still gets there. */
const idleTimeoutMs = 3_000;

function whenPageIsIdle(work: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(work, { timeout: idleTimeoutMs });
  else setTimeout(work, idleFallbackMs);
}

type DataSaving = { connection?: { saveData?: boolean } };

const browserSavesData = (): boolean =>
  (globalThis.navigator as (Navigator & DataSaving) | undefined)?.connection?.saveData === true;

export class ThreadsAhead {
  private wanted: readonly string[] = [];
  /** The revision at which each conversation was fetched ahead, the oldest first. */
  private readonly asked = new Map<string, number>();
  private isRunning = false;
  private isStopped = false;

  constructor(
    private readonly context: Context,
    private readonly threads: ThreadLoader,
    private readonly options: AheadOptions,
  ) {}

  /** Replaces what was wanted before. The first ones are fetched first. */
  want(conversationIds: readonly string[]): void {
    this.wanted = conversationIds.slice(0, limits.aheadThreads);
    this.wake();
  }

  /** Goes on after the network has come back. */
  wake(): void {
    if (this.isRunning || this.isStopped || this.next() === undefined) return;
    this.isRunning = true;
    (this.options.whenIdle ?? whenPageIsIdle)(() => void this.step());
  }

  /** One thread at a time, after everything that the reader is waiting for. */
  private async step(): Promise<void> {
    await Promise.all([this.options.restored(), this.threads.settled()]);
    const id = this.next();
    if (id !== undefined && !this.isStopped) {
      this.remember(id);
      await this.threads.loadAhead(id);
    }
    this.isRunning = false;
    this.wake();
  }

  private next(): string | undefined {
    if (this.context.store.getState().connection.status !== "online") return undefined;
    if ((this.options.savesData ?? browserSavesData)()) return undefined;
    return this.wanted.find((id) => this.isMissing(id));
  }

  private isMissing(id: string): boolean {
    const { rows, threads } = this.context.store.getState();
    const rev = rows.get(id)?.base.rev;
    if (rev === undefined || threads.has(id)) return false;
    return (this.asked.get(id) ?? -1) < rev;
  }

  private remember(id: string): void {
    this.asked.delete(id);
    this.asked.set(id, this.context.store.getState().rows.get(id)?.base.rev ?? 0);
    for (const oldest of this.asked.keys()) {
      if (this.asked.size <= limits.aheadRemembered) break;
      this.asked.delete(oldest);
    }
  }

  start(): void {
    this.isStopped = false;
  }

  stop(): void {
    this.isStopped = true;
    this.wanted = [];
  }
}
