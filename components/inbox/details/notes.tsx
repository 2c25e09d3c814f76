"use client";
// Private notes: for the seller's side, never for the customer.
import { Lock, Trash2 } from "lucide-react";
import { useState } from "react";
import { useText } from "@/components/text/text-provider";
import { useErrorText } from "@/components/text/use-error-text";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import { TextArea } from "@/components/ui/text-area";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import { useCall, useMe, useQuery } from "@/lib/client/hooks";
import type { Note } from "@/lib/contract/entities";
import { limits } from "@/lib/contract/limits";
import { uuidv7 } from "@/lib/contract/uuid";
import { Section } from "./section";

/** Notes half written, by conversation: one looks at another conversation and comes back. */
const halfWritten = new Map<string, string>();

export function Notes({ conversationId }: { conversationId: string }) {
  const t = useText("inbox");
  const common = useText("common");
  const errorText = useErrorText();
  const me = useMe();
  const call = useCall();
  const notes = useQuery("note:list", { conversationId, limit: limits.notes });
  const [id, setId] = useState(uuidv7);
  const [text, setShown] = useState(() => halfWritten.get(conversationId) ?? "");
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  function setText(written: string) {
    setShown(written);
    if (written === "") halfWritten.delete(conversationId);
    else halfWritten.set(conversationId, written);
    const [oldest] = halfWritten.keys();
    if (oldest !== undefined && halfWritten.size > limits.drafts) halfWritten.delete(oldest);
  }
  async function add() {
    if (text.trim() === "" || isBusy) return;
    setBusy(true);
    // The same note keeps its id until it is stored, so that trying again does not make two of it.
    const answer = await call("note:create", { conversationId, id, text: text.trim() });
    setBusy(false);
    setProblem(answer.ok ? null : errorText(answer.error));
    if (!answer.ok) return;
    const { note } = answer.data;
    notes.set((page) => ({ ...page, items: [note, ...page.items.filter((each) => each.id !== note.id)] }));
    setText("");
    setId(uuidv7());
  }
  async function remove(noteId: string) {
    const answer = await call("note:delete", { conversationId, noteId });
    if (!answer.ok && answer.error.code !== "not_found") return void toast.error(errorText(answer.error));
    notes.set((page) => ({ ...page, items: page.items.filter((each) => each.id !== noteId) }));
  }
  return (
    <Section title={t("notes")}>
      <p className="flex items-center gap-1.5 text-ink-muted text-xs">
        <Lock aria-hidden className="size-3.5 shrink-0" />
        {t("notesPrivate")}
      </p>
      <div className="grid gap-2">
        <TextArea
          label={t("newNote")}
          isLabelHidden
          placeholder={t("newNote")}
          rows={2}
          maxLength={limits.noteChars}
          value={text}
          problem={problem}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void add();
          }}
        />
        {text.trim() !== "" && (
          <Button size="small" isBusy={isBusy} onClick={add} className="justify-self-end">
            {t("saveNote")}
          </Button>
        )}
      </div>
      {!notes.data && !notes.error && <Skeleton className="h-10 w-full" />}
      {notes.error && !notes.data && (
        <p role="alert" className="grid justify-items-start gap-2 text-danger text-sm">
          {errorText(notes.error)}
          <Button look="plain" size="small" onClick={notes.reload}>
            {common("retry")}
          </Button>
        </p>
      )}
      {notes.data && notes.data.items.length > 0 && (
        <ul className="grid gap-2" aria-label={t("notes")}>
          {notes.data.items.map((note) => (
            <NoteCard
              key={note.id}
              note={note}
              onDelete={note.author.id === me.id ? () => void remove(note.id) : undefined}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

function NoteCard({ note, onDelete }: { note: Note; onDelete?: () => void }) {
  const t = useText("inbox");
  return (
    <li className="grid gap-1 rounded-lg bg-warning-soft px-3 py-2 text-sm">
      <p dir="auto" className="whitespace-pre-wrap break-words text-start">
        {note.text}
      </p>
      <div className="flex items-center justify-between gap-2 text-ink-muted text-xs">
        <span className="min-w-0 truncate">
          <bdi>{note.author.name}</bdi> · <Time at={note.createdAt} />
        </span>
        {onDelete && <IconButton label={t("deleteNote")} icon={<Trash2 />} size="small" onClick={onDelete} />}
      </div>
    </li>
  );
}
