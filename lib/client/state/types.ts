// Everything that a page knows, each thing once. Only `reduce` makes a new state of an old one.
import type { Conversation, Message, Presence, Unread } from "../../contract/entities";
import type { ErrorBody } from "../../contract/envelope";
import type { ConversationFilter, Me } from "../../contract/initial";
import type { OutboxEntry } from "../engine/ports";

/** What somebody has just asked for and the server has not confirmed yet; undone when it refuses. */
export type RowPatch = { id: string; change: Partial<Conversation> };

export type MessageChange =
  | { kind: "edit"; text: string; at: string }
  | { kind: "delete"; at: string }
  | { kind: "react" | "unreact"; emoji: string; userId: string };
export type MessagePatch = { id: string; change: MessageChange };

/** A conversation as the server told it, and as it is shown. */
export type Row = {
  base: Conversation;
  /** `base` with what is not confirmed yet; the same object when there is nothing of the kind. */
  view: Conversation;
  /** The highest revision that anything told of. Above that of `base`, the row is known to be behind. */
  heard: number;
  /** How far this page has read, maybe farther than the server knows. */
  readTo: number;
  /** The count of unread could not be known for certain. */
  isGuess: boolean;
  patches: readonly RowPatch[];
};

/** Messages without holes, in the order of seq; `messages[0].seq` is its beginning. Never empty. */
export type Window = readonly Message[];

/** Somebody has received or read this far. */
export type Moved = {
  userId: string;
  readSeq: number;
  deliveredSeq: number;
  /** null when the caller's own answer tells it. */
  at: string | null;
};

/** What was told of a conversation that is not known yet, so that a late page is recognised as late. */
export type Rumour = { rev: number; moves: readonly Moved[] };

export type LoadState = "loading" | "ready" | "missing" | "error";

export type Thread = {
  /** No change up to this revision is missing in the windows. */
  rev: number;
  /** Revisions past `rev + 1` that came out of turn. */
  ahead: readonly number[];
  /** Disjoint, not even adjacent, in the order of seq. */
  windows: readonly Window[];
  /** A message of the window that is shown; null until there is one. */
  anchor: number | null;
  /** Pages under way, and what changed meanwhile in messages that these may hold an older state of. */
  loads: number;
  loose: ReadonlyMap<string, Message>;
  status: LoadState;
  error?: ErrorBody;
};

/** A place in the order of lists. */
export type Floor = { at: string; id: string };

export type List = {
  key: string;
  filter: ConversationFilter;
  /** What of the known conversations belongs here, newest activity first, down to `floor`. */
  ids: readonly string[];
  /** Below this not everything is known; null: there is nothing below. */
  floor: Floor | null;
  nextCursor: string | null;
  status: "loading" | "ready" | "error";
  error?: ErrorBody;
  /** Shown from before and not yet confirmed. */
  isStale: boolean;
  /** A search is the server's to decide: the conversations that it named. */
  found: ReadonlySet<string> | null;
};

export type Connection = {
  status: "connecting" | "online" | "offline";
  storage: "kept" | "memory";
  /** `outdated`: the server speaks with newer pages only. */
  session: "valid" | "ended" | "outdated";
};

export type State = {
  me: Me;
  rows: ReadonlyMap<string, Row>;
  rumours: ReadonlyMap<string, Rumour>;
  lists: ReadonlyMap<string, List>;
  threads: ReadonlyMap<string, Thread>;
  messagePatches: ReadonlyMap<string, readonly MessagePatch[]>;
  /** By conversation: who types, and until when by the local clock. */
  typing: ReadonlyMap<string, ReadonlyMap<string, number>>;
  presence: ReadonlyMap<string, Presence>;
  unread: Unread;
  /** By `targetKey` and, once that is known, by conversation. */
  outbox: ReadonlyMap<string, readonly OutboxEntry[]>;
  drafts: ReadonlyMap<string, string>;
  connection: Connection;
};
