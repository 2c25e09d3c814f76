import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { customerGet } from "../../contract/commands";
import type { Customer, Deal } from "../../contract/entities";
import { notFound } from "../../contract/errors";
import { limits } from "../../contract/limits";
import type { Outcome } from "../../contract/outcome";
import { firstRow, rows, type Statement } from "../../server/db";
import { customerColumns, customerJoins } from "./customer-row";

/** Only people who would also be in the seller's list. */
const one: Statement = {
  name: "customer-get",
  text: `SELECT ${customerColumns} FROM "User" u ${customerJoins}
          WHERE u.id = $2 AND u.role <> 'ADMIN' AND (c.id IS NOT NULL OR u."invitedById" = $1
             OR EXISTS (SELECT 1 FROM "Deal" WHERE "sellerId" = $1 AND "customerId" = u.id))`,
};

const newestDeals: Statement = {
  name: "customer-deals",
  text: `SELECT d.id, d.kind, d.status, d."totalMinor", d.currency, d."scheduledAt", d."createdAt",
                CASE WHEN l.id IS NULL THEN NULL
                     ELSE json_build_object('id', l.id, 'title', l.title, 'photoUrl', l.photos[1]) END AS listing
           FROM "Deal" d LEFT JOIN "Listing" l ON l.id = d."listingId"
          WHERE d."sellerId" = $1 AND d."customerId" = $2
          ORDER BY d."createdAt" DESC, d.id DESC LIMIT $3`,
};

export async function getCustomer(
  actor: Actor,
  { customerId }: InputOf<typeof customerGet>,
): Promise<Outcome<typeof customerGet>> {
  const [customer, deals] = await Promise.all([
    firstRow<Customer>(one, [actor.userId, customerId]),
    rows<Deal>(newestDeals, [actor.userId, customerId, limits.customerDeals]),
  ]);
  if (!customer) throw notFound("customer");
  return { data: { customer, deals } };
}
