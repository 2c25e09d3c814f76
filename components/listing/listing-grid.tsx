import Link from "next/link";
import { getText } from "@/components/text/get-text";
import { NothingFoundIcon } from "@/components/ui/drawn-icons";
import type { Listing } from "@/lib/contract/entities";
import type { Page } from "@/lib/contract/values";
import { buttonClass } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { type Browse, moreHref } from "./browse";
import { EmptyBoxIcon } from "./icons";
import { ListingCard } from "./listing-card";
import { MoreLink } from "./more-link";

/** As many columns as there is room for, and on a small phone one. */
export const gridColumns =
  "grid grid-cols-[repeat(auto-fill,minmax(min(100%,10rem),1fr))] gap-3 sm:grid-cols-[repeat(auto-fill,minmax(15.5rem,1fr))] sm:gap-5";

const inFirstRows = 4;

export async function ListingGrid({ browse, page }: { browse: Browse; page: Page<Listing> }) {
  const t = await getText("listing");
  const { items, nextCursor } = page;
  if (items.length === 0) return <NothingHere browse={browse} />;
  const count = items.length;
  return (
    <>
      <p role="status" className="text-ink-muted text-sm">
        {nextCursor === null || browse.cursor !== null ? t("found", { count }) : t("foundFirst", { count })}
      </p>
      <ul data-listings className={gridColumns}>
        {items.map((listing, index) => (
          <li key={listing.id} className="min-w-0">
            <ListingCard listing={listing} isFirst={index < inFirstRows} />
          </li>
        ))}
      </ul>
      <MoreLink
        href={nextCursor === null ? null : moreHref(browse, nextCursor)}
        label={t("showMore")}
        busyLabel={t("loading")}
        shown={count}
      />
    </>
  );
}

async function NothingHere({ browse }: { browse: Browse }) {
  const t = await getText("listing");
  const isSearch =
    browse.search !== "" || browse.kind !== null || browse.sellerId !== null || browse.cursor !== null;
  const Sign = isSearch ? NothingFoundIcon : EmptyBoxIcon;
  return (
    <div role="status">
      <EmptyState
        icon={<Sign />}
        heading="h2"
        title={t(isSearch ? "noMatchTitle" : "emptyTitle")}
        text={t(isSearch ? "noMatchText" : "emptyText")}
        action={
          isSearch && (
            <Link href="/" className={buttonClass("plain", "large")}>
              {t("showAll")}
            </Link>
          )
        }
        className="py-16 sm:py-24"
      />
    </div>
  );
}
