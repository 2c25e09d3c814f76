import { SearchX, Tags } from "lucide-react";
import Link from "next/link";
import { getText } from "@/components/text/get-text";
import type { Listing } from "@/lib/contract/entities";
import { buttonClass } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { ListingRow } from "./listing-row";

type Props = { listings: Listing[]; isNarrowed: boolean; moreHref: string | null };

export async function ListingList({ listings, isNarrowed, moreHref }: Props) {
  const t = await getText("myListings");
  if (listings.length === 0)
    return (
      <EmptyState
        icon={isNarrowed ? <SearchX /> : <Tags />}
        heading="h2"
        title={t(isNarrowed ? "noMatchTitle" : "emptyTitle")}
        text={t(isNarrowed ? "noMatchText" : "emptyText")}
        action={
          <Link
            href={isNarrowed ? "/dashboard/listings" : "/dashboard/listings/new"}
            className={buttonClass(isNarrowed ? "plain" : "primary", "large")}
          >
            {t(isNarrowed ? "showAll" : "add")}
          </Link>
        }
        className="rounded-2xl border border-line bg-surface py-16"
      />
    );
  return (
    <>
      <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface">
        {listings.map((listing) => (
          <li key={listing.id}>
            <ListingRow listing={listing} />
          </li>
        ))}
      </ul>
      {moreHref && (
        <p className="grid justify-center">
          <Link
            href={moreHref}
            scroll={false}
            replace
            prefetch={false}
            className={buttonClass("plain", "large")}
          >
            {t("showMore")}
          </Link>
        </p>
      )}
    </>
  );
}
