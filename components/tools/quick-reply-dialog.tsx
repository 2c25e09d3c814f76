"use client";
import { useRef, useState } from "react";
import { fillTemplate, type Placeholder, placeholders } from "@/components/chat/composer/template";
import { useFormat, useText } from "@/components/text/text-provider";
import { useErrorText } from "@/components/text/use-error-text";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { useCall } from "@/lib/client/hooks";
import type { QuickReply } from "@/lib/contract/entities";
import { limits } from "@/lib/contract/limits";

type Props = { reply: QuickReply | null; onClose(): void; onSaved(reply: QuickReply): void };

const samplePrice = { minor: 45_000, currency: "EUR" };
const shortcutShape = /^[\p{L}\p{N}_-]+$/u;

export function QuickReplyDialog({ reply, onClose, onSaved }: Props) {
  const t = useText("tools");
  const common = useText("common");
  const { money } = useFormat();
  const area = useRef<HTMLTextAreaElement>(null);
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? "");
  const [text, setText] = useState(reply?.text ?? "");
  const { problems, failure, isBusy, save } = useSaving(reply, onSaved);
  const sample = {
    customer: t("sampleCustomer"),
    listing: t("sampleListing"),
    price: money(samplePrice.minor, samplePrice.currency),
  };
  /** Where the caret is, which then stands behind it. */
  const putIn = (name: Placeholder) => {
    const { current: field } = area;
    const [start, end] = [field?.selectionStart ?? text.length, field?.selectionEnd ?? text.length];
    const put = `{${name}}`;
    setText(text.slice(0, start) + put + text.slice(end));
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(start + put.length, start + put.length);
    });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(reply ? "editQuickReply" : "newQuickReply")}
      footer={
        <>
          <Button look="plain" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button type="submit" form="quick-reply" isBusy={isBusy}>
            {t(reply ? "save" : "create")}
          </Button>
        </>
      }
    >
      <form
        id="quick-reply"
        noValidate
        className="grid gap-4 pt-1"
        onSubmit={(event) => {
          event.preventDefault();
          void save(shortcut.trim().replace(/^\//, ""), text);
        }}
      >
        <Alert text={failure} />
        <TextField
          label={t("shortcut")}
          hint={t("shortcutHint")}
          problem={problems.shortcut}
          value={shortcut}
          maxLength={limits.shortcutChars + 1}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => setShortcut(event.target.value)}
        />
        <div className="grid gap-2">
          <TextArea
            ref={area}
            label={t("text")}
            rows={4}
            problem={problems.text}
            maxLength={limits.textChars}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          {/* biome-ignore lint/a11y/useSemanticElements: buttons with a name in common, and no fieldset. */}
          <div role="group" aria-label={t("placeholders")} className="flex flex-wrap items-center gap-1.5">
            <span aria-hidden className="text-ink-muted text-sm">
              {t("placeholders")}
            </span>
            {placeholders.map((name) => (
              <Button key={name} look="plain" size="small" onClick={() => putIn(name)}>
                {t(`placeholder_${name}`)}
              </Button>
            ))}
          </div>
        </div>
        {text.trim() !== "" && (
          <div className="grid gap-1.5">
            <p className="font-medium text-sm">{t("preview")}</p>
            <p
              dir="auto"
              className="max-h-40 overflow-y-auto whitespace-pre-wrap break-words rounded-lg bg-raised px-3 py-2 text-start text-sm"
            >
              {fillTemplate(text, sample)}
            </p>
          </div>
        )}
      </form>
    </Dialog>
  );
}

type Problems = { shortcut?: string; text?: string };

function useSaving(reply: QuickReply | null, onSaved: Props["onSaved"]) {
  const t = useText("tools");
  const errorText = useErrorText();
  const call = useCall();
  const [problems, setProblems] = useState<Problems>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function save(shortcut: string, text: string): Promise<void> {
    const found: Problems = {};
    if (!shortcutShape.test(shortcut) || [...shortcut].length > limits.shortcutChars)
      found.shortcut = t("shortcutProblem");
    if (text.trim() === "") found.text = t("textProblem");
    setProblems(found);
    setFailure(null);
    if (found.shortcut || found.text) return;
    setBusy(true);
    const answer = reply
      ? await call("quick-reply:update", { id: reply.id, shortcut, text })
      : await call("quick-reply:create", { shortcut, text });
    setBusy(false);
    if (answer.ok) onSaved(answer.data.quickReply);
    else if (answer.error.code === "conflict") setProblems({ shortcut: t("shortcutTaken") });
    else setFailure(errorText(answer.error));
  }
  return { problems, failure, isBusy, save };
}
