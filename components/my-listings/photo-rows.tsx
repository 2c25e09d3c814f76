"use client";
import { ArrowUp, ImagePlus, Trash2 } from "lucide-react";
import { useRef } from "react";
import { useText } from "@/components/text/text-provider";
import { limits } from "@/lib/contract/limits";
import { isOwnPicture } from "@/lib/contract/pictures";
import { Photo } from "../listing/photo";
import { Button } from "../ui/button";
import { IconButton } from "../ui/icon-button";
import { TextField } from "../ui/text-field";
import { nextKey, type PhotoRow, type Problems } from "./form-fields";

type Props = {
  rows: PhotoRow[];
  problems: Problems;
  problem?: string;
  onChange: (rows: PhotoRow[]) => void;
};

export function PhotoRows({ rows, problems, problem, onChange }: Props) {
  const t = useText("myListings");
  const list = useRef<HTMLUListElement>(null);
  const change = (key: number, url: string) =>
    onChange(rows.map((row) => (row.key === key ? { key, url } : row)));

  function add() {
    onChange([...rows, { key: nextKey(rows), url: "" }]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("li:last-child input")?.focus());
  }

  function moveEarlier(index: number) {
    const moved = [...rows];
    moved.splice(index - 1, 0, ...moved.splice(index, 1));
    onChange(moved);
  }

  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium text-sm">{t("photos")}</legend>
      <p className="text-ink-muted text-sm">{t("photosHint")}</p>
      <ul ref={list} className="grid gap-2">
        {rows.map(({ key, url }, index) => (
          <li key={key} className="flex items-start gap-2">
            <span className="relative h-11 w-14 shrink-0 overflow-hidden rounded-lg border border-line">
              {/* Half an address is not asked for. */}
              <Photo src={isOwnPicture(url.trim()) ? url.trim() : undefined} alt="" />
            </span>
            <div className="min-w-0 flex-1">
              <TextField
                label={t("photoAddress", { index: index + 1 })}
                isLabelHidden
                value={url}
                dir="ltr"
                inputMode="url"
                autoComplete="off"
                spellCheck={false}
                maxLength={limits.urlChars}
                placeholder="/demo/sofa.svg"
                onChange={({ target }) => change(key, target.value)}
                problem={problems[`photo-${key}`]}
              />
            </div>
            <IconButton
              className="mt-0.5"
              label={t("moveEarlier", { index: index + 1 })}
              icon={<ArrowUp />}
              disabled={index === 0}
              onClick={() => moveEarlier(index)}
            />
            <IconButton
              className="mt-0.5"
              label={t("removePhoto", { index: index + 1 })}
              icon={<Trash2 />}
              onClick={() => onChange(rows.filter((row) => row.key !== key))}
            />
          </li>
        ))}
      </ul>
      {problem && <p className="text-danger text-sm">{problem}</p>}
      {rows.length < limits.listingPhotos && (
        <p>
          <Button look="plain" onClick={add}>
            <ImagePlus aria-hidden className="size-4" />
            {t("addPhoto")}
          </Button>
        </p>
      )}
    </fieldset>
  );
}
