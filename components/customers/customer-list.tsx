"use client";
import { UserRoundSearch, Users } from "lucide-react";
import {
  type CSSProperties,
  createContext,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  use,
  useRef,
} from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { customerSorts, type Place } from "@/components/inbox/place";
import { RowSkeletons } from "@/components/inbox/row-skeletons";
import { SearchBox } from "@/components/inbox/search-box";
import { useSide } from "@/components/inbox/use-place";
import { useText } from "@/components/text/text-provider";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Select } from "@/components/ui/select";
import { CustomerRow } from "./customer-row";
import { InviteButton, useInvite } from "./invite-button";
import { useCustomers } from "./use-customers";

const rowPx = 84;
const rowsAhead = 8;
type Props = { place: Place; searchRef: Ref<HTMLInputElement> };

export default function CustomerList({ place, searchRef }: Props) {
  const t = useText("customers");
  const { go } = useSide();
  const search = place.search.trim();
  const customers = useCustomers(search, place.sort);
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useRef<VirtualizerHandle>(null);
  const invite = useInvite();
  const { items, status, hasMore } = customers;
  const loadIfNear = () => {
    const { current: list } = virtual;
    if (!list || !hasMore) return;
    if (list.findItemIndex(list.scrollOffset + list.viewportSize) >= items.length - rowsAhead)
      customers.loadMore();
  };
  return (
    <>
      <div className="flex items-start gap-2 px-3 pt-2.5 pb-1">
        <div className="min-w-0 flex-1">
          <SearchBox
            ref={searchRef}
            label={t("search")}
            value={place.search}
            onChange={(next) => go({ search: next }, "replace")}
            onLeave={() => frame.current?.querySelector("a")?.focus()}
          />
        </div>
        <div className="w-36">
          <Select
            label={t("sort")}
            isLabelHidden
            value={place.sort}
            onChange={(event) => {
              const sort = customerSorts.find((each) => each === event.target.value);
              if (sort) go({ sort });
            }}
            options={customerSorts.map((value) => ({ value, label: t(`sort_${value}`) }))}
          />
        </div>
      </div>
      {items.length > 0 && (
        <div className="px-3 pb-1">
          <InviteButton look="quiet" onClick={invite.open} />
        </div>
      )}
      {items.length > 0 && (
        // biome-ignore lint/a11y/noStaticElementInteractions: the arrows only move between the links within.
        <div
          ref={frame}
          onKeyDown={stepThrough}
          className="min-h-0 flex-1 overflow-y-auto overscroll-contain py-1.5"
        >
          <CountContext value={hasMore ? -1 : items.length}>
            <Virtualizer
              ref={virtual}
              data={items}
              itemSize={rowPx}
              onScroll={loadIfNear}
              onResize={loadIfNear}
              as={ListFrame}
              item={ListItem}
            >
              {(customer) => (
                <CustomerRow
                  key={customer.id}
                  customer={customer}
                  isCurrent={
                    (customer.conversationId !== null && customer.conversationId === place.conversationId) ||
                    place.customerId === customer.id
                  }
                />
              )}
            </Virtualizer>
          </CountContext>
          {hasMore && <RowSkeletons count={1} />}
        </div>
      )}
      {items.length === 0 && status === "loading" && (
        <div className="min-h-0 flex-1 overflow-hidden py-1.5" aria-busy="true">
          <RowSkeletons count={8} />
        </div>
      )}
      {status === "error" && (
        <ErrorState title={t("errorTitle")} error={customers.error} onRetry={customers.retry} />
      )}
      {items.length === 0 && status === "ready" && (
        <EmptyState
          icon={search ? <UserRoundSearch /> : <Users />}
          title={search ? t("emptySearchTitle") : t("emptyTitle")}
          text={search ? t("emptySearchText") : t("emptyText")}
          action={!search && <InviteButton look="primary" onClick={invite.open} />}
        />
      )}
      {invite.dialog}
    </>
  );
}

/** Arrows, Home and End, among those that are in the page. */
function stepThrough(event: KeyboardEvent<HTMLDivElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("li a")];
  const at = links.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  links[Math.max(0, Math.min(links.length - 1, to))]?.focus();
}

const CountContext = createContext(-1);

function ListFrame({
  ref,
  ...props
}: {
  style: CSSProperties;
  children: ReactNode;
  ref?: Ref<HTMLUListElement>;
}) {
  const t = useText("customers");
  // biome-ignore lint/a11y/noRedundantRoles: Safari takes a list without bullets for none.
  return <ul ref={ref} role="list" aria-label={t("title")} {...props} />;
}

type ItemProps = { style: CSSProperties; index: number; children: ReactNode; ref?: Ref<HTMLLIElement> };

function ListItem({ ref, index, ...props }: ItemProps) {
  return <li ref={ref} aria-setsize={use(CountContext)} aria-posinset={index + 1} {...props} />;
}
