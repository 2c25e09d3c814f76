"use client";
import { X } from "lucide-react";
import { useText } from "@/components/text/text-provider";

type Props = { tags: readonly string[]; onRemove(tag: string): void };

export function TagChips({ tags, onRemove }: Props) {
  const t = useText("inbox");
  if (tags.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1.5" aria-label={t("tags")}>
      {tags.map((tag) => (
        <li
          key={tag}
          className="inline-flex min-h-7 max-w-full items-center rounded-full bg-accent-soft ps-2.5 font-medium text-accent text-xs"
        >
          <bdi className="truncate">{tag}</bdi>
          <button
            type="button"
            aria-label={t("removeTag", { tag })}
            onClick={() => onRemove(tag)}
            className="grid size-7 shrink-0 cursor-pointer place-items-center rounded-full hover:bg-surface pointer-coarse:size-10"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </li>
      ))}
    </ul>
  );
}
