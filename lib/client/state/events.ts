// Everything that can happen to a state. Times and ids come along, so that the reducer needs no clock of its own.
import type { Conversation, Message, Presence, Unread } from "../../contract/entities";
import type { ErrorBody } from "../../contract/envelope";
import type { ConversationFilter, Initial } from "../../contract/initial";
import type { CachedState, OutboxEntry } from "../engine/ports";
import type { ToldFact } from "../transport/socket";
import type { Known } from "./behind";
import type { Changes, PageKind } from "./threads";
import type { Connection, MessagePatch, Moved, RowPatch } from "./types";

export type SyncAnswer = {
  conversations: readonly Changes[];
  missing: readonly string[];
  inbox: { items: Conversation[]; nextCursor: string | null };
  unread: Unread;
};

export type Event =
  | { type: "fact"; fact: ToldFact; nowMs: number }
  | { type: "absorbed"; initial: Initial }
  | { type: "restored"; cached: CachedState }
  /** Conversations that some answer held. */
  | { type: "rows"; conversations: readonly Conversation[] }
  /** A message that some answer held; `isNew` when it was sent and not changed. */
  | { type: "message"; message: Message; isNew: boolean }
  | { type: "moved"; conversationId: string; moved: Moved }
  | { type: "list:wanted"; key: string; filter: ConversationFilter }
  | {
      type: "list:page";
      key: string;
      isFirst: boolean;
      items: readonly Conversation[];
      nextCursor: string | null;
    }
  | { type: "list:failed"; key: string; error: ErrorBody }
  | { type: "list:dropped"; key: string }
  | { type: "lists:doubted"; keys: readonly string[] }
  /** `rev` is what was known of the conversation before the page was asked for. */
  | { type: "thread:wanted"; conversationId: string; rev: number }
  | {
      type: "thread:page";
      conversationId: string;
      kind: PageKind;
      around?: number;
      messages: readonly Message[];
    }
  | { type: "thread:failed"; conversationId: string; error: ErrorBody }
  | { type: "threads:dropped"; ids: readonly string[] }
  | { type: "changes"; since: Known; changes: Changes }
  /** `bare`: those asked for without messages. `inboxKey`: the list whose first page came along. */
  | {
      type: "synced";
      inboxKey: string;
      asked: ReadonlyMap<string, Known>;
      bare: ReadonlySet<string>;
      answer: SyncAnswer;
    }
  | { type: "lost"; conversationId: string }
  | { type: "rows:dropped"; ids: readonly string[] }
  | { type: "row:patched"; conversationId: string; patch: RowPatch }
  | { type: "row:settled"; conversationId: string; patchId: string; conversation?: Conversation }
  | { type: "message:patched"; messageId: string; patch: MessagePatch }
  | { type: "message:settled"; messageId: string; patchId: string; message?: Message }
  | { type: "read"; conversationId: string; seq: number }
  | { type: "read:refused"; conversationId: string }
  | { type: "typing:expired"; nowMs: number }
  | { type: "presence"; items: readonly Presence[] }
  | { type: "unread"; unread: Unread }
  | { type: "outbox"; entries: readonly OutboxEntry[]; drafts: ReadonlyMap<string, string> }
  | { type: "connection"; change: Partial<Connection> }
  /** The sign-in has ended: nothing is known any more but what is unsent. */
  | { type: "forgotten" };

export type Of<T extends Event["type"]> = Extract<Event, { type: T }>;
