// The link to Redis: two connections with one lifetime, one for commands and one that waits for entries of other nodes.
// A lost link is retried for ever. Meanwhile commands fail at once, and callers continue without Redis.
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { createClient } from "redis";

const connectTimeoutMs = 2_000;
const firstRetryMs = 100;
const lastRetryMs = 2_000;
/** A link that broke sooner was none, and the pause before the next goes on growing. */
const steadyMs = 10_000;
/** From knocking to having read all that a session begins with. */
const beginMs = 5_000;
/** The time that a start waits for Redis before it continues without it. */
const startWaitMs = 1_500;
const pulseEveryMs = 250;
/** So many pulses without an answer, and the link counts as lost; counted, so that a process held up blames itself. */
const silentPulses = 8;
/** The timeout of a command that a caller waits for. */
const patienceMs = 100;
const maxQueuedCommands = 50_000;
const complainEveryMs = 60_000;
/** Errors of a server that responds but cannot be used, for example because it became a replica. */
const unusable = /^(?:READONLY|LOADING|MASTERDOWN|NOAUTH)\b/;

export const isUnusable = (error: unknown): error is Error =>
  error instanceof Error && unusable.test(error.message);

/** Redis is gone or slow: go on with what this process knows by itself. */
export class RedisUnavailable extends Error {
  override name = "RedisUnavailable";
}

function makeClient(url: string) {
  return createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    commandsQueueMaxLength: maxQueuedCommands,
    maintNotifications: "disabled",
    // A timer for each command would cost more than most commands do.
    commandOptions: { timeout: undefined },
    // Making a new link is done here, where both connections and all that hangs on them are seen to.
    socket: { connectTimeout: connectTimeoutMs, reconnectStrategy: false },
  });
}

export type RedisClient = ReturnType<typeof makeClient>;

/** One life of the link, from connecting to the first thing that goes wrong. */
export class Session {
  readonly ended: Promise<Error>;
  end: (reason: Error) => void = () => {};

  constructor(
    readonly commands: RedisClient,
    readonly reading: RedisClient,
  ) {
    this.ended = new Promise((done) => {
      this.end = done;
    });
    for (const client of [commands, reading]) client.on("error", this.end);
  }

  destroy(): void {
    this.commands.destroy();
    this.reading.destroy();
  }
}

/** Something that begins anew with each session; a session counts as there once all of them have begun. */
export interface Follower {
  up(session: Session): Promise<void>;
  down(): void;
}

/** Throws if the address is invalid. It does not connect. */
export function checkAddress(url: string): void {
  makeClient(url).destroy();
}

export class RedisLink {
  private session: Session | null = null;
  private isSlow = false;
  private isClosed = false;
  private isOutageLogged = false;
  private complainedAtMs = Number.NEGATIVE_INFINITY;
  private readonly followers: Follower[] = [];
  private readonly closing = new AbortController();

  constructor(
    private readonly url: string,
    private readonly log: Logger,
  ) {}

  get isUp(): boolean {
    return this.session !== null;
  }

  follow(follower: Follower): void {
    this.followers.push(follower);
  }

  /** Connects, and keeps connecting. Answers when the link is there, or when it makes no sense to wait any longer. */
  async open(): Promise<void> {
    const first = new Promise<void>((done) => void this.keepLinked(done));
    await Promise.race([first, delay(startWaitMs, undefined, { ref: false })]);
  }

  close(): void {
    this.isClosed = true;
    this.closing.abort();
  }

  /** The client for commands that no caller waits for, or null while there is no link. */
  get commands(): RedisClient | null {
    return this.session?.commands ?? null;
  }

  /** Runs a command that a caller waits for. */
  async ask<T>(run: (client: RedisClient) => Promise<T>, maxMs = patienceMs): Promise<T> {
    const { session } = this;
    if (!session || this.isSlow) throw new RedisUnavailable();
    try {
      return await within(run(session.commands), maxMs);
    } catch (error) {
      if (error instanceof RedisUnavailable) this.findSlow();
      this.suspect(error, session);
      throw error;
    }
  }

  /** A server that answers, but with something that no later command will cure, is left. */
  suspect(error: unknown, session = this.session): void {
    if (isUnusable(error)) session?.end(error);
  }

  /** Marks Redis as slow: until its next response, commands fail at once. */
  private findSlow(): void {
    this.isSlow = true;
    if (performance.now() - this.complainedAtMs < complainEveryMs) return;
    this.complainedAtMs = performance.now();
    this.log.warn("Redis answers slowly: this node goes by what it knows itself meanwhile");
  }

  private async keepLinked(onFirstTry: () => void): Promise<void> {
    let retryMs = firstRetryMs;
    while (!this.isClosed) {
      let upAtMs = Number.POSITIVE_INFINITY;
      const reason = await this.live(() => {
        upAtMs = performance.now();
        onFirstTry();
      });
      onFirstTry();
      if (this.isClosed) return;
      if (performance.now() - upAtMs > steadyMs) retryMs = firstRetryMs;
      if (!this.isOutageLogged) {
        this.isOutageLogged = true;
        this.log.error({ reason: reason.message }, "Redis cannot be reached: this node goes on alone");
      }
      // Not all nodes at the same instant.
      const pauseMs = retryMs * (0.5 + Math.random() / 2);
      await delay(pauseMs, undefined, { ref: false, signal: this.closing.signal }).catch(() => {});
      retryMs = Math.min(retryMs * 2, lastRetryMs);
    }
  }

  /** One session from its beginning to its end; answers what ended it. */
  private async live(onUp: () => void): Promise<Error> {
    const session = new Session(makeClient(this.url), makeClient(this.url));
    const stopPulse = this.watchPulse(session);
    const { signal } = this.closing;
    const close = () => session.end(new RedisUnavailable("closed"));
    signal.addEventListener("abort", close);
    try {
      const began = within(this.begin(session), beginMs);
      began.catch(session.end);
      // A connection that is refused in the middle of its greeting is heard of only as an event.
      await Promise.race([began, session.ended.then((error) => Promise.reject(error))]);
      this.session = session;
      this.isSlow = false;
      if (this.isOutageLogged) this.log.info("Redis is there: this node is one of several again");
      this.isOutageLogged = false;
      onUp();
      return await session.ended;
    } catch (error) {
      return error as Error;
    } finally {
      stopPulse();
      signal.removeEventListener("abort", close);
      this.session = null;
      session.destroy();
      for (const follower of this.followers) follower.down();
    }
  }

  private async begin(session: Session): Promise<void> {
    await Promise.all([session.commands.connect(), session.reading.connect()]);
    for (const follower of this.followers) await follower.up(session);
  }

  /** A server that hangs keeps its connections open; it is known by its silence. */
  private watchPulse(session: Session): () => void {
    let silent = 0;
    let isAsked = false;
    const timer = setInterval(() => {
      if (!session.commands.isReady) return;
      if (isAsked && ++silent >= silentPulses) session.end(new RedisUnavailable("no answer"));
      if (isAsked) return;
      isAsked = true;
      const heard = () => {
        isAsked = false;
        silent = 0;
        this.isSlow = false;
      };
      session.commands.ping().then(heard, session.end);
    }, pulseEveryMs);
    timer.unref();
    return () => clearInterval(timer);
  }
}

/** Rejects when the answer is late; what arrived while this process was busy still counts as in time. */
export function within<T>(answer: Promise<T>, maxMs: number): Promise<T> {
  return new Promise((done, fail) => {
    const late = setTimeout(() => setImmediate(() => fail(new RedisUnavailable("late"))), maxMs);
    late.unref();
    answer.then(done, fail).finally(() => clearTimeout(late));
  });
}
