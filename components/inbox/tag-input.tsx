"use client";
// Adding a tag: typed, or chosen from those in use.
import { type KeyboardEvent, useId, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { useQuery } from "@/lib/client/hooks";
import { limits } from "@/lib/contract/limits";
import { offerTags, tidyTag } from "./tags";

type Props = { taken: readonly string[]; onAdd(tag: string): void; disabled?: boolean; hasFocus?: boolean };

export function TagInput({ taken, onAdd, disabled = false, hasFocus = false }: Props) {
  const t = useText("inbox");
  const listId = useId();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(-1);
  const [isOpen, setOpen] = useState(false);
  const known = useQuery("tag:list", {}).data?.items.map(({ tag }) => tag) ?? [];
  const offered = offerTags(known, taken, text);
  const isShown = isOpen && offered.length > 0 && !disabled;

  const add = (tag: string) => {
    const tidy = tidyTag(tag);
    if (tidy !== "" && !taken.includes(tidy)) onAdd(tidy);
    setText("");
    setChosen(-1);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if ((event.key === "Enter" || event.key === ",") && (text.trim() !== "" || chosen >= 0)) {
      event.preventDefault();
      add((isShown && offered[chosen]) || text);
    } else if (event.key === "Enter") event.preventDefault();
    else if (event.key === "Escape" && isShown) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    } else if (isShown && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setChosen((now) => (now + step + offered.length + 1) % (offered.length + 1 || 1));
    }
  };
  return (
    <div className="relative">
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <TextField
            label={t("addTag")}
            isLabelHidden
            placeholder={t("addTag")}
            role="combobox"
            aria-expanded={isShown}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={
              isShown && chosen >= 0 && chosen < offered.length ? `${listId}-${chosen}` : undefined
            }
            autoComplete="off"
            autoFocus={hasFocus}
            maxLength={limits.tagChars}
            disabled={disabled}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setChosen(-1);
              setOpen(true);
            }}
            onFocus={() => setOpen(true)}
            onBlur={() => setOpen(false)}
            onKeyDown={press}
          />
        </div>
        {text.trim() !== "" && (
          // Before the field loses its focus, so that what was typed is what is added.
          <Button
            size="medium"
            look="plain"
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => add(text)}
          >
            {t("add")}
          </Button>
        )}
      </div>
      <div
        id={listId}
        role="listbox"
        aria-label={t("tagsInUse")}
        hidden={!isShown}
        className="absolute inset-x-0 top-full z-10 mt-1 max-h-48 overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-lg"
      >
        {offered.map((tag, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's, whose active descendant this is.
          <div
            key={tag}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => add(tag)}
            className="cursor-pointer truncate rounded-md px-2 py-1.5 text-sm hover:bg-raised aria-selected:bg-raised pointer-coarse:py-2.5"
          >
            <bdi>{tag}</bdi>
          </div>
        ))}
      </div>
    </div>
  );
}
