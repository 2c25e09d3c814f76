// A seller's own listings, for pages that go without the engine.
import type { Listing } from "../contract/entities";
import type { Envelope } from "../contract/envelope";
import { callHttp } from "./transport/http";

export type ListingFields = Pick<
  Listing,
  "kind" | "title" | "description" | "priceMinor" | "currency" | "photos" | "attributes" | "status"
>;

const timeoutMs = 20_000;

/** `becomeSeller`: the customer has agreed that this makes the account a seller's. */
export const createListing = (
  fields: ListingFields,
  becomeSeller: boolean,
): Promise<Envelope<{ listing: Listing }>> =>
  call("listing:create", becomeSeller ? { ...fields, becomeSeller } : fields);

export const updateListing = (
  listingId: string,
  fields: Partial<ListingFields>,
): Promise<Envelope<{ listing: Listing }>> => call("listing:update", { listingId, ...fields });

async function call(
  name: "listing:create" | "listing:update",
  input: Record<string, unknown>,
): Promise<Envelope<{ listing: Listing }>> {
  const answer = await callHttp(
    { url: "", fetch: (...request) => fetch(...request), timeoutMs },
    name,
    input,
  );
  return answer as Envelope<{ listing: Listing }>;
}
