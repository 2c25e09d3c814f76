import Link from "next/link";
import { getText } from "@/components/text/get-text";
import type { Listing, Person } from "@/lib/contract/entities";
import { ListingCard } from "./listing-card";

export async function MoreFromSeller({ seller, listings }: { seller: Person; listings: Listing[] }) {
  const t = await getText("listing");
  if (listings.length === 0) return null;
  return (
    <section aria-labelledby="more-from-seller" className="grid grid-cols-1 gap-4 border-line border-t pt-8">
      <header className="flex min-w-0 items-baseline justify-between gap-4">
        <h2 id="more-from-seller" className="min-w-0 truncate font-semibold text-lg">
          {t("moreFrom", { name: seller.name })}
        </h2>
        <Link
          href={`/?sellerId=${seller.id}`}
          prefetch={false}
          className="shrink-0 rounded py-2 font-medium text-accent text-sm hover:underline"
        >
          {t("seeAll")}
        </Link>
      </header>
      <ul className="grid grid-cols-2 gap-4 sm:gap-5 lg:grid-cols-4">
        {listings.map((listing) => (
          <li key={listing.id} className="min-w-0">
            <ListingCard listing={listing} heading="h3" />
          </li>
        ))}
      </ul>
    </section>
  );
}
