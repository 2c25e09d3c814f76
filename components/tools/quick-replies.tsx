"use client";
// A seller's quick replies: list, create, edit, delete.
import { MessageSquareQuote, Pencil, Plus, Trash2 } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { useErrorText } from "@/components/text/use-error-text";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { useCall } from "@/lib/client/hooks";
import type { QuickReply } from "@/lib/contract/entities";
import type { ErrorBody } from "@/lib/contract/envelope";
import { limits } from "@/lib/contract/limits";
import { QuickReplyDialog } from "./quick-reply-dialog";

/** What is being done to which of them. */
type Task = { kind: "create" } | { kind: "edit"; reply: QuickReply } | { kind: "delete"; reply: QuickReply };

const byShortcut = (one: QuickReply, other: QuickReply) => (one.shortcut < other.shortcut ? -1 : 1);

export function QuickReplies({ initial }: { initial: readonly QuickReply[] | null }) {
  const t = useText("tools");
  const errorText = useErrorText();
  const call = useCall();
  const { replies, setReplies, error, load } = useReplies(initial);
  const [task, setTask] = useState<Task | null>(null);
  const close = () => setTask(null);

  const saved = (reply: QuickReply) => {
    const others = (replies ?? []).filter(({ id }) => id !== reply.id);
    setReplies([...others, reply].sort(byShortcut));
    toast.success(t(task?.kind === "edit" ? "changed" : "created"));
    close();
  };
  async function remove({ id }: QuickReply) {
    const answer = await call("quick-reply:delete", { id });
    if (!answer.ok && answer.error.code !== "not_found") return void toast.error(errorText(answer.error));
    setReplies((replies ?? []).filter((each) => each.id !== id));
    toast.success(t("removed"));
  }
  const isFull = replies !== null && replies.length >= limits.quickReplies;
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <p className="max-w-prose text-ink-muted text-sm">{t("quickRepliesHint")}</p>
        <Button onClick={() => setTask({ kind: "create" })} disabled={replies === null || isFull}>
          <Plus aria-hidden className="size-4" />
          {t("newQuickReply")}
        </Button>
      </div>
      {isFull && <p className="text-ink-muted text-sm">{t("full", { count: limits.quickReplies })}</p>}
      {replies === null &&
        (error ? (
          <ErrorState title={t("errorTitle")} error={error} onRetry={load} />
        ) : (
          <Skeleton className="h-40 w-full" />
        ))}
      {replies?.length === 0 && (
        <EmptyState icon={<MessageSquareQuote />} title={t("emptyTitle")} text={t("emptyText")} />
      )}
      {replies && replies.length > 0 && (
        <ul
          className="divide-y divide-line rounded-xl border border-line bg-surface"
          aria-label={t("quickReplies")}
        >
          {replies.map((reply) => (
            <li key={reply.id} className="flex items-start gap-2 px-4 py-3">
              <div className="min-w-0 flex-1">
                <p className="font-medium text-sm">
                  <bdi>/{reply.shortcut}</bdi>
                </p>
                <p
                  dir="auto"
                  className="line-clamp-3 whitespace-pre-wrap break-words text-ink-muted text-sm [text-align:-webkit-match-parent]"
                >
                  {reply.text}
                </p>
              </div>
              <IconButton
                label={t("editNamed", { shortcut: reply.shortcut })}
                icon={<Pencil />}
                onClick={() => setTask({ kind: "edit", reply })}
              />
              <IconButton
                label={t("deleteNamed", { shortcut: reply.shortcut })}
                icon={<Trash2 />}
                onClick={() => setTask({ kind: "delete", reply })}
              />
            </li>
          ))}
        </ul>
      )}
      {(task?.kind === "create" || task?.kind === "edit") && (
        <QuickReplyDialog reply={task.kind === "edit" ? task.reply : null} onClose={close} onSaved={saved} />
      )}
      {task?.kind === "delete" && (
        <AlertDialog
          isOpen
          onClose={close}
          title={t("deleteTitle", { shortcut: task.reply.shortcut })}
          description={t("deleteText")}
          confirm={t("deleteNamed", { shortcut: task.reply.shortcut })}
          isDangerous
          onConfirm={() => remove(task.reply)}
        />
      )}
    </div>
  );
}

function useReplies(initial: readonly QuickReply[] | null) {
  const call = useCall();
  const [replies, setReplies] = useState(initial);
  const [error, setError] = useState<ErrorBody | null>(null);
  const load = useCallback(async () => {
    setError(null);
    const answer = await call("quick-reply:list", { limit: limits.quickReplies });
    if (answer.ok) setReplies(answer.data.items);
    else setError(answer.error);
  }, [call]);
  const isMissing = replies === null;
  useEffect(() => {
    if (isMissing) void load();
  }, [isMissing, load]);
  return { replies, setReplies, error, load };
}
