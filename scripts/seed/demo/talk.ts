// How the conversations of the demo are written down.
import type { DealKey } from "./deals";
import type { ListingKey } from "./listings";
import type { Buyer, Seller } from "./people";

export type Side = "customer" | "seller";

export interface Line {
  by: Side;
  text: string;
  /** How long after the line before, such as "20m", "3h" or "2d"; a few minutes unless said otherwise. */
  after?: string;
  /** The number of the line that this one answers to, counted from one. */
  re?: number;
  reactions?: Partial<Record<Side, string>>;
  /** The text before it was edited. */
  was?: string;
  isDeleted?: boolean;
}

export interface Talk {
  buyer: Buyer | Seller;
  /** Only direct conversations name the seller. Others get it from the listing. */
  seller?: Seller;
  listing?: ListingKey;
  deal?: DealKey;
  /** The listing's price at first contact, if it has changed since. */
  priceThen?: number;
  endedAgo: string;
  lines: Line[];
  /** How many of the last lines a side has not read. */
  unread?: Partial<Record<Side, number>>;
  /** These have not even arrived there yet. */
  isOffline?: Side;
  status?: "ARCHIVED" | "BLOCKED" | "ENDED";
  priority?: "LOW" | "HIGH" | "URGENT";
  tags?: string[];
  archivedBy?: Side;
  pinnedBy?: Side[];
  mutedBy?: Side;
  notes?: string[];
  flag?: {
    line: number;
    source: "REPORT" | "RULE";
    rule?: string;
    reason: string;
    note?: string;
    severity: number;
    resolution?: { as: "CONVERSATION_BLOCKED"; note: string };
  };
}

type Rest = Omit<Line, "by" | "text">;
export const c = (text: string, rest: Rest = {}): Line => ({ by: "customer", text, ...rest });
export const s = (text: string, rest: Rest = {}): Line => ({ by: "seller", text, ...rest });

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 };

export function milliseconds(duration: string): number {
  const [, count, unit] = /^(\d+)([mhd])$/.exec(duration) ?? [];
  if (!count || !(unit === "m" || unit === "h" || unit === "d"))
    throw new Error(`"${duration}" is no duration.`);
  return Number(count) * units[unit];
}
