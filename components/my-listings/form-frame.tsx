import { ChevronLeft, ExternalLink } from "lucide-react";
import Link from "next/link";
import { getText } from "@/components/text/get-text";
import { ProvideText } from "@/components/text/provide-text";
import type { Listing } from "@/lib/contract/entities";
import { buttonClass } from "../ui/button";
import { ListingForm } from "./listing-form";

type Props = {
  listing: Listing | null;
  currency: string;
  /** The name of a customer whom this listing makes a seller. */
  newSeller?: string | null;
};

/** The page around the form, for a new listing and for one that is there. */
export async function FormFrame({ listing, currency, newSeller = null }: Props) {
  const t = await getText("myListings");
  return (
    <ProvideText areas={["myListings"]}>
      <main className="mx-auto grid w-full grid-cols-1 max-w-2xl content-start gap-4 px-4 pt-5 sm:px-6 sm:py-8">
        <p>
          <Link
            href={newSeller === null ? "/dashboard/listings" : "/"}
            className="-ms-1 inline-flex min-h-9 items-center gap-1 rounded font-medium text-ink-muted text-sm hover:text-ink"
          >
            <ChevronLeft aria-hidden className="size-4 rtl:-scale-x-100" />
            {t(newSeller === null ? "allMine" : "toListings")}
          </Link>
        </p>
        <header className="flex flex-wrap items-center justify-between gap-3">
          <h1 className="font-semibold text-2xl tracking-tight">{t(listing ? "editTitle" : "newTitle")}</h1>
          {listing && (
            <Link
              href={`/listings/${listing.id}`}
              prefetch={false}
              aria-label={t("viewOne", { title: listing.title })}
              className={buttonClass("plain")}
            >
              <ExternalLink aria-hidden className="size-4" />
              {t("view")}
            </Link>
          )}
        </header>
        {newSeller !== null && <p className="text-pretty text-ink-muted text-sm">{t("firstListingText")}</p>}
        <ListingForm listing={listing} currency={currency} newSeller={newSeller} />
      </main>
    </ProvideText>
  );
}
