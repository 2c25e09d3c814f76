// The one connection of a page. It says how it stands and hands on facts; it never keeps a command for later, since
// whatever has to survive is the outbox's.
import type { Socket } from "socket.io-client";
import type { CommandName } from "../../contract/commands";
import type { Envelope, ErrorBody } from "../../contract/envelope";
import type { FactMap, FactName } from "../../contract/facts";
import { protocol } from "../../contract/protocol";

export type ToldFact = { [N in FactName]: { name: N; payload: FactMap[N] } }[FactName];

export type SocketEvents = {
  up: () => void;
  down: () => void;
  fact: (fact: ToldFact) => void;
  /** Whoever this page belongs to is signed in no more. */
  ended: (reason: string) => void;
};

export type SocketOptions = {
  url: string;
  token?: string;
  userId?: string;
  timeoutMs: number;
  load?: typeof loadLibrary;
};

const loadLibrary = () => import("socket.io-client");

/** Too many pages of one person are open: this one waits until it is looked at again, or for a good while. */
const crowdedOutMs = 60_000;
const refusedRetryMs = 2_000;
const reconnectMinMs = 300;
const reconnectMaxMs = 5_000;

export class LiveSocket {
  private socket: Socket | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isWanted = false;
  private heardAtMs = 0;

  constructor(
    private readonly options: SocketOptions,
    private readonly events: SocketEvents,
  ) {}

  get isUp(): boolean {
    return this.socket?.connected ?? false;
  }

  /** The library is fetched when it is first needed, so that no page waits for it. */
  async open(): Promise<void> {
    this.isWanted = true;
    if (this.socket) return this.hurry();
    const { load = loadLibrary } = this.options;
    const library = await load().catch(() => null);
    if (!this.isWanted || this.socket) return;
    if (!library) {
      this.events.down();
      return this.tryAgainIn(refusedRetryMs);
    }
    const { url, token, userId } = this.options;
    const socket = library.io(url, {
      path: "/socket.io",
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      auth: { protocol, ...(token && { token }), ...(userId && { userId }) },
      reconnectionDelay: reconnectMinMs,
      reconnectionDelayMax: reconnectMaxMs,
      randomizationFactor: 0.5,
      timeout: this.options.timeoutMs,
      forceNew: true,
      multiplex: false,
    });
    this.socket = socket;
    this.listen(socket);
  }

  private listen(socket: Socket): void {
    socket.on("disconnect", (reason) => {
      this.events.down();
      // The server has dismissed this connection, and Socket.IO takes that for final.
      if (reason === "io server disconnect") this.tryAgainIn(refusedRetryMs);
    });
    socket.on("connect_error", (error: Error & { data?: ErrorBody }) => {
      this.events.down();
      if (error.data?.code === "unauthenticated") return this.end(error.data.message);
      // Refused by Parley itself, which Socket.IO takes for final as well.
      if (!socket.active) this.tryAgainIn(error.data?.retryAfterMs ?? refusedRetryMs);
    });
    socket.io.on("ping", () => {
      this.heardAtMs = Date.now();
    });
    socket.onAny((name: FactName, payload: unknown) => {
      this.heardAtMs = Date.now();
      const fact = { name, payload } as ToldFact;
      // Only now do we know whom the server takes us for.
      if (fact.name === "session:ready" && !this.isOurs(fact.payload.userId)) return this.end("replaced");
      if (fact.name === "session:ready") this.events.up();
      if (fact.name === "session:ended") this.leave(fact.payload.reason);
      else this.events.fact(fact);
    });
  }

  /** Another may have signed in since this page was made, and all pages of a browser share its cookie. */
  private isOurs(userId: string): boolean {
    return this.options.userId === undefined || this.options.userId === userId;
  }

  private leave(reason: string): void {
    if (reason === "too_many_connections") {
      this.socket?.disconnect();
      this.tryAgainIn(crowdedOutMs);
    } else this.end(reason);
  }

  private end(reason: string): void {
    this.close();
    this.events.ended(reason);
  }

  private tryAgainIn(delayMs: number): void {
    clearTimeout(this.timer);
    const spreadMs = delayMs * (0.75 + Math.random() / 2);
    this.timer = setTimeout(() => this.hurry(), spreadMs);
  }

  /** Now rather than when it would be its turn: the network is back, or somebody looks at the page. */
  hurry(): void {
    clearTimeout(this.timer);
    if (!this.isWanted) return;
    if (!this.socket) return void this.open();
    if (this.socket.connected) return;
    // Ends the wait between two tries.
    this.socket.disconnect().connect();
  }

  /** The connection does not answer although it seems to be there: let it go and make another. */
  renew(): void {
    if (!this.isWanted || !this.socket) return;
    this.socket.disconnect().connect();
  }

  /** Answers null when the line broke before the answer came. */
  async call(name: CommandName, input: unknown): Promise<Envelope<unknown> | null> {
    if (!this.socket?.connected) return null;
    const socket = this.socket;
    const askedAtMs = Date.now();
    try {
      const answer = await socket.timeout(this.options.timeoutMs).emitWithAck(name, input);
      this.heardAtMs = Date.now();
      return answer;
    } catch {
      // Not a word since: the line is dead, whatever it looks like.
      if (socket === this.socket && socket.connected && this.heardAtMs < askedAtMs) this.renew();
      return null;
    }
  }

  close(): void {
    this.isWanted = false;
    clearTimeout(this.timer);
    this.socket?.offAny();
    this.socket?.off();
    this.socket?.disconnect();
    this.socket = null;
  }
}
