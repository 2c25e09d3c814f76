// In the order in which a listing goes through them. Without the schemas, which browsers are spared.
import type { Listing } from "@/lib/contract/entities";

export const statuses = [
  "ACTIVE",
  "RESERVED",
  "SOLD",
  "HIDDEN",
] as const satisfies readonly Listing["status"][];
export const kinds = ["VEHICLE", "PRODUCT", "SERVICE"] as const satisfies readonly Listing["kind"][];
