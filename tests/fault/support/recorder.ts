// A client that follows the contract and records everything. It makes the ids, sends the messages of a conversation one
// after the other, retries with the same id over any working transport, moves to another node when its own disappears,
// and syncs after each reconnect and each gap.
import { io, type Socket } from "socket.io-client";
import type { OutputOf } from "../../../lib/contract/command";
import type { CommandOf } from "../../../lib/contract/commands";
import type { Message, Unread } from "../../../lib/contract/entities";
import type { Envelope } from "../../../lib/contract/envelope";
import { errorTable } from "../../../lib/contract/errors";
import type { FactMap, FactName } from "../../../lib/contract/facts";
import { limits } from "../../../lib/contract/limits";
import { uuidv7 } from "../../../lib/contract/uuid";
import type { ClientHistory, Sending } from "./history";
import { keep, Replica } from "./replica";
import { pause, Signal } from "./signal";

type Synced = OutputOf<CommandOf<"sync">>;
type Page = OutputOf<CommandOf<"message:list">>;
type Sent = OutputOf<CommandOf<"message:send">>;

const answerWithinMs = 6_000;
const firstPauseMs = 40;
const lastPauseMs = 400;
const historyPage = 200;

export type RecorderOptions = {
  name: string;
  userId: string;
  token: string;
  /** The current addresses of its nodes, without a trailing slash. */
  urls: () => readonly string[];
  /** The conversations that it follows. */
  follows: readonly string[];
  /** Every n-th message is tried over HTTP first. The default is never. */
  httpEvery?: number;
  /** Its clock, which may be wrong. */
  nowMs?: () => number;
};

export class Recorder {
  readonly history: ClientHistory;
  /** Error codes after which it retried. */
  readonly retried: string[] = [];
  /** The number of reconnects. */
  connections = 0;
  private readonly replicas = new Map<string, Replica>();
  private readonly lanes = new Map<string, Promise<void>>();
  private readonly changed = new Signal();
  private readonly behind = new Set<string>();
  private socket: Socket | null = null;
  private isSyncDue = false;
  private isSyncing = false;
  private isClosed = false;
  private nextUrl: number;
  private sendCount = 0;

  constructor(private readonly options: RecorderOptions) {
    const { name, userId, follows } = options;
    this.nextUrl = name.length;
    this.history = {
      name,
      userId,
      sent: [],
      acknowledged: [],
      refused: [],
      told: [],
      held: [],
      totals: null,
    };
    for (const id of follows) this.replicas.set(id, new Replica(id, userId));
  }

  /** Resolves when it is connected and has synced once. */
  async start(): Promise<this> {
    void this.stayConnected();
    await this.until(() => this.isCaughtUp);
    return this;
  }

  /** Settles when this message is acknowledged or refused for good. Earlier messages of the conversation come first. */
  send(conversationId: string, text: string, id = uuidv7(this.options.nowMs?.())): Promise<void> {
    const sending = { id, conversationId, text };
    const before = this.lanes.get(conversationId) ?? Promise.resolve();
    const mine = before.then(() => this.deliver(sending));
    this.lanes.set(conversationId, mine);
    return mine;
  }

  /** Resolves when the outbox is empty. */
  async settled(): Promise<void> {
    await Promise.all(this.lanes.values());
  }

  /** Records what it holds once it knows of no gap. Does not start a sync itself. */
  async lookBack(): Promise<void> {
    await this.until(() => this.isCaughtUp);
    this.history.held = [...this.replicas.values()].map(({ held }) => held);
  }

  close(): void {
    this.isClosed = true;
    this.socket?.disconnect();
    this.changed.raise();
  }

  get isConnected(): boolean {
    return this.socket?.connected ?? false;
  }

  /** Sends a command over the socket. Throws when there is no socket or no answer comes. */
  async call<Data>(name: string, input: unknown): Promise<Envelope<Data>> {
    const { socket } = this;
    if (!socket?.connected) throw new Error("not connected");
    const lost = new Promise<never>((_, fail) => {
      socket.once("disconnect", () => fail(new Error("the connection was lost")));
    });
    return Promise.race([socket.timeout(answerWithinMs).emitWithAck(name, input), lost]);
  }

  private get isCaughtUp(): boolean {
    return this.isConnected && !this.isSyncDue && !this.isSyncing && this.behind.size === 0;
  }

  private until(holds: () => boolean): Promise<void> {
    return this.changed.until(holds);
  }

  private async deliver(sending: Sending): Promise<void> {
    this.history.sent.push(sending);
    const isByHttp = this.options.httpEvery !== undefined && ++this.sendCount % this.options.httpEvery === 0;
    for (let attempt = 0; !this.isClosed; attempt++) {
      const goesByHttp = (isByHttp && attempt === 0) || (attempt > 0 && !this.isConnected);
      const answer = await (goesByHttp ? this.post(sending) : this.emit(sending)).catch(() => null);
      if (answer?.ok) {
        const { id, conversationId, seq } = answer.data.message;
        this.history.acknowledged.push({ id, conversationId, seq });
        return;
      }
      if (answer && !errorTable[answer.error.code].retryable) {
        this.history.refused.push({ id: sending.id, code: answer.error.code });
        return;
      }
      if (answer) this.retried.push(answer.error.code);
      await pause(answer?.error.retryAfterMs ?? Math.min(lastPauseMs, firstPauseMs * 2 ** attempt));
    }
  }

  private emit(sending: Sending): Promise<Envelope<Sent>> {
    return this.call("message:send", sending);
  }

  private async post({ conversationId, ...body }: Sending): Promise<Envelope<Sent>> {
    const urls = this.options.urls();
    const url = urls[this.nextUrl % urls.length];
    const response = await fetch(`${url}/api/conversations/${conversationId}/messages`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${this.options.token}`,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    return (await response.json()) as Envelope<Sent>;
  }

  private async stayConnected(): Promise<void> {
    let failures = 0;
    while (!this.isClosed) {
      const urls = this.options.urls();
      const url = urls[this.nextUrl % urls.length];
      const auth = { token: this.options.token };
      const socket = io(url ?? "", {
        auth,
        transports: ["websocket"],
        reconnection: false,
        forceNew: true,
      });
      const isOpen = await this.opened(socket);
      if (isOpen) {
        failures = 0;
        this.isSyncDue = true;
        void this.catchUp();
        await new Promise((done) => (socket.connected ? socket.once("disconnect", done) : done(null)));
      }
      socket.disconnect();
      this.nextUrl++;
      const longest = Math.min(lastPauseMs, firstPauseMs * 2 ** failures++);
      await pause(longest * (0.5 + Math.random() / 2));
    }
  }

  private opened(socket: Socket): Promise<boolean> {
    return new Promise((done) => {
      const late = setTimeout(() => done(false), answerWithinMs);
      const decide = (isOpen: boolean) => {
        clearTimeout(late);
        done(isOpen);
      };
      socket.on("connect_error", () => decide(false));
      socket.on("connect", () => {
        this.connections++;
        this.socket = socket;
        const connection = this.connections;
        socket.onAny((name: FactName, payload: unknown) => this.hear(connection, name, payload));
        decide(true);
      });
    });
  }

  private hear(connection: number, name: FactName, payload: unknown): void {
    const { conversationId = null } = payload as { conversationId?: string };
    const { message } = payload as { message?: Message };
    this.history.told.push({ connection, name, conversationId, message: message ? keep(message) : null });
    if (name === "unread:changed") this.takeTotals(payload as Unread);
    if (name === "sync:required") this.isSyncDue = true;
    if (name === "member:changed") this.move(payload as FactMap["member:changed"]);
    if (name === "message:sent" || name === "message:changed" || name === "conversation:changed")
      this.apply(payload as FactMap["message:sent"]);
    if (this.isSyncDue || this.behind.size > 0) void this.catchUp();
    this.changed.raise();
  }

  private apply(fact: FactMap["message:sent"]): void {
    const replica = this.replicas.get(fact.conversationId);
    if (replica && !replica.hear(fact)) this.behind.add(fact.conversationId);
  }

  private move({ conversationId, userId, readSeq }: FactMap["member:changed"]): void {
    if (userId === this.options.userId) this.replicas.get(conversationId)?.read(readSeq);
  }

  private takeTotals(totals: Unread): void {
    const { totals: known } = this.history;
    if (!known || totals.rev >= known.rev) this.history.totals = totals;
  }

  /** Syncs one conversation at a time until there are no known gaps. What fails is retried after the next reconnect. */
  private async catchUp(): Promise<void> {
    if (this.isSyncing) return;
    this.isSyncing = true;
    while (!this.isClosed && this.isConnected && (this.isSyncDue || this.behind.size > 0)) {
      const isWhole = this.isSyncDue;
      const asked = isWhole ? [...this.replicas.keys()] : [...this.behind];
      this.isSyncDue = false;
      this.behind.clear();
      try {
        for (let from = 0; from < Math.max(1, asked.length); from += limits.syncConversations)
          await this.sync(asked.slice(from, from + limits.syncConversations));
      } catch {
        this.isSyncDue ||= isWhole;
        for (const id of asked) this.behind.add(id);
        await pause(firstPauseMs);
      }
    }
    this.isSyncing = false;
    this.changed.raise();
  }

  private async sync(ids: readonly string[]): Promise<void> {
    const conversations = ids.map((id) => {
      const { rev = 0, ownRev = 0 } = this.replicas.get(id) ?? {};
      return { id, rev, ownRev };
    });
    const answer = await this.call<Synced>("sync", { conversations });
    if (!answer.ok) {
      this.retried.push(answer.error.code);
      throw new Error(answer.error.code);
    }
    this.takeTotals(answer.data.unread);
    for (const { conversation, messages, reset } of answer.data.conversations) {
      const replica = this.replicas.get(conversation.id);
      if (reset) replica?.forget();
      replica?.catchUp(conversation, messages);
      if (reset && replica) await this.fetchOlder(replica);
    }
  }

  private async fetchOlder(replica: Replica): Promise<void> {
    const { conversationId } = replica;
    while (replica.completeFrom > 1) {
      const input = { conversationId, before: replica.completeFrom, limit: historyPage };
      const page = await this.call<Page>("message:list", input);
      if (!page.ok) throw new Error(page.error.code);
      if (page.data.items.length === 0) return;
      for (const message of page.data.items) replica.put(keep(message));
    }
  }
}
