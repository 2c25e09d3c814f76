import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { listingCreate } from "../../contract/commands";
import type { Outcome } from "../../contract/outcome";
import { uuidv7 } from "../../contract/uuid";
import { rows, type Statement, transaction } from "../../server/db";
import { requireSeller } from "../account/require-seller";
import { findListing } from "./listing-row";

const insert: Statement = {
  name: "listing-insert",
  text: `INSERT INTO "Listing" (id, "sellerId", kind, title, description, "priceMinor", currency, photos, attributes, status)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
};

export function createListing(
  actor: Actor,
  { becomeSeller, ...input }: InputOf<typeof listingCreate>,
): Promise<Outcome<typeof listingCreate>> {
  const { kind, title, description, priceMinor, currency, photos, attributes, status } = input;
  return transaction(async (connection) => {
    const facts = await requireSeller(actor, becomeSeller, connection);
    const id = uuidv7();
    const fields = [kind, title, description, priceMinor, currency, photos, attributes, status];
    await rows(insert, [id, actor.userId, ...fields], connection);
    return { data: { listing: await findListing(actor, id, connection) }, facts };
  });
}
