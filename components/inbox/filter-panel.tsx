"use client";
// What a seller can narrow the list by beside its views. Fetched when it is opened for the first time.
import { useState } from "react";
import { useText } from "@/components/text/text-provider";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { useMe, useQuery } from "@/lib/client/hooks";
import { type Place, priorities } from "./place";
import { useLater } from "./use-later";
import { useSide } from "./use-place";

type Props = { place: Place; trigger: React.ReactNode; isOpen: boolean; onOpenChange(isOpen: boolean): void };
const listingsShown = 8;

export default function FilterPanel({ place, trigger, isOpen, onOpenChange }: Props) {
  const t = useText("inbox");
  return (
    <Popover
      trigger={trigger}
      label={t("filter")}
      align="end"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      className="w-80"
    >
      <Fields place={place} onDone={() => onOpenChange(false)} />
    </Popover>
  );
}

function Fields({ place, onDone }: { place: Place; onDone(): void }) {
  const t = useText("inbox");
  const { go } = useSide();
  const tags = useQuery("tag:list", {});
  const known = tags.data?.items.map(({ tag }) => tag) ?? [];
  const offered = place.tag && !known.includes(place.tag) ? [place.tag, ...known] : known;
  const clear = () => {
    go({ priority: null, tag: null, listingId: null });
    onDone();
  };
  return (
    <div className="grid gap-3">
      <Select
        label={t("priority")}
        value={place.priority ?? ""}
        onChange={(event) => go({ priority: priorities.find((each) => each === event.target.value) ?? null })}
        options={[
          { value: "", label: t("any") },
          ...priorities.map((value) => ({ value, label: t(`priority${value}`) })),
        ]}
      />
      <Select
        label={t("tag")}
        value={place.tag ?? ""}
        onChange={(event) => go({ tag: event.target.value || null })}
        options={[{ value: "", label: t("any") }, ...offered.map((value) => ({ value, label: value }))]}
      />
      <ListingPicker chosenId={place.listingId} />
      <div className="flex justify-between gap-2 pt-1">
        <Button look="quiet" size="small" onClick={clear}>
          {t("clearFilters")}
        </Button>
        <Button size="small" onClick={onDone}>
          {t("done")}
        </Button>
      </div>
    </div>
  );
}

function ListingPicker({ chosenId }: { chosenId: string | null }) {
  const t = useText("inbox");
  const me = useMe();
  const { go } = useSide();
  const [text, setText] = useState("");
  const search = useLater(text.trim());
  const found = useQuery("listing:list", {
    sellerId: me.id,
    limit: listingsShown,
    ...(search && { search }),
  });
  return (
    <div className="grid gap-1.5">
      <TextField
        label={t("listing")}
        type="search"
        placeholder={t("findListing")}
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.target.value)}
      />
      <ul className="grid max-h-56 overflow-y-auto" aria-label={t("listings")}>
        {found.data?.items.map(({ id, title }) => (
          <li key={id}>
            <button
              type="button"
              aria-pressed={id === chosenId}
              onClick={() => go({ listingId: id === chosenId ? null : id })}
              className="w-full cursor-pointer truncate rounded-md px-2 py-1.5 text-start text-sm hover:bg-raised aria-pressed:bg-accent-soft aria-pressed:text-accent pointer-coarse:min-h-11"
            >
              <bdi>{title}</bdi>
            </button>
          </li>
        ))}
      </ul>
      {found.data?.items.length === 0 && <p className="text-ink-muted text-sm">{t("noListing")}</p>}
    </div>
  );
}
