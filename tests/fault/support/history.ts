// What clients did and heard, and what the database holds in the end: all that the checker goes by.

export type Kept = { id: string; seq: number; rev: number; senderId: string | null; text: string | null };
export type Totals = { messages: number; conversations: number; rev: number };

/** A message as its sender wrote it; in the list of a client in the order in which it was first sent. */
export type Sending = { id: string; conversationId: string; text: string };

/** A fact that reached a client; `message` where it holds one. */
export type Told = { connection: number; name: string; conversationId: string | null; message: Kept | null };

/** A conversation as a client holds it after its last sync. */
export type Held = { conversationId: string; rev: number; unread: number; messages: Kept[] };

export type ClientHistory = {
  /** For reports. */
  name: string;
  userId: string;
  sent: Sending[];
  acknowledged: { id: string; conversationId: string; seq: number }[];
  /** Given up for good, for the answer said that the same call will never succeed. */
  refused: { id: string; code: string }[];
  told: Told[];
  held: Held[];
  totals: Totals | null;
};

export type StoredConversation = {
  id: string;
  rev: number;
  messages: Kept[];
  /** Present members and what is unread for them. */
  members: { userId: string; unread: number }[];
};

export type Stored = {
  conversations: StoredConversation[];
  totals: ({ userId: string } & Totals)[];
};

export type History = { clients: ClientHistory[]; stored: Stored };
