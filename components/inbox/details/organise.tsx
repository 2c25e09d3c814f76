"use client";
// The seller's own order: how pressing it is, what it is filed under, and what is done with it.
import { Archive, ArchiveRestore, Ban } from "lucide-react";
import { useText } from "@/components/text/text-provider";
import { useErrorText } from "@/components/text/use-error-text";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { useActions } from "@/lib/client/hooks";
import type { Conversation } from "@/lib/contract/entities";
import { limits } from "@/lib/contract/limits";
import { useBlocking } from "../blocking";
import { priorities } from "../place";
import { TagChips } from "../tag-chips";
import { TagInput } from "../tag-input";
import { withoutTag, withTag } from "../tags";
import { useRowActs } from "../use-row-acts";
import { Section } from "./section";

export function Organise({ conversation }: { conversation: Conversation }) {
  const t = useText("inbox");
  const errorText = useErrorText();
  const { update } = useActions();
  const acts = useRowActs();
  const askToBlock = useBlocking();
  const { id, tags, priority, archivedAt, status } = conversation;
  const change = async (what: Parameters<typeof update>[1]) => {
    const done = await update(id, what);
    if (!done.ok) toast.error(errorText(done.error));
  };
  const isFull = tags.length >= limits.tags;
  return (
    <Section title={t("organise")}>
      <Select
        label={t("priority")}
        value={priority}
        onChange={(event) => {
          const next = priorities.find((each) => each === event.target.value);
          if (next) void change({ priority: next });
        }}
        options={priorities.map((value) => ({ value, label: t(`priority${value}`) }))}
      />
      <div className="grid gap-1.5">
        <p className="font-medium text-sm">{t("tags")}</p>
        <TagChips tags={tags} onRemove={(tag) => change({ tags: withoutTag(tags, tag) })} />
        <TagInput taken={tags} disabled={isFull} onAdd={(tag) => void change({ tags: withTag(tags, tag) })} />
        {isFull && <p className="text-ink-muted text-sm">{t("tagsFull", { count: limits.tags })}</p>}
      </div>
      <div className="flex flex-wrap gap-2 pt-1">
        <Button look="plain" size="small" onClick={() => acts.setArchived(conversation, archivedAt === null)}>
          {archivedAt ? (
            <ArchiveRestore aria-hidden className="size-4" />
          ) : (
            <Archive aria-hidden className="size-4" />
          )}
          {archivedAt ? t("unarchive") : t("archive")}
        </Button>
        {status === "BLOCKED" ? (
          <Button look="plain" size="small" onClick={() => acts.unblock(conversation)}>
            <Ban aria-hidden className="size-4" />
            {t("unblock")}
          </Button>
        ) : (
          <Button look="plain" size="small" className="text-danger!" onClick={() => askToBlock(conversation)}>
            <Ban aria-hidden className="size-4" />
            {t("block")}
          </Button>
        )}
      </div>
    </Section>
  );
}
