"use client";
// Which part of the inbox is shown. They are links, so that each can be kept, shared and gone back to.
import { X } from "lucide-react";
import type { MouseEvent } from "react";
import { useText } from "@/components/text/text-provider";
import { cx } from "@/components/ui/cx";
import { useUnread } from "@/lib/client/hooks";
import { unreadOn } from "@/lib/contract/unread-on";
import { nothingOpen, type Place, type View, viewsOf, writePlace } from "./place";
import { useSide } from "./use-place";

export function ViewChips({ place }: { place: Place }) {
  const t = useText("inbox");
  const { side, base, go } = useSide();
  const unread = unreadOn(useUnread(), side);
  const choose = (view: View) => (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go({ view });
  };
  return (
    <nav
      aria-label={t("views")}
      className="flex gap-1.5 overflow-x-auto px-3 py-1 max-md:fade-end max-md:pe-5 md:flex-wrap [scrollbar-width:none] [&::-webkit-scrollbar]:hidden"
    >
      {viewsOf(side).map((view) => (
        <a
          key={view}
          href={writePlace(base, { ...place, ...nothingOpen, view })}
          aria-current={view === place.view ? "true" : undefined}
          onClick={choose(view)}
          className={cx(
            "inline-flex min-h-8 shrink-0 items-center gap-1.5 rounded-full px-3 font-medium text-sm transition-colors duration-150 pointer-coarse:min-h-10",
            view === place.view ? "bg-accent text-on-accent" : "bg-raised text-ink-muted hover:text-ink",
          )}
        >
          {t(`view_${view}`)}
          {view === "unread" && unread > 0 && <span className="tabular-nums">{unread}</span>}
        </a>
      ))}
    </nav>
  );
}

/** What the list is narrowed by beside its view, each to be taken away. */
export function FilterChips({ place, listingTitle }: { place: Place; listingTitle: string | null }) {
  const t = useText("inbox");
  const { go } = useSide();
  const chips: { key: string; label: string; change: Partial<Place> }[] = [];
  if (place.priority)
    chips.push({ key: "priority", label: t(`priority${place.priority}`), change: { priority: null } });
  if (place.tag) chips.push({ key: "tag", label: `#${place.tag}`, change: { tag: null } });
  if (place.listingId)
    chips.push({ key: "listing", label: listingTitle ?? t("oneListing"), change: { listingId: null } });
  if (chips.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-1.5 px-3 py-1">
      {chips.map(({ key, label, change }) => (
        <button
          key={key}
          type="button"
          onClick={() => go(change)}
          aria-label={t("removeFilter", { filter: label })}
          className="inline-flex min-h-8 max-w-full cursor-pointer items-center gap-1 rounded-full bg-accent-soft ps-3 pe-2 font-medium text-accent text-sm pointer-coarse:min-h-10"
        >
          <bdi className="truncate">{label}</bdi>
          <X aria-hidden className="size-4 shrink-0" />
        </button>
      ))}
    </div>
  );
}
