import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { browseHref, readBrowse } from "@/components/listing/browse";
import { FilterBar } from "@/components/listing/filter-bar";
import { ListingGrid } from "@/components/listing/listing-grid";
import { getText } from "@/components/text/get-text";
import { CrossIcon } from "@/components/ui/drawn-icons";
import { isAppError } from "@/lib/contract/errors";
import { listListings } from "@/lib/domain/listing/list-listings";
import { pageVisitor } from "@/lib/server/auth/page-actor";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText("listing");
  return { title: t("title"), alternates: { canonical: "/" } };
}

export default async function ListingsPage({ searchParams }: Props) {
  const [t, given, visitor] = await Promise.all([getText("listing"), searchParams, pageVisitor()]);
  const browse = readBrowse(given);
  const { search, kind, sellerId, cursor, show } = browse;
  const { data: page } = await listListings(visitor, {
    search: search || undefined,
    kind: kind ?? undefined,
    sellerId: sellerId ?? undefined,
    cursor: cursor ?? undefined,
    limit: show,
  }).catch((error: unknown) => {
    // A cursor of another list, or one that was cut off: the list begins anew.
    if (isAppError(error) && error.code === "invalid_input") redirect(browseHref(browse));
    throw error;
  });
  const seller = sellerId && page.items.find((each) => each.sellerId === sellerId)?.seller;
  return (
    <main className="mx-auto grid w-full grid-cols-1 max-w-[120rem] content-start gap-5 px-4 py-6 sm:px-6 sm:py-8 lg:px-8">
      <header className="grid gap-1">
        <h1 className="font-semibold text-2xl tracking-tight sm:text-3xl">{t("title")}</h1>
        <p className="text-ink-muted">{t("tagline")}</p>
      </header>
      <FilterBar browse={browse} />
      {seller && (
        <p>
          <Link
            href={browseHref(browse, { sellerId: null })}
            aria-label={t("allSellers")}
            className="inline-flex min-h-10 items-center gap-2 rounded-full bg-accent-soft ps-4 pe-3 font-medium text-accent text-sm"
          >
            <bdi>{t("fromSeller", { name: seller.name })}</bdi>
            <CrossIcon className="size-4" />
          </Link>
        </p>
      )}
      <ListingGrid browse={browse} page={page} />
    </main>
  );
}
