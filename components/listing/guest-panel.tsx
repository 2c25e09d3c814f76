"use client";
import { X } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { limits } from "@/lib/contract/limits";
import { useSheet } from "../chat/widget/use-sheet";
import { Avatar } from "../ui/avatar";
import { Button, buttonClass } from "../ui/button";
import { IconButton } from "../ui/icon-button";
import { Money } from "../ui/money";
import { TextArea } from "../ui/text-area";
import type { PanelProps } from "./ask-seller";
import { keepQuestion, keptQuestion } from "./kept-question";
import { Photo } from "./photo";

/** The chat of somebody who is not signed in: they write first, and what they wrote waits for them behind the door. */
export default function GuestPanel({ isOpen, ...rest }: PanelProps) {
  return isOpen ? <Panel {...rest} /> : null;
}

function Panel({ topic, seller, onMinimise }: Omit<PanelProps, "isOpen">) {
  const t = useText("listing");
  const panel = useRef<HTMLElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const sheet = useSheet(panel, onMinimise);
  const [text, setText] = useState(() => keptQuestion(topic.id, Date.now()).text);
  const backHere = new URLSearchParams({ callbackUrl: `/listings/${topic.id}?chat=1` });

  useEffect(() => area.current?.focus(), []);
  // Back without having signed in: it is to be sent only when they ask for it again.
  useEffect(() => keepQuestion(topic.id, keptQuestion(topic.id, Date.now()).text), [topic.id]);
  const ask = () => keepQuestion(topic.id, text.trim(), Date.now());

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    ask();
    location.assign(`/sign-in?${backHere}`);
  }

  return (
    <section
      ref={panel}
      {...sheet}
      aria-label={t("chatTitle", { name: seller.name })}
      className="grid h-[var(--seen-height,100%)] grid-rows-[auto_auto_1fr] bg-surface"
    >
      <header className="flex min-h-16 min-w-0 items-center gap-3 border-line border-b px-4 py-2">
        <Avatar person={seller} size="large" />
        <h2 className="min-w-0 flex-1 truncate font-semibold">{t("chatTitle", { name: seller.name })}</h2>
        <IconButton label={t("closeChat")} icon={<X />} onClick={onMinimise} className="-me-1" />
      </header>
      <p className="flex min-w-0 items-center gap-3 border-line border-b bg-raised px-4 py-2.5 lg:hidden">
        <span className="relative h-12 w-16 shrink-0 overflow-hidden rounded-md">
          <Photo src={topic.photoUrl ?? undefined} alt="" />
        </span>
        <span className="grid min-w-0">
          <bdi className="truncate font-medium text-sm">{topic.title}</bdi>
          <Money
            minor={topic.priceMinor}
            currency={topic.currency}
            className="font-semibold text-sm tabular-nums"
          />
        </span>
      </p>
      <form onSubmit={onSubmit} className="grid content-end gap-3 overflow-y-auto p-4 lg:content-start">
        <TextArea
          ref={area}
          label={t("message")}
          isLabelHidden
          placeholder={t("messageExample")}
          value={text}
          maxLength={limits.textChars}
          rows={4}
          onChange={({ target }) => {
            setText(target.value);
            keepQuestion(topic.id, target.value);
          }}
        />
        <p className="text-ink-muted text-sm">{t("signInToSend")}</p>
        <div className="grid grid-cols-2 gap-2">
          <Button type="submit" size="large">
            {t("signIn")}
          </Button>
          <a href={`/sign-up?${backHere}`} onClick={ask} className={buttonClass("plain", "large")}>
            {t("signUp")}
          </a>
        </div>
      </form>
    </section>
  );
}
