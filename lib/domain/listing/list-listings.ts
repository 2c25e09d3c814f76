import { z } from "zod";
import type { Visitor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { listingList } from "../../contract/commands";
import { decodeCursor, encodeCursor } from "../../contract/cursor";
import type { Listing } from "../../contract/entities";
import { limits } from "../../contract/limits";
import type { Outcome } from "../../contract/outcome";
import * as v from "../../contract/values";
import { rows } from "../../server/db";
import { likePatterns } from "../search/like-patterns";
import { listingColumns, listingJoin } from "./listing-row";

type Input = InputOf<typeof listingList>;

const cursorShape = z.tuple([v.id]);

/** Newest first: ids are made in the order of time, so the id is the key of the order and of the cursor. */
export async function listListings(visitor: Visitor, input: Input): Promise<Outcome<typeof listingList>> {
  const limit = input.limit ?? limits.defaultPageItems;
  const { name, text, values } = pageQuery(visitor, input, limit + 1);
  const found = await rows<Listing>({ name, text }, values);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { data: { items, nextCursor: found.length > limit && last ? encodeCursor([last.id]) : null } };
}

/** Each combination of filters is a prepared statement, named by its letters; one with words is planned anew. */
function pageQuery({ actor }: Visitor, input: Input, take: number) {
  const values: unknown[] = [];
  const conditions = ["true"];
  let shape = "";
  const add = (letter: string, condition: string, value: unknown) => {
    values.push(value);
    conditions.push(condition.replace("?", `$${values.length}`));
    shape += letter;
  };

  if (actor?.role !== "ADMIN") {
    if (actor?.role === "SELLER") add("o", `(l.status <> 'HIDDEN' OR l."sellerId" = ?)`, actor.userId);
    else conditions.push(`l.status <> 'HIDDEN'`);
    shape += "v";
  }
  if (input.kind) add("k", `l.kind = ?::"ListingKind"`, input.kind);
  if (input.sellerId) add("s", `l."sellerId" = ?`, input.sellerId);
  if (input.status) add("t", `l.status = ?::"ListingStatus"`, input.status);
  if (input.cursor) add("c", "l.id < ?", decodeCursor(input.cursor, cursorShape)[0]);
  const patterns = likePatterns(input.search);
  for (const pattern of patterns) add("w", "lower(l.title) LIKE lower(?)", pattern);
  values.push(take);

  return {
    // How many listings a word matches differs so much from word to word that one plan for all would be wrong.
    name: patterns.length > 0 ? "" : `listing-list-${shape}`,
    values,
    text: `WITH page AS (
      SELECT * FROM "Listing" l WHERE ${conditions.join(" AND ")} ORDER BY l.id DESC LIMIT $${values.length})
    SELECT ${listingColumns} FROM page l ${listingJoin} ORDER BY l.id DESC`,
  };
}
