"use client";
// What can be done to a conversation from outside of its thread, with what is told about it afterwards.
import { useMemo } from "react";
import { useText } from "@/components/text/text-provider";
import { useErrorText } from "@/components/text/use-error-text";
import { toast } from "@/components/ui/toast";
import { useActions } from "@/lib/client/hooks";
import type { Conversation } from "@/lib/contract/entities";
import type { ErrorBody } from "@/lib/contract/envelope";
import { useMoveOn } from "./moving-on";

const hourMs = 3_600_000;
export const muteTimesMs = { evening: 8 * hourMs, week: 7 * 24 * hourMs } as const;
/** Far enough that nobody will be surprised by it, and a time that every part of the system can write. */
const foreverIso = "2999-12-31T00:00:00.000Z";

type Done = { ok: true } | { ok: false; error: ErrorBody };
export type RowActs = {
  setArchived(conversation: Conversation, archived: boolean): Promise<boolean>;
  setPinned(conversation: Conversation, pinned: boolean): Promise<boolean>;
  /** For so long; null for good, 0 to be told again. */
  mute(conversation: Conversation, forMs: number | null): Promise<boolean>;
  markRead(conversation: Conversation): Promise<boolean>;
  block(conversation: Conversation): Promise<boolean>;
  unblock(conversation: Conversation): Promise<boolean>;
};

export function useRowActs(): RowActs {
  const { update, block, unblock, markRead } = useActions();
  const moveOn = useMoveOn();
  const t = useText("inbox");
  const errorText = useErrorText();
  return useMemo(() => {
    const tell = (done: Done, told?: Parameters<typeof toast.show>[0]): boolean => {
      if (!done.ok) toast.error(errorText(done.error));
      else if (told) toast.show(told);
      return done.ok;
    };
    const setArchived: RowActs["setArchived"] = async (conversation, archived) => {
      const { id } = conversation;
      const comeBack = archived ? moveOn(new Set([id])) : null;
      const done = await update(id, { archived });
      if (!done.ok) comeBack?.();
      const undo = () => {
        comeBack?.();
        void update(id, { archived: !archived });
      };
      const title = archived ? t("archivedOne") : t("unarchivedOne");
      return tell(done, { title, action: { label: t("undo"), onClick: undo } });
    };
    return {
      setArchived,
      setPinned: async ({ id }, pinned) => tell(await update(id, { pinned })),
      async mute({ id }, forMs) {
        const until = forMs === null ? foreverIso : new Date(Date.now() + forMs).toISOString();
        return tell(await update(id, { mutedUntil: forMs === 0 ? null : until }));
      },
      markRead: async ({ id }) => tell(await markRead(id)),
      block: async ({ id }) => tell(await block(id), t("blockedOne")),
      unblock: async ({ id }) => tell(await unblock(id), t("unblockedOne")),
    };
  }, [update, block, unblock, markRead, moveOn, t, errorText]);
}
