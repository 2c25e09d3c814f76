// What one may do with a message. The server decides; this decides what is offered.
import type { ThreadItem } from "@/lib/client/hooks";
import type { Message } from "@/lib/contract/entities";
import { limits } from "@/lib/contract/limits";
import type { ThreadTools } from "./thread-tools";

export type Ability = "react" | "reply" | "edit" | "delete" | "forward" | "copy";

type Situation = {
  message: Message;
  state: ThreadItem["state"];
  myId: string;
  isAdmin: boolean;
  canWrite: boolean;
  nowMs: number;
};

export function abilitiesFor({ message, state, myId, isAdmin, canWrite, nowMs }: Situation): Ability[] {
  if (message.deletedAt !== null || message.type === "SYSTEM") return [];
  const hasText = message.text !== null && message.text !== "";
  const isStored = message.seq > 0 && state !== "FAILED" && state !== "QUEUED" && state !== "SENDING";
  if (!isStored) return hasText ? ["copy"] : [];
  const isOwn = message.senderId === myId;
  const isFresh = nowMs - Date.parse(message.createdAt) < limits.editWindowMs;
  const all: [Ability, boolean][] = [
    ["react", canWrite],
    ["reply", canWrite],
    ["edit", isOwn && canWrite && message.type === "TEXT" && isFresh],
    ["forward", message.type === "TEXT"],
    ["copy", hasText],
    ["delete", isOwn || isAdmin],
  ];
  return all.filter(([, may]) => may).map(([ability]) => ability);
}

/** The same for a message of a thread, at this moment. */
export const abilitiesIn = (
  { message, state }: Pick<ThreadItem, "message" | "state">,
  { me, canWrite }: ThreadTools,
): Ability[] =>
  abilitiesFor({ message, state, myId: me.id, isAdmin: me.role === "ADMIN", canWrite, nowMs: Date.now() });
