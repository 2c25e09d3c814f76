import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { listingCreate } from "../../contract/commands";
import type { Outcome } from "../../contract/outcome";
import { prisma } from "../../server/db";
import { findListing } from "./listing-row";

export async function createListing(
  actor: Actor,
  input: InputOf<typeof listingCreate>,
): Promise<Outcome<typeof listingCreate>> {
  const { id } = await prisma().listing.create({
    data: { ...input, sellerId: actor.userId },
    select: { id: true },
  });
  return { data: { listing: await findListing(actor, id) } };
}
