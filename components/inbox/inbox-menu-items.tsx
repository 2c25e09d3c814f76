"use client";
import { Command, Keyboard, MessageSquareQuote, MoonStar, Settings } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useText } from "@/components/text/text-provider";
import { Menu, MenuItem, MenuLink, MenuSeparator } from "@/components/ui/menu";
import { keys } from "./keys";
import { usePalette } from "./palette-context";
import { useSide } from "./use-place";

type Props = { trigger: ReactNode; isOpen: boolean; onOpenChange(isOpen: boolean): void; onHelp(): void };

export default function InboxMenuItems({ trigger, isOpen, onOpenChange, onHelp }: Props) {
  const t = useText("inbox");
  const { isSeller } = useSide();
  const openPalette = usePalette();
  return (
    <Menu trigger={trigger} isOpen={isOpen} onOpenChange={onOpenChange}>
      {isSeller && (
        <>
          <MenuLink>
            <Link href="/dashboard/settings/quick-replies">
              <MessageSquareQuote />
              {t("quickReplies")}
            </Link>
          </MenuLink>
          <MenuLink>
            <Link href="/dashboard/settings/away-message">
              <MoonStar />
              {t("awayMessage")}
            </Link>
          </MenuLink>
          <MenuSeparator />
        </>
      )}
      <MenuItem icon={<Command />} shortcut="Ctrl K" onSelect={openPalette}>
        {t("palette")}
      </MenuItem>
      <MenuItem icon={<Keyboard />} shortcut={keys.help} onSelect={onHelp}>
        {t("help")}
      </MenuItem>
      <MenuLink>
        <Link href="/settings">
          <Settings />
          {t("settings")}
        </Link>
      </MenuLink>
    </Menu>
  );
}
