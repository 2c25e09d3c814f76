// The facts that the server sends to clients. A lost fact does no harm, because clients also sync changes.
import type { Conversation, Message, Presence, Unread, User } from "./entities";
import type { clientLimits } from "./limits";
import type { Role } from "./values";

export type FactMap = {
  "session:ready": {
    userId: string;
    sessionId: string;
    /** May have changed while the client was away. Servers of the first release do not say it. */
    role?: Role;
    serverTime: string;
    limits: typeof clientLimits;
    protocol: number;
  };
  "message:sent": { conversationId: string; rev: number; message: Message; conversation: Conversation };
  "message:changed": { conversationId: string; rev: number; message: Message };
  "conversation:changed": {
    conversationId: string;
    rev: number;
    /** The change is one that only the recipient's side sees, so it is not the change that made `rev`. */
    isOwn?: true;
    conversation: Conversation;
  };
  "member:changed": {
    conversationId: string;
    userId: string;
    readSeq: number;
    deliveredSeq: number;
    at: string;
  };
  "typing:changed": { conversationId: string; userId: string; typing: boolean };
  "presence:changed": Presence;
  "unread:changed": Unread;
  "account:changed": { user: User };
  "sync:required": Record<string, never>;
  "session:ended": { reason: string };
};

export type FactName = keyof FactMap;

/** The recipients: all sockets of some users, or the sockets of some sessions. */
export type Audience = { users: readonly string[] } | { sessions: readonly string[] };

export type Fact = { [N in FactName]: { name: N; to: Audience; payload: FactMap[N] } }[FactName];
