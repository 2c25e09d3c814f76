// Finds the customer, the seller and the subject of a new conversation, and checks that the caller may open it.
import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { conversationOpen } from "../../contract/commands";
import type { Subject } from "../../contract/entities";
import { AppError, notFound } from "../../contract/errors";
import type { Role } from "../../contract/values";
import { firstRow, type Statement } from "../../server/db";

export type Parties = {
  listingId: string | null;
  dealId: string | null;
  customerId: string;
  sellerId: string;
  subject: Subject;
  /** Why the caller may not begin it; what there is already, they may go on with all the same. */
  refusal: AppError | null;
};

type Input = InputOf<typeof conversationOpen>;

export async function findParties(actor: Actor, input: Input): Promise<Parties> {
  if (input.listingId) return aboutListing(actor, input.listingId, input.customerId);
  if (input.dealId) return aboutDeal(actor, input.dealId);
  return direct(actor, input);
}

type ListingRow = {
  id: string;
  sellerId: string;
  title: string;
  priceMinor: number;
  currency: string;
  photoUrl: string | null;
  status: string;
};

const listingStatement: Statement = {
  name: "open-listing",
  text: `SELECT id, "sellerId", title, "priceMinor", currency, photos[1] AS "photoUrl", status FROM "Listing" WHERE id = $1`,
};

async function aboutListing(actor: Actor, listingId: string, customerId?: string): Promise<Parties> {
  const listing = await firstRow<ListingRow>(listingStatement, [listingId]);
  const isOwner = listing?.sellerId === actor.userId;
  const isHidden = listing?.status === "HIDDEN" && !isOwner && actor.role !== "ADMIN";
  // Its customers may have written about it before it was hidden.
  if (!listing || (isHidden && customerId)) throw notFound("listing");
  const { sellerId, id, ...shown } = listing;
  const subject: Subject = { kind: "listing", id, ...shown };
  const about = { listingId, dealId: null, sellerId, subject };

  if (customerId) {
    if (!isOwner && actor.role !== "ADMIN")
      throw new AppError("forbidden", "Only the listing's seller can write to a customer about it.");
    await requireKnown(actor, customerId, sellerId);
    return { ...about, customerId, refusal: null };
  }
  if (isOwner) throw new AppError("invalid_input", "Name the customer to whom you want to write.");
  const refusal = isHidden ? notFound("listing") : await whyNotReach(actor, sellerId);
  return { ...about, customerId: actor.userId, refusal };
}

const dealStatement: Statement = {
  name: "open-deal",
  text: `SELECT d.kind, d."customerId", d."sellerId", d."totalMinor", d.currency, d.status, l.title, l.photos[1] AS "photoUrl"
           FROM "Deal" d LEFT JOIN "Listing" l ON l.id = d."listingId"
          WHERE d.id = $1 AND ($2 IN (d."customerId", d."sellerId") OR $3)`,
};

type DealRow = {
  kind: "ORDER" | "BOOKING";
  customerId: string;
  sellerId: string;
  totalMinor: number;
  currency: string;
  status: string;
  title: string | null;
  photoUrl: string | null;
};

async function aboutDeal(actor: Actor, dealId: string): Promise<Parties> {
  const deal = await firstRow<DealRow>(dealStatement, [dealId, actor.userId, actor.role === "ADMIN"]);
  if (!deal) throw notFound("deal");
  const { customerId, sellerId, title, currency, photoUrl, status } = deal;
  const kind = deal.kind === "ORDER" ? "order" : "booking";
  const subject: Subject = {
    kind,
    id: dealId,
    title,
    priceMinor: deal.totalMinor,
    currency,
    photoUrl,
    status,
  };
  return { listingId: null, dealId, customerId, sellerId, subject, refusal: null };
}

const personStatement: Statement = {
  name: "open-person",
  text: `SELECT id, role FROM "User" WHERE id = $1`,
};

const noSubject: Subject = {
  kind: "direct",
  id: null,
  title: null,
  priceMinor: null,
  currency: null,
  photoUrl: null,
  status: null,
};

/**
 * Naming a seller makes the actor the customer, and the other way round. People who cannot be written to are
 * not_found, so that guessing ids reveals no accounts. Permissions of the account are checked before any look-up.
 */
async function direct(actor: Actor, { customerId, sellerId }: Input): Promise<Parties> {
  if (customerId && actor.role === "CUSTOMER")
    throw new AppError("forbidden", "Only sellers can write to customers.");
  const otherId = customerId ?? sellerId;
  const other = await firstRow<{ id: string; role: Role }>(personStatement, [otherId]);
  if (!other || other.id === actor.userId || (sellerId && other.role === "CUSTOMER"))
    throw notFound(sellerId ? "seller" : "customer");
  const about = { listingId: null, dealId: null, subject: noSubject };
  if (sellerId) {
    // An admin who wrote first can be answered like a seller.
    if (await whyNotReach(actor, sellerId)) throw notFound("seller");
    return { ...about, sellerId, customerId: actor.userId, refusal: null };
  }
  await requireKnown(actor, other.id, actor.userId);
  return { ...about, customerId: other.id, sellerId: actor.userId, refusal: null };
}

const reachable: Statement = {
  name: "open-reachable",
  text: `SELECT EXISTS (SELECT 1 FROM "Listing" WHERE "sellerId" = $2 AND status = 'ACTIVE') AS listed,
           EXISTS (SELECT 1 FROM "Deal" WHERE "sellerId" = $2 AND "customerId" = $1)
        OR EXISTS (SELECT 1 FROM "Conversation" WHERE "sellerId" = $2 AND "customerId" = $1) AS known,
           EXISTS (SELECT 1 FROM "User" WHERE id = $1 AND "invitedById" = $2) AS invited,
           EXISTS (SELECT 1 FROM "User" WHERE id = $1 AND role <> 'ADMIN') AS "canBuy"`,
};

type Reach = { listed: boolean; known: boolean; invited: boolean; canBuy: boolean };

async function whyNotReach(actor: Actor, sellerId: string): Promise<AppError | null> {
  if (actor.role === "ADMIN") return null;
  const reach = await firstRow<Reach>(reachable, [actor.userId, sellerId]);
  if (reach?.listed || reach?.known || reach?.invited) return null;
  return new AppError("forbidden", "This seller has nothing on offer right now.");
}

/** Returns not_found unless the seller already knows this customer. Admins never are customers of a seller's choosing. */
async function requireKnown(actor: Actor, customerId: string, sellerId: string): Promise<void> {
  const reach = await firstRow<Reach>(reachable, [customerId, sellerId]);
  const isKnown = actor.role === "ADMIN" || reach?.known || reach?.invited;
  if (!isKnown || !reach?.canBuy || customerId === sellerId) throw notFound("customer");
}
