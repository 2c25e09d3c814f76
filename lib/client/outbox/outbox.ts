// The outbox of one tab: sends what is its to send, in the order in which it was written, until it is stored.
import { AppError } from "../../contract/errors";
import { limits } from "../../contract/limits";
import {
  type ComposerTarget,
  type NewOutgoing,
  type Outbox,
  type OutboxEntry,
  type OutboxOptions,
  targetKey,
} from "../engine/ports";
import type { Database } from "../storage/database";
import type { OutboxStore } from "../storage/outbox-store";
import type { OpenChannel } from "../tabs/channel";
import type { Leadership } from "../tabs/leader";
import { deliver } from "./deliver";
import { judge, nextDueMs, noWaits, sendable, triedOf } from "./plan";
import { SharedTray } from "./shared";

export type Parts = {
  store: OutboxStore;
  open: OpenChannel;
  seek: (onChange: (isLeader: boolean) => void) => Leadership;
  /** Removes what the browser keeps of the account, and ends the way to it. */
  forget: () => Promise<void>;
  disconnect: () => void;
};

export class TabOutbox implements Outbox {
  private readonly shared: SharedTray;
  private readonly listeners = new Set<() => void>();
  private readonly inFlight = new Map<string, AbortController>();
  private leadership: Leadership | null = null;
  private waits = noWaits;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private started: Promise<void> | null = null;
  private hasJoined = false;
  private isRunning = false;
  private isLost = false;
  private isClosed = false;
  private readonly now: () => number;
  private readonly random: () => number;

  constructor(
    private readonly options: OutboxOptions,
    private readonly parts: Parts,
  ) {
    this.now = options.now ?? Date.now;
    this.random = options.random ?? Math.random;
    this.shared = new SharedTray(parts.store, {
      onChange: () => this.changed(),
      onStored: options.onStored,
      onWake: () => this.forgetWaits(),
    });
  }

  state = (): readonly OutboxEntry[] => this.shared.entries();
  drafts = (): ReadonlyMap<string, string> => this.shared.drafts();
  storage = (): "kept" | "memory" => (this.shared.isKept() ? "kept" : "memory");

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Until here nothing has any effect, since servers make pages as well. */
  start(): Promise<void> {
    if (!this.isClosed) this.started ??= this.begin();
    return this.started ?? Promise.resolve();
  }

  private async begin(): Promise<void> {
    this.isRunning = true;
    this.join();
    await this.reload();
    if (!this.isRunning) return;
    if (!this.isLost) this.leadership ??= this.parts.seek((isLeader) => void (isLeader && this.takeOver()));
    this.pump();
  }

  private join(): void {
    if (this.hasJoined) return;
    this.hasJoined = true;
    this.shared.join(this.parts.open, `parley-${this.options.userId}`);
    globalThis.document?.addEventListener("visibilitychange", this.onVisibility);
    globalThis.window?.addEventListener("pagehide", this.onHide);
  }

  /** What other tabs relied on this one for is theirs to send. */
  stop(): void {
    this.isRunning = false;
    this.started = null;
    clearTimeout(this.timer);
    this.leadership?.close();
    this.leadership = null;
  }

  async add(outgoing: NewOutgoing): Promise<void> {
    if (this.state().length >= limits.outboxEntries)
      throw new AppError("unavailable", "Too many messages are waiting to be sent already.");
    const { target } = outgoing;
    const conversationId = "conversationId" in target ? target.conversationId : this.opened(target);
    await this.shared.add({ ...outgoing, conversationId, state: "QUEUED", attempts: 0 }, targetKey(target));
  }

  /** Others to the same target may have opened its conversation. */
  private opened(target: ComposerTarget): string | null {
    const key = targetKey(target);
    const mates = this.shared.entries().filter((entry) => targetKey(entry.target) === key);
    return mates.find(({ conversationId }) => conversationId !== null)?.conversationId ?? null;
  }

  retry(id: string): void {
    void this.shared.move(id, "retry").then(() => this.wake());
  }

  discard(id: string): void {
    void this.shared.move(id, "discard");
  }

  async withdraw(id: string): Promise<boolean> {
    for (;;) {
      const entry = this.state().find((each) => each.id === id);
      if (!entry) return false;
      if (entry.state === "SENDING") await this.nextChange();
      else if ((await this.shared.move(id, "discard")) === null) return true;
    }
  }

  private nextChange(): Promise<void> {
    return new Promise((done) => {
      const unsubscribe = this.subscribe(() => {
        unsubscribe();
        done();
      });
    });
  }

  setDraft(key: string, text: string): void {
    this.shared.setDraft(key, text);
  }

  wake(): void {
    this.shared.wakeOthers();
    this.forgetWaits();
    this.pump();
  }

  async clear(): Promise<void> {
    for (const controller of this.inFlight.values()) controller.abort();
    this.shared.empty();
    await this.parts.forget();
    await this.close();
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    this.stop();
    globalThis.document?.removeEventListener("visibilitychange", this.onVisibility);
    globalThis.window?.removeEventListener("pagehide", this.onHide);
    for (const controller of this.inFlight.values()) controller.abort();
    await this.shared.saveNow();
    this.shared.close();
    this.parts.disconnect();
  }

  /** The page lost its storage for good; other tabs may go on with what is kept there. */
  onStorageLost(): void {
    if (this.isClosed) return;
    this.isLost = true;
    this.leadership?.close();
    this.leadership = null;
    this.shared.lose();
  }

  /** The browser has thrown away what was kept: what this page still knows of it is all that there is. */
  onStorageEmptied(database: Database): Promise<void> {
    return this.isClosed ? Promise.resolve() : this.shared.restore(database);
  }

  private readonly onHide = () => void this.shared.saveNow();
  private readonly onVisibility = () =>
    void (document.visibilityState === "hidden" ? this.shared.saveNow() : this.reload());

  private reload(): Promise<void> {
    return this.shared.reload((id) => this.inFlight.has(id));
  }

  /** What the leader before was sending may or may not have arrived; sending it once more does no harm. */
  private async takeOver(): Promise<void> {
    await this.reload();
    const orphans = this.shared
      .entries()
      .filter(({ id, state }) => state === "SENDING" && !this.inFlight.has(id));
    await Promise.all(orphans.map(({ id }) => this.shared.move(id, "postpone")));
    this.pump();
  }

  /** All but what the server has asked for. */
  private forgetWaits(): void {
    const { untilMs, openUntilMs } = this.waits;
    this.waits = { ...noWaits, untilMs, openUntilMs };
  }

  /** Starts whatever may start now, and looks again when more may. */
  private pump(): void {
    clearTimeout(this.timer);
    if (!this.isRunning) return;
    const entries = this.shared.entries();
    const nowMs = this.now();
    for (const { id } of sendable(entries, this.waits, nowMs)) {
      if (this.isMine(id) && !this.inFlight.has(id)) void this.send(id);
    }
    const dueMs = nextDueMs(entries, this.waits, nowMs);
    if (dueMs !== null) {
      this.timer = setTimeout(() => this.pump(), Math.min(dueMs - nowMs, limits.outboxLongestHoldMs));
    }
    const waits = entries.some(({ id, state }) => state !== "FAILED" && !this.shared.isOwn(id));
    this.leadership?.rely(waits);
  }

  private isMine(id: string): boolean {
    if (!this.shared.isWritten(id)) return false;
    return this.shared.isOwn(id) || (this.leadership?.isLeader() ?? false);
  }

  private async send(id: string): Promise<void> {
    const controller = new AbortController();
    this.inFlight.set(id, controller);
    const entry = await this.shared.move(id, "send");
    if (entry?.state === "SENDING" && !this.isClosed) {
      const answer = await deliver(this.options.send, entry, controller);
      if (!this.isClosed) {
        const tried = triedOf(entry, this.shared.entries());
        const verdict = judge(tried, answer, this.waits, this.now(), this.random);
        this.waits = verdict.waits;
        if (verdict.move === "store") await this.shared.stored(entry, verdict.stored);
        else if (verdict.move === "refuse") await this.shared.move(id, "refuse", verdict.failure);
        else await this.shared.move(id, "postpone");
      }
    }
    this.inFlight.delete(id);
    this.pump();
  }

  private changed(): void {
    this.pump();
    for (const listener of this.listeners) listener();
  }
}
