"use client";
import { useEffect, useRef } from "react";
import { useText } from "@/components/text/text-provider";
import { useErrorText } from "@/components/text/use-error-text";
import { cx } from "@/components/ui/cx";
import type { QuickReply } from "@/lib/contract/entities";
import type { ErrorBody } from "@/lib/contract/envelope";

type Props = {
  id: string;
  options: readonly QuickReply[];
  /** Why there are none to choose from. */
  error: ErrorBody | null;
  index: number;
  pick(reply: QuickReply): void;
};

/** Stands above the box, whose own keys move through it. */
export function QuickReplyList({ id, options, error, index, pick }: Props) {
  const t = useText("chat");
  const errorText = useErrorText();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[index]?.scrollIntoView({ block: "nearest" });
  }, [index]);
  const frame =
    "absolute inset-x-2 bottom-full z-20 mb-1 rounded-xl border border-line bg-surface shadow-lg sm:inset-x-3";
  if (options.length === 0) {
    return (
      <p role="status" className={cx(frame, "px-4 py-3 text-ink-muted text-sm")}>
        {error?.unreached ? t("quickRepliesNeedNetwork") : error ? errorText(error) : t("noQuickReplies")}
      </p>
    );
  }
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      tabIndex={-1}
      aria-label={t("quickReplies")}
      className={cx(frame, "max-h-64 overflow-y-auto p-1")}
    >
      {options.map((reply, at) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the box above has the keys, as the pattern of a combobox wants it.
        <div
          key={reply.id}
          id={`${id}-${at}`}
          role="option"
          tabIndex={-1}
          aria-selected={at === index}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => pick(reply)}
          className={cx("cursor-pointer rounded-lg px-3 py-1.5", at === index && "bg-raised")}
        >
          <span className="block truncate font-medium text-sm">/{reply.shortcut}</span>
          <span dir="auto" className="block truncate text-start text-ink-muted text-sm">
            {reply.text}
          </span>
        </div>
      ))}
    </div>
  );
}
