// What the engine needs of its neighbours, and what they are handed. The outbox knows nothing of the network and
// the cache nothing of what it keeps.
import type { Conversation, Message, QuickReply, Unread } from "../../contract/entities";
import type { Envelope, ErrorBody } from "../../contract/envelope";

/** Where a composer writes to. All but the first stand for a conversation that its first message opens. */
export type ComposerTarget =
  | { conversationId: string }
  | { listingId: string }
  | { dealId: string }
  | { customerId: string }
  | { sellerId: string };

/** The name under which a target's draft and unsent messages are kept; a conversation's is its id. */
export function targetKey(target: ComposerTarget): string {
  const [[kind, id] = ["", ""]] = Object.entries(target) as [string, string][];
  return kind === "conversationId" ? id : `${kind}:${id}`;
}

/** A message as its composer hands it over. The id is the message's own from now on. */
export type NewOutgoing = {
  id: string;
  target: ComposerTarget;
  text: string;
  replyTo: Message["replyTo"];
  /** ISO, by the local clock; only shown until the server has said when. */
  createdAt: string;
  /** The message that this one is a copy of. */
  forwardOf?: string;
  /** Not sent before this time, so that it can be taken back, unless another message waits behind it. */
  heldUntilMs?: number;
};

export type OutboxEntry = NewOutgoing & {
  /** Known from the start, or from when the target has been opened by this entry or one before it. */
  conversationId: string | null;
  state: "QUEUED" | "SENDING" | "FAILED";
  /** How often it was handed to `Send` so far. */
  attempts: number;
  failure?: ErrorBody;
};

/** What became of an entry: the stored message, and the conversation when the entry has opened it. */
export type Stored = { message: Message; conversation?: Conversation };

/** Hands one entry to the server. Never throws: whatever happens on the way is an `unavailable` or `internal`. */
export type Send = (entry: OutboxEntry, signal: AbortSignal) => Promise<Envelope<Stored>>;

export type OutboxOptions = {
  userId: string;
  send: Send;
  /** Called in every tab, before the entry leaves `state()`, so that a message is never missing in between. */
  onStored: (stored: Stored, entry: OutboxEntry) => void;
  now?: () => number;
  random?: () => number;
};

export interface Outbox {
  /** In the order in which they were written. The same array for as long as nothing has changed. */
  state(): readonly OutboxEntry[];
  /** By `targetKey`. The same map for as long as nothing has changed. */
  drafts(): ReadonlyMap<string, string>;
  /** `kept`: survives a reload. `memory`: the browser refuses to store, so it lasts as long as the page. */
  storage(): "kept" | "memory";
  /** After any change of the three above. */
  subscribe(listener: () => void): () => void;
  /** Loads what was kept and begins to send whatever can be; resolves once what was kept is known. */
  start(): Promise<void>;
  /** Sends nothing more until it is started again. What is on its way may still arrive. */
  stop(): void;
  /** Resolves when kept. Rejects with an AppError when there is no room for more. */
  add(entry: NewOutgoing): Promise<void>;
  retry(id: string): void;
  discard(id: string): void;
  /**
   * Takes a message back that may be on its way. True when it has left the outbox unsent; false when the server has it,
   * or it was never here.
   */
  withdraw(id: string): Promise<boolean>;
  /** Empty text removes the draft. */
  setDraft(key: string, text: string): void;
  /** The way to the server is open (again): what waits for its next try need not wait longer. */
  wake(): void;
  /** Removes everything of this account from this browser. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export type OutboxFactory = (options: OutboxOptions) => Outbox;

/** The newest messages of a thread, without holes, and the revision up to which they are complete. */
export type CachedThread = { conversationId: string; rev: number; messages: readonly Message[] };

/** The loaded part of a list: every conversation that belongs to it down to `floor`, or all of them. */
export type CachedList = { key: string; nextCursor: string | null; floor: { at: string; id: string } | null };

export type CachedState = {
  savedAtMs: number;
  unread: Unread | null;
  conversations: readonly Conversation[];
  threads: readonly CachedThread[];
  lists: readonly CachedList[];
};

/** What has changed since the last time; `removed` and `removedThreads` are conversations' ids. */
export type CacheChanges = {
  unread?: Unread;
  conversations?: readonly Conversation[];
  removed?: readonly string[];
  threads?: readonly CachedThread[];
  removedThreads?: readonly string[];
  lists?: readonly CachedList[];
};

/** Whatever fails in it is its own business: without a cache everything is only slower. */
export interface Cache {
  load(): Promise<CachedState | null>;
  save(changes: CacheChanges): void;
  /** Null when they have not been loaded in this browser yet. */
  loadQuickReplies(): Promise<readonly QuickReply[] | null>;
  saveQuickReplies(quickReplies: readonly QuickReply[]): void;
  /** Removes everything of this account from this browser. */
  clear(): Promise<void>;
  /** Removes what was cached, but not what is unsent, and saves nothing from now on. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

export type CacheFactory = (options: { userId: string }) => Cache;
