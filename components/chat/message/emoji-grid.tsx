"use client";
import type { KeyboardEvent } from "react";
import { cx } from "@/components/ui/cx";

type Props = {
  label: string;
  rows: readonly (readonly string[])[];
  onPick(emoji: string): void;
  className?: string;
};

/** Emoji to choose from; the arrow keys go through them. */
export function EmojiGrid({ label, rows, onPick, className }: Props) {
  return (
    <fieldset
      aria-label={label}
      onKeyDown={(event) => moveFocus(event, rows[0]?.length ?? 1)}
      className={cx("m-0 min-w-0", className)}
    >
      {rows.map((row) => (
        <div key={row[0]} className="grid grid-cols-8">
          {row.map((emoji) => (
            <button
              key={emoji}
              type="button"
              aria-label={emoji}
              onClick={() => onPick(emoji)}
              className={cx(
                "grid aspect-square min-h-8 cursor-pointer place-items-center rounded-lg text-xl leading-none hover:bg-raised",
              )}
            >
              {emoji}
            </button>
          ))}
        </div>
      ))}
    </fieldset>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>, columns: number): void {
  const isRtl = getComputedStyle(event.currentTarget).direction === "rtl";
  const forward = isRtl ? -1 : 1;
  const step = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: columns, ArrowUp: -columns }[event.key];
  if (step === undefined) return;
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.findIndex((button) => button.matches(":focus"));
  const next = buttons[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
