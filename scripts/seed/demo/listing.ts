import type { Seller } from "./people";

export interface DemoListing {
  seller: Seller;
  kind: "VEHICLE" | "PRODUCT" | "SERVICE";
  title: string;
  description: string;
  price: number;
  photos: string[];
  attributes: Record<string, string>;
  daysAgo: number;
  status?: "RESERVED" | "SOLD" | "HIDDEN";
}
