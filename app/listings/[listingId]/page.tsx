import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ChatEntry } from "@/components/listing/chat-entry";
import { ListingDetail } from "@/components/listing/detail";
import { MoreFromSeller } from "@/components/listing/more-from-seller";
import { SellerCard } from "@/components/listing/seller-card";
import { ownPhotos, structuredData } from "@/components/listing/structured-data";
import { getFormat } from "@/components/text/get-text";
import { ProvideText } from "@/components/text/provide-text";
import type { Actor } from "@/lib/contract/actor";
import { listingGet } from "@/lib/contract/commands";
import { isAppError } from "@/lib/contract/errors";
import { unsafeHasBlocked } from "@/lib/domain/conversation/find-block";
import { getListing } from "@/lib/domain/listing/get-listing";
import { listListings } from "@/lib/domain/listing/list-listings";
import { pageVisitor } from "@/lib/server/auth/page-actor";
import { online } from "@/lib/server/presence";
import { use } from "@/lib/server/slot";
import { readAsker } from "./asker";

type Props = { params: Promise<{ listingId: string }> };

const othersShown = 4;
const descriptionChars = 200;

/** Asked once a request, by the page and by what describes it. */
const findListing = cache(async (listingId: string) => {
  const input = listingGet.input.safeParse({ listingId });
  if (!input.success) notFound();
  try {
    return (await getListing(await pageVisitor(), input.data)).data;
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") notFound();
    throw error;
  }
});

async function isShownOnline(sellerId: string, viewer: Actor | null): Promise<boolean> {
  if (viewer && (await unsafeHasBlocked(sellerId, viewer.userId))) return false;
  return (await online([sellerId])).has(sellerId);
}

const addressOf = (id: string) => new URL(`/listings/${id}`, use("config").publicUrl);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { listing } = await findListing((await params).listingId);
  const { id, title, priceMinor, currency, status } = listing;
  const price = (await getFormat()).money(priceMinor, currency);
  const description = `${price} · ${listing.description.replace(/\s+/g, " ")}`.slice(0, descriptionChars);
  const url = addressOf(id);
  return {
    title,
    description,
    alternates: { canonical: url },
    robots: status === "HIDDEN" ? { index: false } : undefined,
    openGraph: {
      type: "website",
      title,
      description,
      url,
      siteName: "Parley",
      images: ownPhotos(listing.photos)
        .slice(0, 1)
        .map((photo) => new URL(photo, url)),
    },
  };
}

export default async function ListingPage({ params }: Props) {
  const [{ listing, repliesWithinMinutes }, visitor] = await Promise.all([
    findListing((await params).listingId),
    pageVisitor(),
  ]);
  const { id, sellerId, seller } = listing;
  const [isOnline, others, asker] = await Promise.all([
    isShownOnline(sellerId, visitor.actor),
    listListings(visitor, { sellerId, limit: othersShown + 1 }),
    readAsker(visitor.actor, listing),
  ]);
  return (
    <ProvideText areas={["listing"]}>
      <main className="mx-auto grid w-full grid-cols-1 max-w-[88rem] content-start gap-10 px-4 py-5 has-[.chat-bar]:max-lg:pb-26! sm:px-6 sm:py-8 lg:px-8">
        <ListingDetail
          listing={listing}
          isOwner={asker.kind === "owner"}
          seller={
            <SellerCard seller={seller} isOnline={isOnline} repliesWithinMinutes={repliesWithinMinutes} />
          }
          chat={<ChatEntry listing={listing} asker={asker} />}
        />
        <MoreFromSeller
          seller={seller}
          listings={others.data.items.filter((each) => each.id !== id).slice(0, othersShown)}
        />
        <script type="application/ld+json">{structuredData(listing, addressOf(id).href)}</script>
      </main>
    </ProvideText>
  );
}
