// Real Socket.IO clients for tests. They record every fact, and tests wait for facts instead of time.
import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import { afterEach } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import type { Envelope } from "../../lib/contract/envelope";
import type { FactMap, FactName } from "../../lib/contract/facts";
import { tokenOf } from "./api";

type Told = { [N in FactName]: { name: N; payload: FactMap[N] } }[FactName];
type Options = Partial<ManagerOptions & SocketOptions>;

const waitMs = 8_000;
const open = new Set<Client>();

/** Closes every client that a test has left open. */
export function closeClientsAfterEach(): void {
  afterEach(() => {
    for (const client of open) client.close();
  });
}

export class Client {
  readonly told: Told[] = [];
  disconnectReason: string | null = null;
  private readonly waiting = new Set<() => void>();

  constructor(readonly socket: Socket) {
    open.add(this);
    socket.onAny((name: string, payload: unknown) => {
      this.told.push({ name, payload } as Told);
      this.wake();
    });
    socket.on("disconnect", (reason) => {
      this.disconnectReason = reason;
      this.wake();
    });
  }

  private wake(): void {
    for (const check of this.waiting) check();
  }

  /** Waits until the condition holds. It is checked after every fact. */
  until<T>(what: string, find: () => T | undefined | false | null): Promise<T> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = find();
        if (found === undefined || found === false || found === null) return;
        this.waiting.delete(check);
        clearTimeout(timer);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.waiting.delete(check);
        reject(
          new Error(`Waited in vain for ${what}; told: ${this.told.map(({ name }) => name).join(", ")}`),
        );
      }, waitMs);
      this.waiting.add(check);
      check();
    });
  }

  /** The first matching fact of this name, past or future. */
  fact<N extends FactName>(
    name: N,
    fits: (payload: FactMap[N]) => boolean = () => true,
  ): Promise<FactMap[N]> {
    return this.until(name, () => this.all(name).find(fits));
  }

  all<N extends FactName>(name: N): FactMap[N][] {
    return this.told.flatMap((each) => (each.name === name ? [each.payload as FactMap[N]] : []));
  }

  closed(): Promise<string> {
    return this.until("the end of the connection", () => this.disconnectReason);
  }

  call<Data = Record<string, unknown>>(name: string, input: unknown): Promise<Envelope<Data>> {
    return this.socket.timeout(waitMs).emitWithAck(name, input);
  }

  close(): void {
    open.delete(this);
    this.socket.disconnect();
  }
}

export function openSocket(url: string, auth: Record<string, unknown>, options: Options = {}): Socket {
  return io(url, { auth, transports: ["websocket"], reconnection: false, forceNew: true, ...options });
}

/** Resolves when connected and after `session:ready`. */
export async function connect(url: string, actor: Actor, options: Options = {}): Promise<Client> {
  const client = new Client(openSocket(url, { token: tokenOf(actor) }, options));
  await client.fact("session:ready");
  return client;
}

/** The server's error for a refused handshake. */
export function refusal(socket: Socket): Promise<Error & { data?: { code: string } }> {
  return new Promise((resolve, reject) => {
    socket.on("connect_error", resolve);
    socket.on("connect", () => reject(new Error("The handshake was accepted.")));
  }).finally(() => socket.disconnect()) as Promise<Error & { data?: { code: string } }>;
}
