// What clients did and received, and the final contents of the database: the whole input of the checker.

export type Kept = { id: string; seq: number; rev: number; senderId: string | null; text: string | null };
export type Totals = { messages: number; conversations: number; rev: number };

/** A message as its sender wrote it. A client's list keeps them in the order in which they were first sent. */
export type Sending = { id: string; conversationId: string; text: string };

/** A fact that reached a client, with its message if it has one. */
export type Told = { connection: number; name: string; conversationId: string | null; message: Kept | null };

/** A conversation as a client holds it after its last sync. */
export type Held = { conversationId: string; rev: number; ownRev: number; unread: number; messages: Kept[] };

export type ClientHistory = {
  /** A name for reports. */
  name: string;
  userId: string;
  sent: Sending[];
  acknowledged: { id: string; conversationId: string; seq: number }[];
  /** Given up for good, because the answer was an error that is not retryable. */
  refused: { id: string; code: string }[];
  told: Told[];
  held: Held[];
  totals: Totals | null;
};

export type StoredConversation = {
  id: string;
  rev: number;
  messages: Kept[];
  /** Current members, their unread counts and their `ownRev`. */
  members: { userId: string; unread: number; ownRev: number }[];
};

export type Stored = {
  conversations: StoredConversation[];
  totals: ({ userId: string } & Totals)[];
};

export type History = { clients: ClientHistory[]; stored: Stored };
