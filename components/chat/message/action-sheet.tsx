"use client";
import { useState } from "react";
import { useText } from "@/components/text/text-provider";
import { Dialog } from "@/components/ui/dialog";
import type { Message } from "@/lib/contract/entities";
import { abilitiesFor } from "./abilities";
import { quickReactions } from "./emoji";
import { EmojiGrid } from "./emoji-grid";
import type { ThreadTools } from "./thread-tools";
import { actions } from "./toolbar";

type Props = { message: Message; anchor: Element; tools: ThreadTools; onClose(): void };

/** What a finger gets in place of the buttons beside a message. */
export default function ActionSheet({ message, anchor, tools, onClose }: Props) {
  const t = useText("chat");
  const [nowMs] = useState(() => Date.now());
  const { me, canWrite } = tools;
  const state = message.senderId === me.id && message.seq === 0 ? "QUEUED" : null;
  const abilities = abilitiesFor({
    message,
    state,
    myId: me.id,
    isAdmin: me.role === "ADMIN",
    canWrite,
    nowMs,
  });
  return (
    <Dialog isOpen onClose={onClose} title={t("actions")} isTitleHidden width="small">
      <p
        dir="auto"
        // The press that opened the sheet does not go on to select what is under the finger.
        className="line-clamp-3 select-text in-data-held:select-none py-3 text-start text-ink-muted text-sm [overflow-wrap:anywhere]"
      >
        {message.text}
      </p>
      {abilities.includes("react") && (
        <EmojiGrid
          label={t("react")}
          rows={[quickReactions]}
          onPick={(emoji) => {
            onClose();
            tools.toggleReaction(message, emoji);
          }}
          className="-mx-2 overflow-x-auto p-1 pb-2"
        />
      )}
      <ul className="grid">
        {abilities.map((ability) => {
          const { Icon, act } = actions[ability];
          return (
            <li key={ability}>
              <button
                type="button"
                onClick={() => {
                  onClose();
                  // The dialog gives the focus back first, so that what opens next can take it.
                  setTimeout(() => act(tools, message, anchor));
                }}
                className={`flex min-h-11 w-full cursor-pointer items-center gap-3 rounded-lg px-2 text-start hover:bg-raised ${ability === "delete" ? "text-danger" : ""}`}
              >
                <Icon aria-hidden="true" className="size-5" />
                {t(ability)}
              </button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
