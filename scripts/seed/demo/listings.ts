// The listings of the demo.
import type { DemoListing } from "./listing";
import { products } from "./products";
import { services } from "./services";
import { vehicles } from "./vehicles";

const every = { ...vehicles, ...products, ...services };
export type ListingKey = keyof typeof every;
export const listings: Record<ListingKey, DemoListing> = every;
