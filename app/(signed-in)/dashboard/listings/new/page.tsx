import type { Metadata } from "next";
import { FormFrame } from "@/components/my-listings/form-frame";
import { getText } from "@/components/text/get-text";
import { listListings } from "@/lib/domain/listing/list-listings";
import { pageVisitor } from "@/lib/server/auth/page-actor";
import { pageSeller } from "@/lib/server/auth/page-seller";

const usualCurrency = "EUR";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText("myListings"))("newTitle") };
}

export default async function NewListingPage() {
  const { userId } = await pageSeller("/dashboard/listings/new");
  const { data } = await listListings(await pageVisitor(), { sellerId: userId, limit: 1 });
  return <FormFrame listing={null} currency={data.items[0]?.currency ?? usualCurrency} />;
}
