import { Plus, Search } from "lucide-react";
import type { Metadata } from "next";
import Form from "next/form";
import Link from "next/link";
import { redirect } from "next/navigation";
import { ListingList } from "@/components/my-listings/listing-list";
import { moreOfMine, myBrowseHref, readMyBrowse } from "@/components/my-listings/my-browse";
import { statuses } from "@/components/my-listings/statuses";
import { getText } from "@/components/text/get-text";
import { ProvideText } from "@/components/text/provide-text";
import { buttonClass } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { TextField } from "@/components/ui/text-field";
import { isAppError } from "@/lib/contract/errors";
import { limits } from "@/lib/contract/limits";
import { listListings } from "@/lib/domain/listing/list-listings";
import { pageVisitor } from "@/lib/server/auth/page-actor";
import { pageSeller } from "@/lib/server/auth/page-seller";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText("myListings"))("title") };
}

export default async function MyListingsPage({ searchParams }: Props) {
  const [{ userId }, t, given] = await Promise.all([
    pageSeller("/dashboard/listings"),
    getText("myListings"),
    searchParams,
  ]);
  const browse = readMyBrowse(given);
  const { search, status, cursor, show } = browse;
  const { data } = await listListings(await pageVisitor(), {
    sellerId: userId,
    search: search || undefined,
    status: status ?? undefined,
    cursor: cursor ?? undefined,
    limit: show,
  }).catch((error: unknown) => {
    // A cursor of another list, or one that was cut off: the list begins anew.
    if (isAppError(error) && error.code === "invalid_input") redirect(myBrowseHref(browse));
    throw error;
  });
  return (
    <ProvideText areas={["myListings"]}>
      <main className="mx-auto grid w-full grid-cols-1 max-w-5xl content-start gap-5 px-4 py-6 sm:px-6 sm:py-8">
        <header className="flex flex-wrap items-center justify-between gap-3">
          <h1 className="font-semibold text-2xl tracking-tight">{t("title")}</h1>
          <Link href="/dashboard/listings/new" className={buttonClass("primary", "large")}>
            <Plus aria-hidden className="size-4" />
            {t("add")}
          </Link>
        </header>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <nav
            aria-label={t("filters")}
            className="-mx-1 flex max-w-[calc(100%+0.5rem)] gap-1 overflow-x-auto p-1 [scrollbar-width:none]"
          >
            {[null, ...statuses].map((each) => (
              <Link
                key={each ?? "all"}
                href={myBrowseHref({ search, status: each })}
                scroll={false}
                prefetch={false}
                aria-current={each === status ? "true" : undefined}
                className={cx(
                  "inline-flex min-h-9 shrink-0 items-center rounded-lg px-3 font-medium text-sm transition-colors duration-150 pointer-coarse:min-h-11",
                  each === status
                    ? "bg-accent-soft text-accent"
                    : "text-ink-muted hover:bg-raised hover:text-ink",
                )}
              >
                {t(each ?? "all")}
              </Link>
            ))}
          </nav>
          <Form action="/dashboard/listings" role="search" prefetch={false} className="w-full sm:w-64">
            {status && <input type="hidden" name="status" value={status} />}
            <TextField
              key={search}
              label={t("search")}
              isLabelHidden
              type="search"
              name="search"
              defaultValue={search}
              placeholder={t("search")}
              maxLength={limits.searchChars}
              enterKeyHint="search"
              autoComplete="off"
              icon={<Search />}
            />
          </Form>
        </div>
        <ListingList
          listings={data.items}
          isNarrowed={search !== "" || status !== null || cursor !== null}
          moreHref={data.nextCursor && moreOfMine(browse, data.nextCursor)}
        />
      </main>
    </ProvideText>
  );
}
