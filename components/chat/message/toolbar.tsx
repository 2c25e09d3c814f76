"use client";
import { Copy, Ellipsis, Forward, Pencil, Reply, SmilePlus, Trash2 } from "lucide-react";
import type { MouseEvent } from "react";
import { useText } from "@/components/text/text-provider";
import type { Message } from "@/lib/contract/entities";
import type { Ability } from "./abilities";
import { type ThreadTools, useThreadTools } from "./thread-tools";

type Act = (tools: ThreadTools, message: Message, anchor: Element) => void;

export const actions = {
  react: { Icon: SmilePlus, act: (tools, message, anchor) => tools.pickReaction(message, anchor) },
  reply: { Icon: Reply, act: (tools, message) => tools.reply(message) },
  edit: { Icon: Pencil, act: (tools, message) => tools.edit(message) },
  forward: { Icon: Forward, act: (tools, message) => tools.forward(message) },
  copy: { Icon: Copy, act: (tools, message) => tools.copy(message) },
  delete: { Icon: Trash2, act: (tools, message) => tools.remove(message) },
} as const satisfies Record<Ability, { Icon: typeof Copy; act: Act }>;

const button =
  "grid size-8 shrink-0 pointer-coarse:size-10 cursor-pointer place-items-center rounded-md text-ink-muted hover:bg-raised hover:text-ink";

type Props = { message: Message; abilities: readonly Ability[]; isOwn: boolean; isActive: boolean };

/**
 * What one can do with a message: beside it where there is room, over its upper edge where there is none. It is
 * always there and only seen when pointed at or reached by keyboard. A finger presses the message itself; there the
 * button is for screen readers, and shows when a keyboard reaches it.
 */
export function Toolbar({ message, abilities, isOwn, isActive }: Props) {
  const t = useText("chat");
  const tools = useThreadTools();
  if (abilities.length === 0) return null;
  const run = (ability: Ability) => (event: MouseEvent<HTMLButtonElement>) =>
    actions[ability].act(tools, message, event.currentTarget);
  return (
    <>
      <div
        role="toolbar"
        aria-label={t("actions")}
        className={`pointer-coarse:hidden z-10 flex self-center group-data-meta/message:mb-5 rounded-lg border border-line bg-surface p-0.5 opacity-0 shadow-xs transition-opacity duration-100 group-focus-within/message:opacity-100 group-hover/message:opacity-100 @max-2xl/thread:absolute @max-2xl/thread:top-0 @max-2xl/thread:group-hover/message:-top-6 @max-2xl/thread:group-focus-within/message:-top-6 ${
          isOwn ? "@max-2xl/thread:end-0" : "@max-2xl/thread:start-8"
        }`}
      >
        {abilities.map((ability) => {
          const { Icon } = actions[ability];
          return (
            <button
              key={ability}
              type="button"
              tabIndex={isActive ? 0 : -1}
              aria-label={t(ability)}
              data-tooltip={t(ability)}
              onClick={run(ability)}
              className={button}
            >
              <Icon
                aria-hidden="true"
                className="size-4 rtl:[&.lucide-forward]:-scale-x-100 rtl:[&.lucide-reply]:-scale-x-100"
              />
            </button>
          );
        })}
      </div>
      <button
        type="button"
        tabIndex={isActive ? 0 : -1}
        aria-label={t("actions")}
        aria-haspopup="dialog"
        onClick={(event) => tools.showActions(message, event.currentTarget)}
        className={`${button} not-pointer-coarse:hidden absolute top-0 z-10 border border-line bg-surface shadow-xs not-focus-visible:sr-only ${
          isOwn ? "end-3" : "start-3"
        }`}
      >
        <Ellipsis aria-hidden="true" className="size-4" />
      </button>
    </>
  );
}
