"use client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Message } from "../../contract/entities";
import type { ErrorBody } from "../../contract/envelope";
import { limits } from "../../contract/limits";
import type { ComposerTarget } from "../engine/ports";
import { targetKey } from "../engine/ports";
import { submitDraft } from "../engine/submit";
import { countChars } from "../state/text";
import { pendingSelector, type ThreadItem } from "../state/view";
import { useEngine, useEngineState } from "./use-engine-state";

export type { ComposerTarget } from "../engine/ports";
export type SubmitResult = { ok: true; conversationId: string } | { ok: false; error: ErrorBody };

export type Composer = {
  text: string;
  /** Keeps the draft and says that one types. */
  setText(text: string): void;
  replyTo: Message | null;
  setReplyTo(message: Message | null): void;
  editing: Message | null;
  startEdit(message: Message): void;
  cancelEdit(): void;
  submit(): Promise<SubmitResult>;
  canSubmit: boolean;
  /** Characters left; negative past the limit. */
  remaining: number;
  /** Written to a target whose conversation is not open yet, such as offline. */
  pending: readonly ThreadItem[];
};

const nothingWritten: SubmitResult = {
  ok: false,
  error: { code: "invalid_input", message: "There is nothing to send yet." },
};

export function useComposer(target: ComposerTarget): Composer {
  const engine = useEngine();
  const key = targetKey(target);
  const conversationId = "conversationId" in target ? target.conversationId : null;
  const kept = useEngineState((state) => state.drafts.get(key) ?? "");
  // The draft goes when the message is kept; until then it is not to be sent a second time.
  const [submitted, setSubmitted] = useState<string | null>(null);
  const draft = kept === submitted ? "" : kept;
  const [selectPending] = useState(pendingSelector);
  const pending = useEngineState((state) => selectPending(state, key));
  const [replyTo, setReplyTo] = useState<Message | null>(null);
  const [edit, setEdit] = useState<{ message: Message; text: string } | null>(null);
  const latest = useRef({ target, draft, replyTo, edit });
  useEffect(() => {
    latest.current = { target, draft, replyTo, edit };
  });
  // Another conversation: what was begun in this one stays with it, as its draft.
  const [shownKey, setShownKey] = useState(key);
  if (shownKey !== key) {
    setShownKey(key);
    setReplyTo(null);
    setEdit(null);
    setSubmitted(null);
  }

  const text = edit ? edit.text : draft;
  const setText = useCallback(
    (next: string) => {
      const { edit: editing, target: to } = latest.current;
      if (editing) {
        const changed = { ...editing, text: next };
        latest.current.edit = changed;
        return setEdit(changed);
      }
      latest.current.draft = next;
      engine.outbox.setDraft(targetKey(to), next);
      if (!("conversationId" in to)) return;
      if (next) engine.typing.say(to.conversationId);
      else engine.typing.hush(to.conversationId);
    },
    [engine],
  );
  const submit = useCallback(async (): Promise<SubmitResult> => {
    const { edit: editing, target: to, draft: written, replyTo: quoted } = latest.current;
    if (editing) {
      setEdit(null);
      latest.current.edit = null;
      const result = await engine.actions.edit(editing.message.id, editing.text);
      if (result.ok) return { ok: true, conversationId: editing.message.conversationId };
      // What was typed is not lost with the refusal.
      setEdit(editing);
      return result;
    }
    if (written.trim() === "") return nothingWritten;
    setReplyTo(null);
    setSubmitted(written);
    latest.current = { ...latest.current, draft: "", replyTo: null };
    const release = () => setSubmitted(null);
    const result = await submitDraft(engine, to, written, quoted, release);
    if (result.ok) return result;
    release();
    // What was quoted is not lost with the refusal either, unless something else has been chosen since.
    if (targetKey(latest.current.target) === targetKey(to)) setReplyTo((chosen) => chosen ?? quoted);
    return result;
  }, [engine]);

  const remaining = limits.textChars - countChars(text);
  return useMemo(
    () => ({
      text,
      setText,
      replyTo,
      setReplyTo,
      editing: edit?.message ?? null,
      startEdit: (message: Message) => setEdit({ message, text: message.text ?? "" }),
      cancelEdit: () => setEdit(null),
      submit,
      canSubmit: text.trim() !== "" && remaining >= 0 && (!edit || edit.text !== edit.message.text),
      remaining,
      pending: conversationId === null ? pending : [],
    }),
    [text, setText, replyTo, edit, submit, remaining, pending, conversationId],
  );
}
