import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { listingUpdate } from "../../contract/commands";
import { AppError } from "../../contract/errors";
import type { Outcome } from "../../contract/outcome";
import { prisma } from "../../server/db";
import { recordAudit } from "../audit/record-audit";
import { followListing } from "../conversation/follow-listing";
import { findListing } from "./listing-row";

export async function updateListing(
  actor: Actor,
  { listingId, ...fields }: InputOf<typeof listingUpdate>,
): Promise<Outcome<typeof listingUpdate>> {
  const before = await findListing(actor, listingId);
  if (before.sellerId !== actor.userId && actor.role !== "ADMIN")
    throw new AppError("forbidden", "Only its seller can change a listing.");
  // Runs even when nothing changes, because an earlier update may have failed before this step.
  const facts = () => (fields.status === undefined ? [] : followListing(listingId));
  if (!isChange(before, fields)) return { data: { listing: before }, facts: await facts() };
  await prisma().listing.update({
    where: { id: listingId },
    data: { ...fields, updatedAt: new Date() },
    select: { id: true },
  });
  if (before.sellerId !== actor.userId)
    await recordAudit(actor, { action: "listing:update", target: "listing", targetId: listingId });
  return { data: { listing: await findListing(actor, listingId) }, facts: await facts() };
}

/** A retry finds everything as it asks for, and `updatedAt` stays. */
function isChange(before: object, fields: object): boolean {
  const shown = new Map(Object.entries(before));
  return Object.entries(fields).some(
    ([key, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(shown.get(key)),
  );
}
