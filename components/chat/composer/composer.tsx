"use client";
// The one place to write. It stands apart from the messages, so that however many arrive, typing stays smooth.
import { memo, type Ref, useImperativeHandle, useLayoutEffect, useRef } from "react";
import { useText } from "@/components/text/text-provider";
import { useErrorText } from "@/components/text/use-error-text";
import { toast } from "@/components/ui/toast";
import { type ComposerTarget, useComposer } from "@/lib/client/hooks";
import type { Message } from "@/lib/contract/entities";
import { ComposerBox } from "./composer-box";
import { ContextBar } from "./context-bar";
import type { TemplateSource } from "./use-quick-replies";

export type ComposerHandle = {
  reply(message: Message): void;
  edit(message: Message): void;
  focus(): void;
  /** Puts text in, unless something has been written already. */
  suggest(text: string): void;
};

type Props = {
  target: ComposerTarget;
  /** What quick replies are filled in with; null for people who have none. */
  templates: TemplateSource | null;
  /** The arrow up in an empty box edits what one said last. */
  onEditLast?(): void;
  onSent?(conversationId: string): void;
  autoFocus?: boolean;
  ref?: Ref<ComposerHandle>;
};

export const Composer = memo(function Composer({
  target,
  templates,
  onEditLast,
  onSent,
  autoFocus,
  ref,
}: Props) {
  const t = useText("chat");
  const errorText = useErrorText();
  const composer = useComposer(target);
  const box = useRef<HTMLTextAreaElement>(null);
  const { text, setText, replyTo, setReplyTo, editing, startEdit, cancelEdit, submit } = composer;
  const editingId = editing?.id;

  const focus = () => {
    const { current: area } = box;
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  };

  useImperativeHandle(ref, () => ({
    focus,
    reply(message) {
      if (editing) cancelEdit();
      setReplyTo(message);
      focus();
    },
    edit(message) {
      startEdit(message);
      focus();
    },
    suggest(suggestion) {
      if (text.trim() === "") setText(suggestion);
      focus();
    },
  }));

  // The text of the message to be edited comes with the next render; the caret belongs behind it.
  useLayoutEffect(() => {
    const { current: area } = box;
    if (editingId === undefined || !area || document.activeElement !== area) return;
    area.setSelectionRange(area.value.length, area.value.length);
  }, [editingId]);

  const send = async () => {
    const result = await submit();
    if (result.ok) onSent?.(result.conversationId);
    // What could not open its conversation stands there as a message that was not sent.
    else if (editing || "conversationId" in target) toast.error(errorText(result.error));
  };

  const cancel = (): boolean => {
    if (editing) cancelEdit();
    else if (replyTo) setReplyTo(null);
    else return false;
    return true;
  };

  return (
    <div className="border-line border-t bg-surface">
      {editing ? (
        <ContextBar
          title={t("editing")}
          text={editing.text ?? ""}
          cancelLabel={t("cancelEdit")}
          onCancel={cancelEdit}
        />
      ) : (
        replyTo && (
          <ContextBar
            title={t("replyingTo", { name: replyTo.senderName })}
            text={replyTo.text ?? ""}
            cancelLabel={t("cancelReply")}
            onCancel={() => {
              setReplyTo(null);
              focus();
            }}
          />
        )
      )}
      <ComposerBox
        ref={box}
        text={text}
        setText={setText}
        canSubmit={composer.canSubmit}
        remaining={composer.remaining}
        isEditing={editing !== null}
        templates={templates}
        autoFocus={autoFocus}
        onSend={send}
        onCancel={cancel}
        onEditLast={onEditLast}
      />
    </div>
  );
});
