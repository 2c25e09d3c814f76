"use client";
import { useFormat, useText } from "@/components/text/text-provider";
import type { Message } from "@/lib/contract/entities";
import { useThreadTools } from "./thread-tools";

/** Pressing a reaction adds one's own or takes it back. */
export function Reactions({ message, isOwn }: { message: Message; isOwn: boolean }) {
  const t = useText("chat");
  const format = useFormat();
  const { me, canWrite, nameOf, toggleReaction } = useThreadTools();
  if (message.reactions.length === 0) return null;
  return (
    <ul
      aria-label={t("reactions")}
      className={`relative -mt-1.5 flex flex-wrap gap-1 px-2 ${isOwn ? "justify-end" : ""}`}
    >
      {message.reactions.map(({ emoji, userIds }) => {
        const isMine = userIds.includes(me.id);
        const names = format.list(userIds.map(nameOf));
        return (
          <li key={emoji}>
            <button
              type="button"
              tabIndex={-1}
              aria-pressed={isMine}
              aria-label={t("reactionBy", { emoji, count: userIds.length, names })}
              data-tooltip={names}
              disabled={!canWrite}
              onClick={() => toggleReaction(message, emoji)}
              className={`inline-flex h-6.5 min-w-9 pointer-coarse:h-9 pointer-coarse:min-w-11 cursor-pointer items-center justify-center gap-1 rounded-full border px-1.5 text-xs tabular-nums disabled:cursor-default ${
                isMine ? "border-accent bg-accent-soft text-ink" : "border-line bg-surface text-ink"
              }`}
            >
              <span aria-hidden="true" className="text-sm leading-none">
                {emoji}
              </span>
              {userIds.length > 1 && <span aria-hidden="true">{userIds.length}</span>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
