"use client";
import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { useErrorText } from "@/components/text/use-error-text";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toast";
import { useActions, useConversation, useConversations, useMe } from "@/lib/client/hooks";
import type { Message } from "@/lib/contract/entities";
import { limits } from "@/lib/contract/limits";
import { otherPerson } from "../header/other-person";

/** Sends a copy to another conversation of one's own, which can be taken back for a while. */
export default function ForwardDialog({ message, onClose }: { message: Message; onClose(): void }) {
  const t = useText("chat");
  const errorText = useErrorText();
  const { forward, takeBack } = useActions();
  const field = useRef<HTMLInputElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [search, setSearch] = useState("");
  const wanted = useDeferredValue(search.trim());
  const filter = useMemo(() => (wanted === "" ? {} : { search: wanted }), [wanted]);
  const list = useConversations(filter);

  const undo = async (id: string) => {
    const result = await takeBack(id);
    if (result.ok) toast.show(t("forwardUndone"));
    else toast.error(errorText(result.error));
  };
  const pick = async (conversationId: string, name: string, about: string | null) => {
    onClose();
    const result = await forward(message, conversationId);
    if (!result.ok) return void toast.error(errorText(result.error));
    toast.success({
      title: t("forwardingTo", { name }),
      text: about ?? undefined,
      action: { label: t("undo"), onClick: () => void undo(result.id) },
    });
  };

  return (
    <Dialog isOpen onClose={onClose} title={t("forwardTitle")} width="small" initialFocus={field}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows only move between the controls within. */}
      <div ref={frame} onKeyDown={(event) => stepThrough(event, frame.current, field.current)}>
        <p
          dir="auto"
          className="mb-3 line-clamp-2 rounded-lg bg-raised px-3 py-2 text-start text-sm [overflow-wrap:anywhere]"
        >
          {message.text}
        </p>
        <TextField
          ref={field}
          type="search"
          label={t("forwardSearch")}
          value={search}
          maxLength={limits.searchChars}
          onChange={(event) => setSearch(event.target.value)}
        />
        <ul className="mt-3 grid min-h-48 content-start">
          {list.ids.map((id) => (
            <li key={id}>
              <Choice conversationId={id} onPick={pick} />
            </li>
          ))}
        </ul>
        {list.status === "ready" && list.ids.length === 0 && (
          <p className="text-center text-ink-muted text-sm">{t("forwardNone")}</p>
        )}
        {list.status === "error" && (
          <ErrorState title={t("forwardFailed")} error={list.error} onRetry={list.retry} />
        )}
        {list.hasMore && (
          <Button look="quiet" onClick={list.loadMore} className="w-full">
            {t("moreConversations")}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

/** Arrows lead from the field into the list and through it, and back. */
function stepThrough(event: KeyboardEvent, frame: HTMLElement | null, field: HTMLInputElement | null): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined || !frame || !field || event.nativeEvent.isComposing) return;
  const stops = [field, ...frame.querySelectorAll<HTMLElement>("li button:enabled")];
  const next = stops[stops.indexOf(document.activeElement as HTMLElement) + by];
  event.preventDefault();
  next?.focus();
}

type ChoiceProps = {
  conversationId: string;
  onPick(conversationId: string, name: string, about: string | null): void;
};

function Choice({ conversationId, onPick }: ChoiceProps) {
  const me = useMe();
  const conversation = useConversation(conversationId);
  if (!conversation) return null;
  const person = otherPerson(conversation, me.id);
  const isClosed = conversation.status === "BLOCKED" || conversation.status === "ENDED";
  return (
    <button
      type="button"
      disabled={isClosed}
      onClick={() => onPick(conversationId, person.name, conversation.subject.title)}
      className="flex min-h-14 w-full cursor-pointer items-center gap-3 rounded-lg px-2 py-1.5 text-start hover:bg-raised disabled:cursor-not-allowed disabled:opacity-50"
    >
      <Avatar person={person} />
      <span className="min-w-0">
        <span dir="auto" className="block truncate text-start font-medium text-sm">
          {person.name}
        </span>
        <span dir="auto" className="block truncate text-start text-ink-muted text-sm">
          {conversation.subject.title}
        </span>
      </span>
    </button>
  );
}
