"use client";
import { SendHorizontal, Smile, Zap } from "lucide-react";
import { type KeyboardEvent, type Ref, useId, useImperativeHandle, useRef, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { useIsAlive } from "../thread/use-is-alive";
import { Counter } from "./counter";
import { EmojiPanel } from "./emoji-panel";
import { QuickReplyList } from "./quick-reply-list";
import { useAutoHeight } from "./use-auto-height";
import type { TemplateSource } from "./use-quick-replies";
import { useQuickReplies } from "./use-quick-replies";

type Props = {
  text: string;
  setText(text: string): void;
  canSubmit: boolean;
  remaining: number;
  isEditing: boolean;
  templates: TemplateSource | null;
  autoFocus?: boolean;
  onSend(): void;
  /** Leaves an edit or a reply; false when there is none. */
  onCancel(): boolean;
  onEditLast?(): void;
  ref: Ref<HTMLTextAreaElement>;
};

/** While a word is being composed, Enter chooses it and sends nothing. Some browsers only tell by the old key code. */
const isComposing = ({ nativeEvent, keyCode }: KeyboardEvent): boolean =>
  nativeEvent.isComposing || keyCode === 229;

/** On a touch screen there is no Shift at hand, and the button is near the thumb. */
const isTouch = (): boolean => matchMedia("(hover: none) and (pointer: coarse)").matches;

export function ComposerBox(props: Props) {
  const { text, setText, canSubmit, remaining, isEditing, templates, onSend, onCancel, onEditLast } = props;
  const t = useText("chat");
  const box = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const isAlive = useIsAlive();
  useImperativeHandle(props.ref, () => box.current as HTMLTextAreaElement);
  useAutoHeight(box, text);
  const [emojiAnchor, setEmojiAnchor] = useState<Element | null>(null);
  const replies = useQuickReplies({ text, setText, templates });

  const insert = (emoji: string) => {
    const { current: area } = box;
    if (!area) return;
    const { selectionStart: from, selectionEnd: to } = area;
    setText(text.slice(0, from) + emoji + text.slice(to));
    requestAnimationFrame(() => {
      area.focus();
      area.setSelectionRange(from + emoji.length, from + emoji.length);
    });
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event)) return;
    if (replies.onKey(event.key)) return event.preventDefault();
    if (event.key === "Enter" && !event.shiftKey && !event.altKey && !isTouch()) {
      event.preventDefault();
      if (canSubmit) onSend();
    } else if (event.key === "Escape" && onCancel()) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "ArrowUp" && text === "" && onEditLast) {
      event.preventDefault();
      onEditLast();
    }
  };

  return (
    <div className="relative px-2 pt-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] sm:px-3">
      {replies.isOpen && <QuickReplyList id={`${id}-replies`} {...replies} />}
      <div className="flex items-end gap-1 rounded-2xl border border-line-strong bg-surface p-1 focus-within:border-accent focus-within:outline-1 focus-within:outline-accent">
        <IconButton
          label={t("emoji")}
          icon={<Smile />}
          aria-haspopup="dialog"
          onClick={(event) => setEmojiAnchor(event.currentTarget)}
        />
        {templates && !isEditing && (
          <IconButton
            label={t("quickReplies")}
            icon={<Zap />}
            shortcut="/"
            disabled={text !== ""}
            onClick={() => {
              setText("/");
              box.current?.focus();
            }}
          />
        )}
        <textarea
          ref={box}
          id={id}
          rows={1}
          // An empty box goes by the page, so that what stands in it as a hint does too.
          dir={text === "" ? undefined : "auto"}
          // What would be typed before anybody listens would be neither kept nor sent.
          readOnly={!isAlive}
          value={text}
          // biome-ignore lint/a11y/noAutofocus: only where the reader has just asked for a place to write.
          autoFocus={props.autoFocus}
          aria-label={t("message")}
          placeholder={t("placeholder")}
          aria-invalid={remaining < 0 || undefined}
          aria-describedby={`${id}-counter`}
          aria-autocomplete={templates ? "list" : undefined}
          aria-controls={replies.isOpen ? `${id}-replies` : undefined}
          aria-activedescendant={replies.isOpen ? replies.activeId(`${id}-replies`) : undefined}
          autoComplete="off"
          enterKeyHint="enter"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          className="max-h-[33dvh] min-h-9 min-w-0 flex-1 resize-none self-center bg-transparent px-2 py-1.5 text-base leading-6 outline-none placeholder:text-ink-muted pointer-coarse:min-h-11 pointer-coarse:py-2.5 sm:text-[0.9375rem]"
        />
        <IconButton
          label={t(isEditing ? "saveEdit" : "send")}
          icon={<SendHorizontal className="rtl:-scale-x-100" />}
          look={canSubmit ? "primary" : "quiet"}
          aria-disabled={!canSubmit}
          onClick={() => canSubmit && onSend()}
          // The box keeps the focus, and a phone its keyboard.
          onPointerDown={(event) => event.preventDefault()}
          className={cx(!canSubmit && "cursor-not-allowed opacity-60")}
        />
      </div>
      <Counter id={`${id}-counter`} remaining={remaining} />
      <EmojiPanel anchor={emojiAnchor} onClose={() => setEmojiAnchor(null)} onPick={insert} />
    </div>
  );
}
