// Lists a seller's customers, one page at a time, in one statement. Sorting must look at all customers, so it reads as
// little as possible of each. The other columns are read only for the page.
import { z } from "zod";
import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { customerList } from "../../contract/commands";
import { decodeCursor, encodeCursor } from "../../contract/cursor";
import type { Customer } from "../../contract/entities";
import { limits } from "../../contract/limits";
import type { Outcome } from "../../contract/outcome";
import * as v from "../../contract/values";
import { rows } from "../../server/db";
import { likePatterns } from "../search/like-patterns";
import { customerColumns, customerJoins, dealsBy, isReachable, lastSeenAt } from "./customer-row";

type Input = InputOf<typeof customerList>;
type Sort = NonNullable<Input["sort"]>;
type Row = Customer & { sortKey: string | number };

/** By what each order sorts and pages; ties fall to the id. Of long names the beginning decides, so that a cursor stays short. */
const orders: Record<Sort, { key: string; type: string; direction: "ASC" | "DESC" }> = {
  name: { key: "left(lower(u.name), 40)", type: "text", direction: "ASC" },
  recent: { key: `COALESCE(${lastSeenAt}, '-infinity')`, type: "timestamptz", direction: "DESC" },
  deals: { key: "COALESCE(d.deals, 0)", type: "bigint", direction: "DESC" },
  spent: { key: `COALESCE(d."spentMinor", 0)`, type: "bigint", direction: "DESC" },
};

const nameCursor = z.tuple([v.text(40), v.id]);
const countCursor = z.tuple([z.int(), v.id]);
const timeCursor = z.tuple([z.int().min(0).max(Date.UTC(9999, 0)).nullable(), v.id]);

function encodeAfter(sort: Sort, { sortKey, lastSeenAt, id }: Row): string {
  if (sort === "recent") return encodeCursor([lastSeenAt && Date.parse(lastSeenAt), id]);
  return encodeCursor([sortKey, id]);
}

function decodeAfter(sort: Sort, cursor: string): [key: string | number, id: string] {
  if (sort === "name") return decodeCursor(cursor, nameCursor);
  if (sort !== "recent") return decodeCursor(cursor, countCursor);
  const [ms, id] = decodeCursor(cursor, timeCursor);
  return [ms === null ? "-infinity" : new Date(ms).toISOString(), id];
}

export async function listCustomers(actor: Actor, input: Input): Promise<Outcome<typeof customerList>> {
  const { limit = limits.defaultPageItems, sort = "name" } = input;
  const { name, text, values } = pageQuery(actor, input, sort, limit + 1);
  const found = await rows<Row>({ name, text }, values);
  const items = found.slice(0, limit).map(({ sortKey: _, ...customer }) => customer);
  const last = found[limit - 1];
  return { data: { items, nextCursor: found.length > limit && last ? encodeAfter(sort, last) : null } };
}

/**
 * A person is a customer through a deal, a conversation with messages, or an invitation. Empty conversations are few,
 * so they are subtracted from all conversations of the seller, which an index-only scan reads.
 */
const people = `SELECT "customerId" AS id FROM "Deal" WHERE "sellerId" = $1
  UNION SELECT "customerId" FROM "Conversation" WHERE "sellerId" = $1 AND id NOT IN (
    SELECT "conversationId" FROM "Member" WHERE "userId" = $1 AND "lastMessageAt" IS NULL)
  UNION SELECT id FROM "User" WHERE "invitedById" = $1`;

/** Search ignores fields that the seller may not see. It finds a phone number with any grouping of its digits. */
const searched = `lower(CASE WHEN ${isReachable} THEN concat_ws(' ', u.name, u.email, u.phone, translate(u.phone, ' +-/().', ''))
                 ELSE u.name END)`;

function pageQuery(actor: Actor, input: Input, sort: Sort, take: number) {
  const { key, type, direction } = orders[sort];
  const needsAllDeals = sort === "deals" || sort === "spent";
  const values: unknown[] = [actor.userId, take];
  const conditions = [`u.role <> 'ADMIN'`];
  const patterns = likePatterns(input.search);
  for (const pattern of patterns) {
    values.push(pattern);
    conditions.push(`${searched} LIKE lower($${values.length})`);
  }
  if (input.cursor) {
    values.push(...decodeAfter(sort, input.cursor));
    const after = direction === "ASC" ? ">" : "<";
    conditions.push(`(${key}, u.id) ${after} ($${values.length - 1}::${type}, $${values.length}::uuid)`);
  }
  return {
    name: patterns.length > 0 ? "" : `customer-list-${sort}${input.cursor ? "-after" : ""}`,
    values,
    text: `
WITH people AS (${people}),
page AS MATERIALIZED (
  SELECT u.*, ${key} AS key FROM people p JOIN "User" u ON u.id = p.id
    ${needsAllDeals ? `LEFT JOIN (${dealsBy("")}) d ON d."customerId" = u.id` : ""}
   WHERE ${conditions.join(" AND ")} ORDER BY key ${direction}, u.id ${direction} LIMIT $2
)
SELECT ${customerColumns}, u.key AS "sortKey"
  FROM page u ${customerJoins}
 ORDER BY u.key ${direction}, u.id ${direction}`,
  };
}
