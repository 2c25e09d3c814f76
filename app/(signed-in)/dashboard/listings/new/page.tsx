import type { Metadata } from "next";
import { FormFrame } from "@/components/my-listings/form-frame";
import { getText } from "@/components/text/get-text";
import { listListings } from "@/lib/domain/listing/list-listings";
import { pageVisitor } from "@/lib/server/auth/page-actor";
import { requireActor } from "@/lib/server/auth/require-actor";

const usualCurrency = "EUR";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText("myListings"))("newTitle") };
}

export default async function NewListingPage() {
  // A customer's first listing makes the account a seller's.
  const { userId, role, name } = await requireActor("CUSTOMER", "SELLER");
  const { data } = await listListings(await pageVisitor(), { sellerId: userId, limit: 1 });
  const currency = data.items[0]?.currency ?? usualCurrency;
  return <FormFrame listing={null} currency={currency} newSeller={role === "CUSTOMER" ? name : null} />;
}
