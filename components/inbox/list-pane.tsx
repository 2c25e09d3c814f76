"use client";
// The first pane: search, views and the list; for a seller also their customers.
import { ListChecks, SlidersHorizontal } from "lucide-react";
import { type Ref, useImperativeHandle, useRef, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { IconButton } from "@/components/ui/icon-button";
import { lazyPart } from "@/components/ui/lazy-part";
import { TabPanel, Tabs } from "@/components/ui/tabs";
import { useQuery } from "@/lib/client/hooks";
import { Conversations, type ConversationsHandle } from "./conversations";
import { InboxMenu } from "./inbox-menu";
import type { Place } from "./place";
import { filterOf } from "./place";
import { RowSkeletons } from "./row-skeletons";
import { SearchBox } from "./search-box";
import { useListed } from "./use-listed";
import { useSide } from "./use-place";
import type { Selection } from "./use-selection";
import { FilterChips, ViewChips } from "./view-chips";

const CustomerList = lazyPart(() => import("@/components/customers/customer-list"));
const FilterPanel = lazyPart(() => import("./filter-panel"));
const SelectionBar = lazyPart(() => import("./selection-bar"));

export type PaneHandle = { focusSearch(): void; list: ConversationsHandle | null };
type Props = { place: Place; selection: Selection; ref: Ref<PaneHandle>; onHelp(): void };

export function ListPane({ place, selection, ref, onHelp }: Props) {
  const t = useText("inbox");
  const { isSeller, go } = useSide();
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<ConversationsHandle>(null);
  useImperativeHandle(ref, () => ({
    focusSearch() {
      search.current?.focus();
      search.current?.select();
    },
    get list() {
      return list.current;
    },
  }));
  const conversations = (
    <ConversationsTab
      place={place}
      selection={selection}
      searchRef={search}
      listRef={list}
      menu={<InboxMenu onHelp={onHelp} />}
    />
  );
  if (!isSeller)
    return (
      <section aria-labelledby="inbox-title" className="flex min-h-0 flex-1 flex-col">
        {conversations}
      </section>
    );
  return (
    <section aria-labelledby="inbox-title" className="flex min-h-0 flex-1 flex-col">
      <Tabs
        label={t("titleSeller")}
        value={place.tab}
        onChange={(tab) => go({ tab, search: "" })}
        className="flex min-h-0 flex-1 flex-col"
        tabs={[
          { value: "conversations", label: t("conversations") },
          { value: "customers", label: t("customers") },
        ]}
      >
        <TabPanel value="conversations" className="flex min-h-0 flex-1 flex-col">
          {conversations}
        </TabPanel>
        <TabPanel value="customers" className="flex min-h-0 flex-1 flex-col">
          <CustomerList place={place} searchRef={search} waiting={<RowSkeletons count={8} />} />
        </TabPanel>
      </Tabs>
    </section>
  );
}

type TabProps = {
  place: Place;
  selection: Selection;
  searchRef: Ref<HTMLInputElement>;
  listRef: React.RefObject<ConversationsHandle | null>;
  menu: React.ReactNode;
};

function ConversationsTab({ place, selection, searchRef, listRef, menu }: TabProps) {
  const t = useText("inbox");
  const { side, isSeller, go } = useSide();
  const listed = useListed(filterOf(side, place), place.conversationId);
  return (
    <>
      {selection.isActive ? (
        <SelectionBar
          selection={selection}
          ids={listed.ids}
          isArchive={place.view === "archived"}
          waiting={<div className="min-h-12 border-line border-b bg-accent-soft" />}
          onGiveUp={selection.end}
          isInPlace
        />
      ) : (
        <div className="flex items-center gap-1 px-3 pt-2.5 pb-1">
          <div className="min-w-0 flex-1">
            <SearchBox
              ref={searchRef}
              label={t("search")}
              value={place.search}
              onChange={(search) => go({ search }, "replace")}
              onLeave={() => listRef.current?.move(0)}
            />
          </div>
          {isSeller && <FilterButton place={place} />}
          <IconButton
            label={t("selectMany")}
            icon={<ListChecks />}
            shortcut="x"
            disabled={listed.ids.length === 0}
            onClick={selection.begin}
          />
          {menu}
        </div>
      )}
      <ViewChips place={place} />
      {isSeller && <ChosenFilters place={place} />}
      <Conversations ref={listRef} place={place} listed={listed} selection={selection} />
    </>
  );
}

function ChosenFilters({ place }: { place: Place }) {
  const listing = useQuery("listing:get", place.listingId ? { listingId: place.listingId } : null);
  const title = listing.data && !listing.isStale ? listing.data.listing.title : null;
  return <FilterChips place={place} listingTitle={title} />;
}

function FilterButton({ place }: { place: Place }) {
  const t = useText("inbox");
  const [isWanted, setWanted] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const isOn = Boolean(place.priority || place.tag || place.listingId);
  const button = (
    <IconButton
      label={t("filter")}
      icon={<SlidersHorizontal />}
      className={isOn ? "bg-accent-soft text-accent!" : undefined}
      onClick={isWanted ? undefined : () => [setWanted(true), setOpen(true)]}
    />
  );
  if (!isWanted) return button;
  return (
    <FilterPanel
      place={place}
      trigger={button}
      isOpen={isOpen}
      onOpenChange={setOpen}
      waiting={button}
      onGiveUp={() => setWanted(false)}
    />
  );
}
