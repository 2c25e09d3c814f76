"use client";
import { useState } from "react";
import { useText } from "@/components/text/text-provider";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TagChips } from "./tag-chips";
import { TagInput } from "./tag-input";
import { withoutTag, withTag } from "./tags";
import { useReadConversations } from "./use-read-conversations";

type Props = {
  ids: readonly string[];
  onClose(): void;
  /** `tagsOf` tells what the tags of each are to be. */
  onTag(tagsOf: (id: string) => string[]): void;
};

/** Adds tags to many conversations at once; what each of them has already stays. */
export default function BulkTags({ ids, onClose, onTag }: Props) {
  const t = useText("inbox");
  const common = useText("common");
  const read = useReadConversations();
  const [added, setAdded] = useState<string[]>([]);
  const save = () => {
    onTag((id) => added.reduce(withTag, [...(read(id)?.tags ?? [])]));
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("tagMany", { count: ids.length })}
      width="small"
      footer={
        <>
          <Button look="plain" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button onClick={save} disabled={added.length === 0}>
            {t("addTags")}
          </Button>
        </>
      }
    >
      {/* As high as the list of suggestions, which would be cut off otherwise. */}
      <div className="grid min-h-64 content-start gap-3 pt-1">
        <TagInput taken={added} onAdd={(tag) => setAdded((now) => withTag(now, tag))} hasFocus />
        <TagChips tags={added} onRemove={(tag) => setAdded((now) => withoutTag(now, tag))} />
      </div>
    </Dialog>
  );
}
