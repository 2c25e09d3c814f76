"use client";
import { EllipsisVertical } from "lucide-react";
import { useState } from "react";
import { useText } from "@/components/text/text-provider";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { lazyPart } from "@/components/ui/lazy-part";
import type { Conversation } from "@/lib/contract/entities";

const RowMenuItems = lazyPart(() => import("./row-menu-items"));

type Props = { conversation: Conversation; isStop: boolean; onSelect(): void };

/** The menu itself is fetched when somebody wants one. */
export function RowMenu({ conversation, isStop, onSelect }: Props) {
  const t = useText("inbox");
  const [isWanted, setWanted] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const button = (
    <IconButton
      label={t("rowMenu")}
      icon={<EllipsisVertical />}
      size="small"
      hasTooltip={false}
      tabIndex={isStop ? 0 : -1}
      onClick={isWanted ? undefined : () => [setWanted(true), setOpen(true)]}
      className={cx(
        "absolute end-1.5 top-0 bottom-0 my-auto group-focus-within/row:opacity-100 group-hover/row:opacity-100 data-[state=open]:opacity-100",
        // In place of the time: what is new or out of the ordinary stays to be seen.
        "pointer-fine:bottom-auto pointer-fine:top-1.5 pointer-fine:bg-raised pointer-fine:opacity-0",
      )}
    />
  );
  if (!isWanted) return button;
  return (
    <RowMenuItems
      conversation={conversation}
      trigger={button}
      isOpen={isOpen}
      onOpenChange={setOpen}
      onSelect={onSelect}
      waiting={button}
      onGiveUp={() => setWanted(false)}
    />
  );
}
