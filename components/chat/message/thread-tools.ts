"use client";
// What a message can ask of the thread it stands in. The value stays the same while messages come and go, so that
// no row is rendered again on its account.
import { createContext, use } from "react";
import type { Me } from "@/lib/client/hooks";
import type { Message } from "@/lib/contract/entities";

export type ThreadTools = {
  me: Me;
  /** Whether anything can be sent here: not once the conversation has been blocked or ended. */
  canWrite: boolean;
  nameOf(userId: string): string;
  reply(message: Message): void;
  edit(message: Message): void;
  remove(message: Message): void;
  forward(message: Message): void;
  copy(message: Message): void;
  /** Opens the choice of emoji, or all actions, beside an element. */
  pickReaction(message: Message, anchor: Element): void;
  showActions(message: Message, anchor: Element): void;
  toggleReaction(message: Message, emoji: string): void;
  jumpTo(seq: number): void;
  retry(messageId: string): void;
  discard(messageId: string): void;
};

const Context = createContext<ThreadTools | null>(null);
export const ThreadToolsProvider = Context;

export function useThreadTools(): ThreadTools {
  const tools = use(Context);
  if (!tools) throw new Error("A message stands outside of a thread.");
  return tools;
}
