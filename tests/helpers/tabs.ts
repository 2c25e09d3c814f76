// A browser for the outbox's tests. Its tabs share a database, a channel and locks, and can be killed.
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import type { OutboxEntry, OutboxOptions, Send, Stored } from "../../lib/client/engine/ports";
import { TabOutbox } from "../../lib/client/outbox/outbox";
import { Connection } from "../../lib/client/storage/connection";
import type { Upgrade } from "../../lib/client/storage/database";
import { leaseIn } from "../../lib/client/storage/lease";
import { OutboxStore } from "../../lib/client/storage/outbox-store";
import type { Channel, OpenChannel } from "../../lib/client/tabs/channel";
import { seekLeadership } from "../../lib/client/tabs/leader";
import type { Envelope } from "../../lib/contract/envelope";

export type Tab = {
  outbox: TabOutbox;
  /** The calls of `onStored`, in order. */
  stored: Stored[];
  /** Ends as the browser would end it, without any clean-up. */
  kill: () => void;
  /** Suspends it as a phone does: it stops and keeps its locks. */
  freeze: () => void;
  /** Closes the database connection under the tab, as a browser does when it clears its storage. */
  cutOff: () => Promise<void>;
};

export class FakeBrowser {
  private readonly channels = new Map<string, Set<(message: unknown) => void>>();
  readonly locks = new FakeLocks();

  constructor() {
    this.wipe();
  }

  /** A new, empty profile. */
  wipe(): void {
    globalThis.indexedDB = new IDBFactory();
  }

  readonly open =
    (isAlive: () => boolean): OpenChannel =>
    <Message>(name: string, onMessage: (message: Message) => void): Channel<Message> => {
      const members = this.channels.get(name) ?? new Set();
      this.channels.set(name, members);
      const receive = (message: unknown) => {
        if (isAlive()) onMessage(message as Message);
      };
      members.add(receive);
      return {
        post: (message) => {
          if (!isAlive()) return;
          const copy = structuredClone(message);
          for (const member of members) if (member !== receive) queueMicrotask(() => member(copy));
        },
        close: () => members.delete(receive),
      };
    };

  tab(
    send: Send,
    { userId = "ada", steps, ...options }: Partial<OutboxOptions> & { steps?: readonly Upgrade[] } = {},
  ): Tab {
    let isAlive = true;
    let isAwake = true;
    const isRunning = () => isAlive && isAwake;
    const stored: Stored[] = [];
    const connection = new Connection(
      userId,
      {
        onGivenUp: () => outbox.onStorageLost(),
        onEmptied: (database) => outbox.onStorageEmptied(database),
      },
      steps,
    );
    const open = this.open(isRunning);
    const locks = this.locks.of(() => isAlive);
    const name = `parley-${userId}`;
    const never = new Promise<never>(() => {});
    const outbox: TabOutbox = new TabOutbox(
      {
        userId,
        onStored: (each) => stored.push(each),
        ...options,
        send: async (entry, signal) => {
          if (!isRunning()) return never;
          const answer = await send(entry, signal);
          return isRunning() ? answer : never;
        },
      },
      {
        store: new OutboxStore(connection),
        open,
        seek: (onChange) => seekLeadership({ name, onChange, takeLease: leaseIn(connection), locks, open }),
        forget: () => connection.clear(),
        disconnect: () => connection.close(),
      },
    );
    const kill = () => {
      isAlive = false;
      connection.close();
      this.locks.bury();
    };
    const freeze = () => {
      isAwake = false;
    };
    const cutOff = () => connection.use(async (database) => database.close());
    return { outbox, stored, kill, freeze, cutOff };
  }
}

type Holder = { isAlive: () => boolean; isHeld: boolean; grant: () => void; lose: (error: Error) => void };

/** Exclusive Web Locks of one name. */
class FakeLocks {
  private queue: Holder[] = [];

  /** The locks of dead tabs go to the next tab. */
  bury(): void {
    this.queue = this.queue.filter(({ isAlive }) => isAlive());
    this.grantFirst();
  }

  private grantFirst(): void {
    const [first] = this.queue;
    if (!first || first.isHeld) return;
    first.isHeld = true;
    first.grant();
  }

  of(isAlive: () => boolean): LockManager {
    const request = (_name: string, options: LockOptions, callback: () => unknown) =>
      new Promise<void>((done, fail) => {
        const leave = () => {
          this.queue = this.queue.filter((each) => each !== holder);
          this.grantFirst();
        };
        const holder: Holder = {
          isAlive,
          isHeld: false,
          grant: () => {
            const result = Promise.resolve().then(callback);
            void result.then(() => {
              leave();
              done();
            }, fail);
          },
          lose: fail,
        };
        if (options.steal) {
          const [held] = this.queue;
          if (held?.isHeld) {
            this.queue.shift();
            held.lose(new DOMException("stolen", "AbortError"));
          }
          this.queue.unshift(holder);
        } else {
          this.queue.push(holder);
        }
        options.signal?.addEventListener("abort", () => {
          if (holder.isHeld) return;
          leave();
          fail(new DOMException("withdrawn", "AbortError"));
        });
        this.grantFirst();
      });
    return { request } as unknown as LockManager;
  }
}

/** A server that stores each id once, and can be told to give another answer. */
export class FakeServer {
  /** Every attempt, in the order of arrival. */
  readonly tries: string[] = [];
  readonly rows = new Map<string, Stored>();
  /** The answer instead of storing. Undefined stores. */
  refuse: (entry: OutboxEntry) => Envelope<Stored> | Promise<Envelope<Stored>> | undefined = () => undefined;

  readonly send: Send = async (entry) => {
    this.tries.push(entry.id);
    const refusal = await this.refuse(entry);
    if (refusal) return refusal;
    const known = this.rows.get(entry.id);
    if (known) return { ok: true, data: known };
    const stored: Stored = {
      message: {
        id: entry.id,
        conversationId: entry.conversationId ?? `opened-by-${Object.values(entry.target)[0]}`,
        seq: this.rows.size + 1,
        rev: this.rows.size + 1,
        senderId: "ada",
        senderRole: "CUSTOMER",
        senderName: "Ada",
        type: "TEXT",
        text: entry.text,
        payload: null,
        replyTo: null,
        attachments: [],
        reactions: [],
        createdAt: entry.createdAt,
        editedAt: null,
        deletedAt: null,
      },
    };
    this.rows.set(entry.id, stored);
    return { ok: true, data: stored };
  };

  texts(conversationId: string): (string | null)[] {
    return [...this.rows.values()]
      .filter(({ message }) => message.conversationId === conversationId)
      .map(({ message }) => message.text);
  }
}
