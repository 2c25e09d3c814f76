// What the frame of a page knows of the messages within. The frame is there without the client engine; where the
// engine runs, it keeps this up to date.
import type { Role } from "@/lib/contract/values";

type Count = { messages: number; conversations: number };
/** In all, and the part where one is the customer. */
export type UnreadCount = Count & { asCustomer: Count };
const nothing: Count = { messages: 0, conversations: 0 };
export const nothingUnread: UnreadCount = { ...nothing, asCustomer: nothing };
type State = {
  /** Null until the engine, or a look at the server, has said. */
  unread: UnreadCount | null;
  /** Whether an engine on this page keeps it up to date. */
  isLive: boolean;
  /** Null until the engine has said. */
  role: Role | null;
  /** The person named in the head is signed in no more. */
  hasEnded: boolean;
  /** The engine cannot reach the server. */
  isOffline: boolean;
  /** Messages that are not sent yet, as the engine knows them. */
  waiting: number;
  /** Something within the page says in its own place that there is no network. */
  hasOwnNotice: boolean;
};

let state: State = {
  unread: null,
  isLive: false,
  role: null,
  hasEnded: false,
  isOffline: false,
  waiting: 0,
  hasOwnNotice: false,
};
const listeners = new Set<() => void>();

export const getPage = (): State => state;

export function setPage(change: Partial<State>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

export function subscribeToPage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
