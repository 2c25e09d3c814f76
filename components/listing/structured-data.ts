// What search engines and the previews of other applications are told about a listing.

import type { Listing } from "@/lib/contract/entities";
import { isOwnPicture } from "@/lib/contract/pictures";
import { minorDigits } from "./price";

const availability: Record<Listing["status"], string> = {
  ACTIVE: "InStock",
  RESERVED: "LimitedAvailability",
  SOLD: "SoldOut",
  HIDDEN: "Discontinued",
};

const types: Record<Listing["kind"], string> = { VEHICLE: "Vehicle", PRODUCT: "Product", SERVICE: "Service" };

/** Only pictures of our own: others may not be ours to hand on, and may be gone tomorrow. */
export const ownPhotos = (photos: readonly string[]): string[] => photos.filter(isOwnPicture);

export function structuredData(listing: Listing, url: string): string {
  const { title, description, kind, photos, status, priceMinor, currency, seller } = listing;
  const fractionDigits = minorDigits(currency);
  const data = {
    "@context": "https://schema.org",
    "@type": types[kind],
    name: title,
    description: description || undefined,
    url,
    image: ownPhotos(photos).map((photo) => new URL(photo, url).href),
    offers: {
      "@type": "Offer",
      url,
      price: (priceMinor / 10 ** fractionDigits).toFixed(fractionDigits),
      priceCurrency: currency,
      availability: `https://schema.org/${availability[status]}`,
      seller: { "@type": "Person", name: seller.name },
    },
  };
  // Stands in a script element, which the first `</script` would end.
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}
