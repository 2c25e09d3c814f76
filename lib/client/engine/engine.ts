// The engine of one page: the store and everything that keeps it true. It has no effect at all before `start`.
import type { Conversation, Message } from "../../contract/entities";
import type { Initial } from "../../contract/initial";
import { createOutbox } from "../outbox/create-outbox";
import { initialState } from "../state/begin";
import { createEngineStore, type EngineStore } from "../state/store";
import { createCache } from "../storage/create-cache";
import { takeOver } from "../storage/forget";
import { holder, watchHolder } from "../storage/holder";
import { ThreadsAhead } from "../sync/ahead";
import { ListLoader } from "../sync/lists";
import { PresenceWatch } from "../sync/presence";
import { Syncer } from "../sync/syncer";
import { ThreadLoader } from "../sync/threads";
import { Typing } from "../sync/typing";
import { Watermarks } from "../sync/watermarks";
import type { ToldFact } from "../transport/socket";
import {
  type Call,
  createTransport,
  type Transport,
  type TransportFactory,
  type TransportOptions,
} from "../transport/transport";
import { Actions } from "./actions";
import type { Context } from "./context";
import { Keeper } from "./keeper";
import { Link } from "./link";
import { sender } from "./outgoing";
import type { Cache, CacheFactory, Outbox, OutboxFactory, Stored } from "./ports";

export type EngineOptions = {
  initial: Initial;
  transport?: TransportOptions;
  createTransport?: TransportFactory;
  outbox?: OutboxFactory;
  cache?: CacheFactory;
  now?: () => number;
  random?: () => number;
};

export type Arrival = (message: Message, conversation: Conversation) => void;

/** Everybody who is told at once to catch up does so within this time. */
const storms = { reconnectedMs: 1_000, toldMs: 2_000 };
const arrivalsRemembered = 500;
/** A page that a service worker has kept is older. */
const renderedFreshMs = 60_000;

/** Pages that a browser had set aside hear of nothing meanwhile. */
function onShown(listener: () => void): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const look = () => document.visibilityState === "visible" && listener();
  globalThis.window?.addEventListener("pageshow", look, { signal });
  globalThis.document?.addEventListener("visibilitychange", look, { signal });
  return () => controller.abort();
}

export class Engine {
  readonly store: EngineStore;
  readonly call: Call;
  readonly lists: ListLoader;
  readonly threads: ThreadLoader;
  readonly ahead: ThreadsAhead;
  readonly presence: PresenceWatch;
  readonly watermarks: Watermarks;
  readonly typing: Typing;
  readonly actions: Actions;
  readonly outbox: Outbox;
  readonly cache: Cache;
  private readonly transport: Transport;
  private readonly syncer: Syncer;
  private readonly keeper: Keeper;
  private readonly context: Context;
  private link: Link | null = null;
  private readonly arrivals = new Set<Arrival>();
  private readonly stored = new Set<(stored: Stored) => void>();
  private readonly arrived = new Set<string>();
  private hasBeenUp = false;
  private hasCaughtUp = false;
  private readonly renderedAtMs: number;
  private readonly isShell: boolean;
  private unsubscribe: (() => void)[] = [];

  constructor(options: EngineOptions) {
    this.renderedAtMs = Date.parse(options.initial.serverTime);
    this.isShell = options.initial.isShell === true;
    this.store = createEngineStore(initialState(options.initial));
    const { me } = options.initial;
    const transportOptions = { ...options.transport, userId: me.id };
    this.transport = (options.createTransport ?? createTransport)(transportOptions, {
      up: () => this.up(),
      down: () => this.link?.down(),
      fact: (fact) => this.hear(fact),
      ended: (reason) => this.end(reason),
      reached: (isReached) => this.link?.reached(isReached),
    });
    this.call = this.transport.call;
    this.context = {
      store: this.store,
      call: this.callOnceRestored,
      isLive: () => this.transport.isLive,
      now: options.now ?? Date.now,
      random: options.random ?? Math.random,
    };
    this.threads = new ThreadLoader(this.context);
    this.ahead = new ThreadsAhead(this.context, this.threads, { restored: () => this.keeper.restored });
    this.lists = new ListLoader(this.context, () => this.threads.opened);
    this.presence = new PresenceWatch(this.context);
    this.watermarks = new Watermarks(this.context);
    this.typing = new Typing(this.context);
    this.syncer = new Syncer(this.context, {
      priority: () => this.threads.opened,
      inbox: () => this.lists.synced(),
      caughtUp: () => this.caughtUp(),
    });
    this.outbox = (options.outbox ?? createOutbox)({
      userId: me.id,
      send: sender(this.call),
      onStored: (stored) => this.keep(stored),
      now: options.now,
      random: options.random,
    });
    this.cache = (options.cache ?? createCache)({ userId: me.id });
    this.keeper = new Keeper(this.context, this.cache);
    this.actions = new Actions(this.context, {
      outbox: this.outbox,
      cache: this.cache,
      watermarks: this.watermarks,
      stop: () => this.stop(),
    });
  }

  start(): void {
    if (this.link || !this.isSignedIn) return;
    // A page of this browser's own store may be that of somebody who has left.
    if (this.isShell && holder() !== this.meId) {
      this.end("replaced");
      return;
    }
    takeOver(this.meId);
    this.link = new Link(this.context, {
      transport: () => this.transport,
      resume: (spreadMs) => this.resume(spreadMs),
    });
    this.link.start();
    for (const part of [this.syncer, this.lists, this.threads, this.ahead, this.watermarks]) part.start();
    this.unsubscribe = [
      this.outbox.subscribe(() => this.readOutbox()),
      this.store.subscribe(() => this.syncer.watch()),
      watchHolder((userId) => userId !== this.meId && this.end("replaced")),
      onShown(() => {
        const now = holder();
        if (now !== null && now !== this.meId) this.end("replaced");
      }),
    ];
    void this.outbox.start().then(() => this.readOutbox());
    this.keeper.start();
    this.transport.open();
  }

  /** Can be started again, as the framework does in development. */
  stop(): void {
    this.link?.stop();
    this.link = null;
    for (const unsubscribe of this.unsubscribe) unsubscribe();
    this.transport.close();
    this.outbox.stop();
    const { syncer, lists, threads, ahead, watermarks, typing, presence } = this;
    for (const part of [syncer, lists, threads, ahead, watermarks, typing, presence]) part.stop();
    this.keeper.stop();
  }

  /** For good. */
  async close(): Promise<void> {
    this.stop();
    await Promise.all([this.outbox.close(), this.cache.close()]);
  }

  onArrival(listener: Arrival): () => void {
    this.arrivals.add(listener);
    return () => this.arrivals.delete(listener);
  }

  onStored(listener: (stored: Stored) => void): () => void {
    this.stored.add(listener);
    return () => this.stored.delete(listener);
  }

  private keep(stored: Stored): void {
    const { message, conversation } = stored;
    if (conversation) this.store.dispatch({ type: "rows", conversations: [conversation] });
    this.store.dispatch({ type: "message", message, isNew: true });
    for (const listener of [...this.stored]) listener(stored);
  }

  private readOutbox(): void {
    this.store.dispatch({ type: "outbox", entries: this.outbox.state(), drafts: this.outbox.drafts() });
    this.store.dispatch({ type: "connection", change: { storage: this.outbox.storage() } });
  }

  /** Nothing is missing for want of a network before what the device keeps has been looked at. */
  private readonly callOnceRestored: Call = async (...asked) => {
    const answer = await this.call(...asked);
    if (!answer.ok && answer.error.unreached) await this.keeper.restored;
    return answer;
  };

  private up(): void {
    this.link?.up();
    this.presence.renew();
    this.resume(this.hasBeenUp ? storms.reconnectedMs : 0);
    this.hasBeenUp = true;
  }

  /** Something may have been missed, and what had to wait may go. */
  private resume(spreadMs: number): void {
    this.syncer.request(spreadMs);
    this.outbox.wake();
    this.watermarks.wake();
    this.threads.retryFailed();
  }

  private caughtUp(): void {
    this.lists.confirmAll(this.isFresh());
    this.hasCaughtUp = true;
    this.ahead.wake();
    this.watermarks.deliverAll();
  }

  /** What the server rendered is younger than anything that could have been missed, but for what `sync` tells. */
  private isFresh(): boolean {
    return !this.hasCaughtUp && Math.abs(this.context.now() - this.renderedAtMs) < renderedFreshMs;
  }

  private hear(fact: ToldFact): void {
    const isUnblocked = this.unblocks(fact);
    this.store.dispatch({ type: "fact", fact, nowMs: this.context.now() });
    if (fact.name === "sync:required") {
      this.presence.renew();
      this.syncer.request(storms.toldMs);
    } else if (isUnblocked) this.presence.renew();
    else if (fact.name === "typing:changed") this.typing.watch();
    else if (fact.name === "message:sent") this.receive(fact.payload.message);
  }

  /** Whom a block had taken off the watch is to be watched again. */
  private unblocks(fact: ToldFact): boolean {
    if (fact.name !== "conversation:changed") return false;
    const { conversationId, conversation } = fact.payload;
    const held = this.store.getState().rows.get(conversationId)?.base;
    return held?.status === "BLOCKED" && conversation.status !== "BLOCKED";
  }

  private receive(message: Message): void {
    const { me, rows } = this.store.getState();
    if (message.senderId === me.id) return;
    const row = rows.get(message.conversationId);
    if (!row || this.arrived.has(message.id)) return;
    this.arrived.add(message.id);
    for (const oldest of this.arrived) {
      if (this.arrived.size <= arrivalsRemembered) break;
      this.arrived.delete(oldest);
    }
    this.watermarks.delivered(message.conversationId, message.seq);
    for (const listener of this.arrivals) listener(message, row.view);
  }

  /** Ends the talking, and with a sign-in all that was known by it. What is unsent stays for the same person. */
  private end(reason: string): void {
    if (!this.isSignedIn) return;
    const session = reason === "client_outdated" ? "outdated" : "ended";
    this.store.dispatch({ type: "connection", change: { session, status: "offline" } });
    this.transport.close();
    if (session === "outdated") return;
    this.keeper.stop();
    // A tab in which the same person signs in again is the one to send what waits.
    this.outbox.stop();
    this.store.dispatch({ type: "forgotten" });
    void this.cache.forget();
  }

  private get meId(): string {
    return this.store.getState().me.id;
  }

  private get isSignedIn(): boolean {
    return this.store.getState().connection.session === "valid";
  }
}
