// How the way to the server stands, and everything that gives reason to look: the network came back, the machine woke
// up, somebody looks at the page again.
import type { Connection } from "../state/types";
import type { Transport } from "../transport/transport";
import type { Context } from "./context";

/** A line that breaks for a moment is nobody's business. */
const offlineAfterMs = 4_000;
const tickMs = 5_000;
/** Timers do not run while a machine sleeps. */
const sleptMs = 20_000;
const hiddenLongMs = 30_000;
/** Without a socket, what is new is asked for. */
const pollMs = 15_000;

export type LinkOptions = {
  transport: () => Transport;
  /** Something may have been missed; whoever is not alone in having missed it waits a moment within this spread. */
  resume: (spreadMs: number) => void;
  isOnline?: () => boolean;
};

export class Link {
  private downTimer: ReturnType<typeof setTimeout> | undefined;
  private ticker: ReturnType<typeof setInterval> | undefined;
  private tickedAtMs = 0;
  private polledAtMs = 0;
  private hiddenAtMs: number | null = null;
  private readonly listening = new AbortController();

  constructor(
    private readonly context: Context,
    private readonly options: LinkOptions,
  ) {}

  start(): void {
    this.tickedAtMs = this.polledAtMs = this.context.now();
    this.ticker = setInterval(() => this.tick(), tickMs);
    this.down();
    const { signal } = this.listening;
    // A socket seems to live on for a while without a network, and what is handed to it then waits for nothing.
    globalThis.window?.addEventListener("offline", () => this.cut(), { signal });
    globalThis.window?.addEventListener("online", () => this.cut(), { signal });
    globalThis.window?.addEventListener("pageshow", (event) => event.persisted && this.wake(), { signal });
    globalThis.document?.addEventListener("visibilitychange", () => this.look(), { signal });
  }

  private show(status: Connection["status"]): void {
    this.context.store.dispatch({ type: "connection", change: { status } });
  }

  up(): void {
    clearTimeout(this.downTimer);
    this.downTimer = undefined;
    this.show("online");
  }

  down(): void {
    if (!this.isOnline()) {
      this.show("offline");
      return;
    }
    if (this.context.store.getState().connection.status === "online") this.show("connecting");
    this.startDown();
  }

  private startDown(): void {
    this.downTimer ??= setTimeout(() => {
      this.downTimer = undefined;
      if (!this.options.transport().isLive) this.show("offline");
    }, offlineAfterMs);
  }

  /** HTTP alone will do where sockets do not get through. */
  reached(isReached: boolean): void {
    if (this.options.transport().isLive) return;
    if (isReached) this.up();
    else this.down();
  }

  private isOnline(): boolean {
    return this.options.isOnline?.() ?? globalThis.navigator?.onLine !== false;
  }

  private tick(): void {
    const nowMs = this.context.now();
    const hasSlept = nowMs - this.tickedAtMs > sleptMs;
    this.tickedAtMs = nowMs;
    // Browsers slow the timers of pages that nobody looks at, which is no sleep.
    if (globalThis.document?.visibilityState === "hidden") return;
    if (hasSlept) {
      // Whatever the line looks like from here, the other end has given it up.
      this.options.transport().renew();
      this.options.resume(0);
      return;
    }
    if (this.options.transport().isLive || !this.isOnline() || nowMs - this.polledAtMs < pollMs) return;
    this.polledAtMs = nowMs;
    this.options.resume(0);
  }

  private look(): void {
    const nowMs = this.context.now();
    if (document.visibilityState === "hidden") this.hiddenAtMs = nowMs;
    else if (this.hiddenAtMs !== null && nowMs - this.hiddenAtMs > hiddenLongMs) this.wake();
    else this.options.transport().hurry();
  }

  /** The network has gone, or another has come: whatever line there was is no longer one. */
  private cut(): void {
    this.options.transport().renew();
    if (this.isOnline()) this.options.resume(0);
    else this.show("offline");
  }

  private wake(): void {
    this.options.transport().hurry();
    this.options.resume(0);
  }

  stop(): void {
    this.listening.abort();
    clearTimeout(this.downTimer);
    clearInterval(this.ticker);
  }
}
