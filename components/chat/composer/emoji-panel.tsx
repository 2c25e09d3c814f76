"use client";
import { useText } from "@/components/text/text-provider";
import { AnchoredPanel } from "../message/anchored-panel";
import { moreEmoji, quickReactions } from "../message/emoji";
import { EmojiGrid } from "../message/emoji-grid";

type Props = { anchor: Element | null; onClose(): void; onPick(emoji: string): void };

const rows = [quickReactions, ...moreEmoji];

export function EmojiPanel({ anchor, onClose, onPick }: Props) {
  const t = useText("chat");
  return (
    <AnchoredPanel anchor={anchor} onClose={onClose} label={t("emoji")}>
      <EmojiGrid
        label={t("allEmoji")}
        rows={rows}
        className="w-[min(18rem,calc(100vw-2rem))]"
        onPick={(emoji) => {
          onClose();
          onPick(emoji);
        }}
      />
    </AnchoredPanel>
  );
}
