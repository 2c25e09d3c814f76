// The people, listings and deals of the demo as rows, and what a conversation can be about.
import type { Subject } from "@/lib/contract/entities";
import type { Prisma } from "@/lib/server/db/generated/client";
import { Random } from "../random";
import { type DealKey, deals } from "./deals";
import { type ListingKey, listings } from "./listings";
import { type PersonKey, people, type Seller } from "./people";
import type { Talk } from "./talk";

const dayMs = 86_400_000;
const minuteMs = 60_000;
const currency = "EUR";
const photoUrl = (name: string): string => `/demo/${name}.svg`;
const minor = (price: number): number => Math.round(price * 100);

const entries = <K extends string, V>(record: Record<K, V>) => Object.entries(record) as [K, V][];

export interface TalkSubject {
  seller: Seller;
  listingId: string | null;
  dealId: string | null;
  snapshot: Subject;
}

export class World {
  private readonly ids = new Map<string, string>();

  constructor(readonly nowMs: number) {
    const random = new Random(7);
    for (const [key, { joinedDaysAgo }] of entries(people))
      this.ids.set(key, random.uuidAt(this.daysAgo(joinedDaysAgo)));
    for (const [key, { daysAgo }] of entries(listings))
      this.ids.set(key, random.uuidAt(this.daysAgo(daysAgo)));
    for (const [key, { daysAgo }] of entries(deals)) this.ids.set(key, random.uuidAt(this.daysAgo(daysAgo)));
  }

  private daysAgo(days: number): number {
    return this.nowMs - days * dayMs;
  }

  private idOf(key: string): string {
    const id = this.ids.get(key);
    if (!id) throw new Error(`There is no ${key} in the demo.`);
    return id;
  }

  personId = (key: PersonKey): string => this.idOf(key);

  users(passwordHash: string): Prisma.UserCreateManyInput[] {
    return entries(people).map(([key, { photo, seenMinutesAgo, joinedDaysAgo, invitedBy, ...person }]) => ({
      ...person,
      id: this.idOf(key),
      passwordHash,
      avatarUrl: photoUrl(photo),
      invitedById: invitedBy && this.idOf(invitedBy),
      lastSeenAt: new Date(this.nowMs - seenMinutesAgo * minuteMs),
      createdAt: new Date(this.daysAgo(joinedDaysAgo)),
    }));
  }

  listings(): Prisma.ListingCreateManyInput[] {
    return entries(listings).map(([key, { seller, price, photos, daysAgo, ...listing }]) => ({
      ...listing,
      id: this.idOf(key),
      sellerId: this.idOf(seller),
      priceMinor: minor(price),
      currency,
      photos: photos.map(photoUrl),
      createdAt: new Date(this.daysAgo(daysAgo)),
      updatedAt: new Date(this.daysAgo(daysAgo)),
    }));
  }

  deals(): Prisma.DealCreateManyInput[] {
    return entries(deals).map(([key, { listing, buyer, total, daysAgo, inDays, ...deal }]) => ({
      ...deal,
      id: this.idOf(key),
      customerId: this.idOf(buyer),
      sellerId: this.idOf(listings[listing].seller),
      listingId: this.idOf(listing),
      totalMinor: minor(total),
      currency,
      scheduledAt: inDays === undefined ? null : this.fullHour(inDays),
      createdAt: new Date(this.daysAgo(daysAgo)),
      updatedAt: new Date(this.daysAgo(daysAgo)),
    }));
  }

  private fullHour(inDays: number): Date {
    const day = new Date(this.nowMs + inDays * dayMs);
    day.setUTCHours(9, 0, 0, 0);
    return day;
  }

  subjectOf({ listing, deal, seller, priceThen }: Talk): TalkSubject {
    if (listing) return this.aboutListing(listing, priceThen);
    if (deal) return this.aboutDeal(deal);
    if (!seller) throw new Error("A direct conversation has to name its seller.");
    const nothing = { id: null, title: null, priceMinor: null, currency: null, photoUrl: null, status: null };
    return { seller, listingId: null, dealId: null, snapshot: { kind: "direct", ...nothing } };
  }

  private aboutListing(key: ListingKey, priceThen?: number): TalkSubject {
    const { seller, title, price, photos, status = "ACTIVE" } = listings[key];
    const id = this.idOf(key);
    const shown = {
      title,
      priceMinor: minor(priceThen ?? price),
      currency,
      photoUrl: photoOf(photos),
      status,
    };
    return { seller, listingId: id, dealId: null, snapshot: { kind: "listing", id, ...shown } };
  }

  private aboutDeal(key: DealKey): TalkSubject {
    const { listing, kind, total } = deals[key];
    const { seller, title, photos } = listings[listing];
    const id = this.idOf(key);
    const shown = { title, priceMinor: minor(total), currency, photoUrl: photoOf(photos), status: "PENDING" };
    return {
      seller,
      listingId: null,
      dealId: id,
      snapshot: { kind: kind === "ORDER" ? "order" : "booking", id, ...shown },
    };
  }
}

const photoOf = ([first]: readonly string[]): string | null => (first ? photoUrl(first) : null);
