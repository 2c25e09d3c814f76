// How a listing is read from the database and shown.
import type { Actor } from "../../contract/actor";
import type { Listing } from "../../contract/entities";
import { notFound } from "../../contract/errors";
import { type Connection, firstRow, type Statement } from "../../server/db";

/** The columns of a Listing as the API shows it; `l` is the listing and `s` its seller. */
export const listingColumns = `l.id, l."sellerId",
  json_build_object('id', s.id, 'name', s.name, 'avatarUrl', s."avatarUrl") AS seller,
  l.kind, l.title, l.description, l."priceMinor", l.currency, l.photos, l.attributes, l.status, l."createdAt", l."updatedAt"`;

export const listingJoin = `JOIN "User" s ON s.id = l."sellerId"`;

const find: Statement = {
  name: "listing-find",
  text: `SELECT ${listingColumns} FROM "Listing" l ${listingJoin} WHERE l.id = $1`,
};

/** Only its owner and admins see a hidden listing. */
export const maySee = (actor: Actor | null, listing: Listing): boolean =>
  listing.status !== "HIDDEN" || actor?.role === "ADMIN" || actor?.userId === listing.sellerId;

export async function findListing(
  actor: Actor | null,
  listingId: string,
  connection?: Connection,
): Promise<Listing> {
  const listing = await firstRow<Listing>(find, [listingId], connection);
  if (!listing || !maySee(actor, listing)) throw notFound("listing");
  return listing;
}
