"use client";
// In place of the list's head while conversations are being chosen: how many, and what to do with them.
import { Archive, ArchiveRestore, CheckCheck, Tag, X } from "lucide-react";
import { useState } from "react";
import { useText } from "@/components/text/text-provider";
import { useErrorText } from "@/components/text/use-error-text";
import { Checkbox } from "@/components/ui/checkbox";
import { IconButton } from "@/components/ui/icon-button";
import { lazyPart } from "@/components/ui/lazy-part";
import { toast } from "@/components/ui/toast";
import { useActions } from "@/lib/client/hooks";
import { limits } from "@/lib/contract/limits";
import { doToAll } from "./bulk";
import { useMoveOn } from "./moving-on";
import { useSide } from "./use-place";
import type { Selection } from "./use-selection";

const BulkTags = lazyPart(() => import("./bulk-tags"));
const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
type Act = Parameters<typeof doToAll>[1];

type Props = { selection: Selection; ids: readonly string[]; isArchive: boolean };

export default function SelectionBar({ selection, ids, isArchive }: Props) {
  const t = useText("inbox");
  const { isSeller } = useSide();
  const { update, markRead } = useActions();
  const errorText = useErrorText();
  const moveOn = useMoveOn();
  const [isBusy, setBusy] = useState(false);
  const [isTagging, setTagging] = useState(false);
  const chosen = [...selection.ids];
  const { length: count } = chosen;
  const isAll = count > 0 && count >= Math.min(ids.length, limits.bulkConversations);

  async function run(
    act: Act,
    told: "archivedMany" | "unarchivedMany" | "readMany" | "taggedMany",
    undo?: Act,
    comeBack?: () => void,
  ) {
    setBusy(true);
    const { done, failed, error } = await doToAll(chosen, act, wait);
    setBusy(false);
    const action = undo && {
      label: t("undo"),
      onClick: () => {
        comeBack?.();
        void doToAll(chosen, undo, wait);
      },
    };
    if (done > 0) toast.success({ title: t(told, { count: done }), action });
    if (done === 0) comeBack?.();
    if (failed > 0) toast.error(`${t("failedMany", { count: failed })} ${errorText(error)}`);
    if (failed === 0) selection.end();
  }
  const archive =
    (archived: boolean): Act =>
    (id) =>
      update(id, { archived });
  const isIdle = count > 0 && !isBusy;
  const setArchived = () => {
    if (isArchive) return run(archive(false), "unarchivedMany", archive(true));
    return run(archive(true), "archivedMany", archive(false), moveOn(selection.ids));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a toolbar is no fieldset.
    <div
      role="group"
      aria-label={t("selection")}
      aria-busy={isBusy}
      className="flex min-h-12 items-center gap-1 border-line border-b bg-accent-soft px-2"
    >
      <IconButton
        label={t("endSelection")}
        icon={<X />}
        size="small"
        shortcut="Esc"
        onClick={selection.end}
      />
      <p role="status" className="min-w-0 flex-1 truncate font-medium text-sm">
        {t("selectedCount", { count })}
      </p>
      <Checkbox
        label={t("selectAll")}
        isLabelHidden
        checked={isAll}
        isMixed={count > 0 && !isAll}
        onChange={() => selection.setAll(isAll ? [] : ids)}
        className="me-1"
      />
      <IconButton
        label={t("markRead")}
        icon={<CheckCheck />}
        size="small"
        disabled={!isIdle}
        onClick={() => run((id) => markRead(id), "readMany")}
      />
      {isSeller && (
        <IconButton
          label={t("tag")}
          icon={<Tag />}
          size="small"
          disabled={!isIdle}
          onClick={() => setTagging(true)}
        />
      )}
      <IconButton
        label={isArchive ? t("unarchive") : t("archive")}
        icon={isArchive ? <ArchiveRestore /> : <Archive />}
        size="small"
        disabled={!isIdle}
        onClick={setArchived}
      />
      {isTagging && (
        <BulkTags
          ids={chosen}
          onClose={() => setTagging(false)}
          onGiveUp={() => setTagging(false)}
          onTag={(tagsOf) => run((id) => update(id, { tags: tagsOf(id) }), "taggedMany")}
        />
      )}
    </div>
  );
}
