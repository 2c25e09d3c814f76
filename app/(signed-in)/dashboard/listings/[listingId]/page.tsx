import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FormFrame } from "@/components/my-listings/form-frame";
import { getText } from "@/components/text/get-text";
import { listingGet } from "@/lib/contract/commands";
import { isAppError } from "@/lib/contract/errors";
import { getListing } from "@/lib/domain/listing/get-listing";
import { pageVisitor } from "@/lib/server/auth/page-actor";
import { pageSeller } from "@/lib/server/auth/page-seller";

type Props = { params: Promise<{ listingId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText("myListings"))("editTitle") };
}

export default async function EditListingPage({ params }: Props) {
  const { listingId } = await params;
  const input = listingGet.input.safeParse({ listingId });
  if (!input.success) notFound();
  const { userId } = await pageSeller(`/dashboard/listings/${input.data.listingId}`);
  const { data } = await getListing(await pageVisitor(), input.data).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not_found") notFound();
    throw error;
  });
  // Another seller's listing can be looked at, but there is no such page for changing it.
  if (data.listing.sellerId !== userId) notFound();
  return <FormFrame listing={data.listing} currency={data.listing.currency} />;
}
