"use client";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { useText } from "@/components/text/text-provider";
import type { Message } from "@/lib/contract/entities";
import { AnchoredPanel } from "./anchored-panel";
import { moreEmoji, quickReactions } from "./emoji";
import { EmojiGrid } from "./emoji-grid";

export type Picking = { message: Message; anchor: Element };

type Props = { picking: Picking; onClose(): void; onPick(message: Message, emoji: string): void };

export default function ReactionPicker({ picking, onClose, onPick }: Props) {
  const t = useText("chat");
  const pick = (emoji: string) => {
    onPick(picking.message, emoji);
    onClose();
  };
  return (
    <AnchoredPanel anchor={picking.anchor} onClose={onClose} label={t("chooseReaction")}>
      <Choice key={picking.message.id} onPick={pick} />
    </AnchoredPanel>
  );
}

function Choice({ onPick }: { onPick(emoji: string): void }) {
  const t = useText("chat");
  const [isAll, setAll] = useState(false);
  return (
    <div className="w-[min(20.25rem,calc(100vw-2rem))]">
      <div className="grid grid-cols-[8fr_1fr]">
        <EmojiGrid label={t("frequentEmoji")} rows={[quickReactions]} onPick={onPick} />
        <button
          type="button"
          aria-label={t("moreEmoji")}
          aria-expanded={isAll}
          onClick={() => setAll(!isAll)}
          className="grid cursor-pointer place-items-center rounded-lg text-ink-muted hover:bg-raised hover:text-ink"
        >
          <Ellipsis aria-hidden="true" className="size-5" />
        </button>
      </div>
      {isAll && (
        <EmojiGrid
          label={t("allEmoji")}
          rows={moreEmoji}
          onPick={onPick}
          className="mt-1 max-h-56 overflow-y-auto border-line border-t pt-1"
        />
      )}
    </div>
  );
}
