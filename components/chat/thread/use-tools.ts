"use client";
// Everything a message can ask for, in one value that stays the same while messages come and go.
import { type RefObject, useMemo, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { useErrorText } from "@/components/text/use-error-text";
import { toast } from "@/components/ui/toast";
import { useActions, useMe } from "@/lib/client/hooks";
import type { Conversation, Message } from "@/lib/contract/entities";
import type { ErrorBody } from "@/lib/contract/envelope";
import { limits } from "@/lib/contract/limits";
import type { ComposerHandle } from "../composer/composer";
import type { Picking } from "../message/reaction-picker";
import type { ThreadTools } from "../message/thread-tools";
import type { LogHandle } from "./message-log";
import { rightsIn } from "./rights";

/** What stands open over the thread. */
export type Overlay =
  | { kind: "none" }
  | { kind: "delete"; message: Message }
  | { kind: "forward"; message: Message }
  | { kind: "actions"; message: Message; anchor: Element };

const nothing: Overlay = { kind: "none" };

export function useTools(
  conversation: Conversation,
  log: RefObject<LogHandle | null>,
  composer: RefObject<ComposerHandle | null>,
) {
  const t = useText("chat");
  const errorText = useErrorText();
  const me = useMe();
  const actions = useActions();
  const [overlay, setOverlay] = useState<Overlay>(nothing);
  const [picking, setPicking] = useState<Picking | null>(null);
  const { canWrite } = rightsIn(conversation, me);
  const names = JSON.stringify(conversation.members.map(({ userId, name }) => [userId, name]));

  const tools = useMemo((): ThreadTools => {
    const known = new Map(JSON.parse(names) as [string, string][]);
    const complain = async (outcome: Promise<{ ok: true } | { ok: false; error: ErrorBody }>) => {
      const result = await outcome;
      if (!result.ok) toast.error(errorText(result.error));
    };
    return {
      me,
      canWrite,
      nameOf: (userId) => (userId === me.id ? t("you") : (known.get(userId) ?? t("someone"))),
      reply: (message) => composer.current?.reply(message),
      edit(message) {
        if (Date.now() - Date.parse(message.createdAt) >= limits.editWindowMs) toast.show(t("editTooLate"));
        else composer.current?.edit(message);
      },
      remove: (message) => setOverlay({ kind: "delete", message }),
      forward: (message) => setOverlay({ kind: "forward", message }),
      copy: (message) => copy(message.text ?? ""),
      pickReaction: (message, anchor) => setPicking({ message, anchor }),
      showActions: (message, anchor) => setOverlay({ kind: "actions", message, anchor }),
      toggleReaction(message, emoji) {
        const isMine = message.reactions.some((each) => each.emoji === emoji && each.userIds.includes(me.id));
        void complain(isMine ? actions.unreact(message.id, emoji) : actions.react(message.id, emoji));
      },
      jumpTo: (seq) => log.current?.jumpTo(seq),
      retry: actions.retry,
      discard: actions.discard,
    };

    async function copy(text: string) {
      try {
        await navigator.clipboard.writeText(text);
        toast.success(t("copied"));
      } catch {
        toast.error(t("notCopied"));
      }
    }
  }, [me, canWrite, names, t, errorText, actions, composer, log]);

  return {
    tools,
    overlay,
    closeOverlay: () => setOverlay(nothing),
    picking,
    closePicker: () => setPicking(null),
    removeMessage: async (message: Message) => {
      const result = await actions.remove(message.id);
      if (!result.ok) toast.error(errorText(result.error));
    },
  };
}
