"use client";
import {
  Archive,
  ArchiveRestore,
  Ban,
  Bell,
  BellOff,
  CheckCheck,
  Pin,
  PinOff,
  SquareCheck,
} from "lucide-react";
import type { ReactNode } from "react";
import { rightsIn } from "@/components/chat/thread/rights";
import { useText } from "@/components/text/text-provider";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useMe } from "@/lib/client/hooks";
import type { Conversation } from "@/lib/contract/entities";
import { useBlocking } from "./blocking";
import { keys } from "./keys";
import { useMutedNow } from "./use-muted-now";
import { muteTimesMs, useRowActs } from "./use-row-acts";

type Props = {
  conversation: Conversation;
  trigger: ReactNode;
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
  onSelect(): void;
};

export default function RowMenuItems({ conversation, trigger, isOpen, onOpenChange, onSelect }: Props) {
  const t = useText("inbox");
  const acts = useRowActs();
  const askToBlock = useBlocking();
  const { canBlock } = rightsIn(conversation, useMe());
  const isMuted = useMutedNow(conversation.mutedUntil);
  const isArchived = conversation.archivedAt !== null;
  const isPinned = conversation.pinnedAt !== null;
  return (
    <Menu trigger={trigger} isOpen={isOpen} onOpenChange={onOpenChange}>
      {conversation.unread > 0 && (
        <MenuItem icon={<CheckCheck />} shortcut={keys.markRead} onSelect={() => acts.markRead(conversation)}>
          {t("markRead")}
        </MenuItem>
      )}
      <MenuItem
        icon={isPinned ? <PinOff /> : <Pin />}
        shortcut={keys.pin}
        onSelect={() => acts.setPinned(conversation, !isPinned)}
      >
        {isPinned ? t("unpin") : t("pin")}
      </MenuItem>
      <MenuItem
        icon={isArchived ? <ArchiveRestore /> : <Archive />}
        shortcut={keys.archive}
        onSelect={() => acts.setArchived(conversation, !isArchived)}
      >
        {isArchived ? t("unarchive") : t("archive")}
      </MenuItem>
      {isMuted ? (
        <MenuItem icon={<Bell />} shortcut={keys.mute} onSelect={() => acts.mute(conversation, 0)}>
          {t("unmute")}
        </MenuItem>
      ) : (
        <>
          <MenuItem icon={<BellOff />} onSelect={() => acts.mute(conversation, muteTimesMs.evening)}>
            {t("muteEvening")}
          </MenuItem>
          <MenuItem icon={<BellOff />} shortcut={keys.mute} onSelect={() => acts.mute(conversation, null)}>
            {t("mute")}
          </MenuItem>
        </>
      )}
      <MenuItem icon={<SquareCheck />} shortcut={keys.select} onSelect={onSelect}>
        {t("select")}
      </MenuItem>
      {canBlock && <MenuSeparator />}
      {!canBlock ? null : conversation.status === "BLOCKED" ? (
        <MenuItem icon={<Ban />} onSelect={() => acts.unblock(conversation)}>
          {t("unblock")}
        </MenuItem>
      ) : (
        <MenuItem icon={<Ban />} isDangerous onSelect={() => askToBlock(conversation)}>
          {t("block")}
        </MenuItem>
      )}
    </Menu>
  );
}
