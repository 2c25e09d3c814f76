// The data rendered into a page, from which the client engine starts. This file has only types and one function, so
// that the browser loads no schemas for it.
import type { z } from "zod";
import type { conversationList } from "./commands/conversations";
import type { Conversation, Message, Unread } from "./entities";
import type { Role } from "./values";

export type Me = { id: string; name: string; role: Role; avatarUrl: string | null };

/** The filters of a list of conversations. */
export type ConversationFilter = Omit<z.input<typeof conversationList.input>, "cursor" | "limit">;

export type InitialThread = {
  conversationId: string;
  /** One run without holes, in the order of seq, as `message:list` answers it. */
  messages: Message[];
  /** The conversation's, read before its messages: of what had happened up to it, nothing is missing in them. */
  rev: number;
  /** The seq at which the thread opens, if not at its end. */
  around?: number;
};

export type Initial = {
  me: Me;
  conversations?: { key: string; items: Conversation[]; nextCursor: string | null };
  conversation?: Conversation;
  thread?: InitialThread;
  unread?: Unread;
  serverTime: string;
  /** Such a page may come from the browser's own store, and then says nothing of who is signed in by now. */
  isShell?: true;
};

/** Returns the same key for the same filter, independent of the order of its fields. */
export function listKey(filter: ConversationFilter): string {
  const named = Object.entries(filter).filter(([, value]) => value !== undefined && value !== "");
  return JSON.stringify(Object.fromEntries(named.sort(([one], [other]) => (one < other ? -1 : 1))));
}

/** The lists of everything that one buys or sells, or both: `sync` brings the first page of one, and they are kept offline. */
export const plainFilters: readonly ConversationFilter[] = [{}, { side: "customer" }, { side: "seller" }];

const plainKeys: ReadonlySet<string> = new Set(plainFilters.map(listKey));
export const isPlainKey = (key: string): boolean => plainKeys.has(key);

export const filterOfKey = (key: string): ConversationFilter => JSON.parse(key) as ConversationFilter;
