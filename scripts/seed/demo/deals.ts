// The orders and bookings of the demo.
import type { ListingKey } from "./listings";
import type { Buyer } from "./people";

interface DemoDeal {
  listing: ListingKey;
  buyer: Buyer;
  kind: "ORDER" | "BOOKING";
  status: "PENDING" | "CONFIRMED" | "COMPLETED" | "CANCELLED";
  total: number;
  daysAgo: number;
  /** Before now when negative. */
  inDays?: number;
}

const sold = {
  sofaOrder: {
    listing: "sofa",
    buyer: "mara",
    kind: "ORDER",
    status: "COMPLETED",
    total: 580,
    daysAgo: 24,
    inDays: -19,
  },
  turntableOrder: {
    listing: "turntable",
    buyer: "mara",
    kind: "ORDER",
    status: "CONFIRMED",
    total: 185,
    daysAgo: 4,
  },
  washBooking: {
    listing: "carWash",
    buyer: "mara",
    kind: "BOOKING",
    status: "CONFIRMED",
    total: 45,
    daysAgo: 5,
    inDays: 2,
  },
  transitOrder: {
    listing: "transit",
    buyer: "jonas",
    kind: "ORDER",
    status: "COMPLETED",
    total: 13_500,
    daysAgo: 36,
  },
  portraitBooking: {
    listing: "portrait",
    buyer: "jonas",
    kind: "BOOKING",
    status: "CONFIRMED",
    total: 120,
    daysAgo: 8,
    inDays: 5,
  },
  lampOrder: { listing: "lamp", buyer: "jonas", kind: "ORDER", status: "CANCELLED", total: 95, daysAgo: 16 },
  bikeBooking: {
    listing: "bikeRepair",
    buyer: "jonas",
    kind: "BOOKING",
    status: "COMPLETED",
    total: 84,
    daysAgo: 30,
    inDays: -27,
  },
  cleaningFirst: {
    listing: "cleaning",
    buyer: "amina",
    kind: "BOOKING",
    status: "COMPLETED",
    total: 54,
    daysAgo: 20,
    inDays: -13,
  },
  cleaningNext: {
    listing: "cleaning",
    buyer: "amina",
    kind: "BOOKING",
    status: "PENDING",
    total: 54,
    daysAgo: 3,
    inDays: 6,
  },
  movingBooking: {
    listing: "moving",
    buyer: "amina",
    kind: "BOOKING",
    status: "COMPLETED",
    total: 232,
    daysAgo: 45,
    inDays: -41,
  },
  gardenBooking: {
    listing: "garden",
    buyer: "mara",
    kind: "BOOKING",
    status: "PENDING",
    total: 95,
    daysAgo: 2,
    inDays: 9,
  },
} satisfies Record<string, DemoDeal>;

export type DealKey = keyof typeof sold;
export const deals: Record<DealKey, DemoDeal> = sold;
