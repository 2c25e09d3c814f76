"use client";
import { EllipsisVertical } from "lucide-react";
import { useState } from "react";
import { useText } from "@/components/text/text-provider";
import { IconButton } from "@/components/ui/icon-button";
import { lazyPart } from "@/components/ui/lazy-part";

const Items = lazyPart(() => import("./inbox-menu-items"));

/** What belongs to the inbox as a whole; fetched when somebody wants it. */
export function InboxMenu({ onHelp }: { onHelp(): void }) {
  const t = useText("inbox");
  const [isWanted, setWanted] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const button = (
    <IconButton
      label={t("menu")}
      icon={<EllipsisVertical />}
      className="-me-1.5"
      onClick={isWanted ? undefined : () => [setWanted(true), setOpen(true)]}
    />
  );
  if (!isWanted) return button;
  return (
    <Items
      trigger={button}
      isOpen={isOpen}
      onOpenChange={setOpen}
      onHelp={onHelp}
      waiting={button}
      onGiveUp={() => setWanted(false)}
    />
  );
}
