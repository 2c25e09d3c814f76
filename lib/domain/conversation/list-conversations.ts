// A page of somebody's inbox: one range scan over their own Member rows, then the page's conversations.
import { z } from "zod";
import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { conversationList } from "../../contract/commands";
import { decodeCursor, encodeCursor } from "../../contract/cursor";
import { limits } from "../../contract/limits";
import type { Outcome } from "../../contract/outcome";
import * as v from "../../contract/values";
import { rows } from "../../server/db";
import { conversationsWithText } from "../search/search-messages";
import { type SearchWords, searchWords } from "../search/search-words";
import { type ConversationRow, conversationColumns, viewConversation } from "./conversation-row";

type Input = InputOf<typeof conversationList>;
type Row = ConversationRow & { cursorAt: string };

const cursorShape = z.tuple([v.time, v.id]);

export async function listConversations(
  actor: Actor,
  input: Input,
): Promise<Outcome<typeof conversationList>> {
  const limit = input.limit ?? limits.defaultPageItems;
  const query = await pageQuery(actor, input, limit + 1);
  const found = await rows<Row>({ name: query.name, text: query.text }, query.values);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = found.length > limit && last ? encodeCursor([last.cursorAt, last.id]) : null;
  return { data: { items: items.map((row) => viewConversation(row, actor.userId)), nextCursor } };
}

/** Collects conditions with their values; each combination of filters is a prepared statement, named by its letters. */
async function pageQuery(actor: Actor, input: Input, take: number) {
  const values: unknown[] = [actor.userId];
  const conditions: string[] = [];
  const shape: string[] = [];
  const add = (name: string, condition: string, ...more: unknown[]) => {
    let next = values.length;
    conditions.push(condition.replaceAll("?", () => `$${++next}`));
    values.push(...more);
    shape.push(name);
  };

  add(...placeOf(input));
  if (input.status && input.status !== "ARCHIVED")
    add("s", 'c.status = ?::"ConversationStatus"', input.status);
  if (input.unread !== undefined)
    add(`u${+input.unread}`, input.unread ? "mine.unread > 0" : "mine.unread = 0");
  if (input.pinned !== undefined)
    add(`n${+input.pinned}`, `mine."pinnedAt" IS ${input.pinned ? "NOT " : ""}NULL`);
  if (input.listingId) add("l", 'c."listingId" = ?', input.listingId);
  if (input.customerId) add("c", 'c."customerId" = ?', input.customerId);
  if (input.sellerId) add("e", 'c."sellerId" = ?', input.sellerId);
  if (input.flagged !== undefined)
    add(`f${+input.flagged}`, `${input.flagged ? "" : "NOT "}(c."isFlagged" AND ${notCustomer})`);
  if (input.tag)
    add("t", `c.tags @> ARRAY[?::text] AND cardinality(c.tags) > 0 AND ${notCustomer}`, input.tag);
  if (input.priority) add("r", `c.priority = ?::"Priority" AND ${notCustomer}`, input.priority);
  if (input.cursor) {
    const [at, id] = decodeCursor(input.cursor, cursorShape);
    add("k", '(mine."lastMessageAt", mine."conversationId") < (?::timestamptz, ?::uuid)', at, id);
  }
  const words = input.search?.trim() ? searchWords(input.search) : null;
  if (words) await addSearch(add, actor, words);
  else if (input.search?.trim()) add("z", "false");
  values.push(take);

  return {
    // Statements with words in them are as many as there are numbers of words, so none of them is kept.
    name: words ? "" : `conversation-list-${shape.join("")}`,
    values,
    text: `WITH page AS MATERIALIZED (
      SELECT mine."conversationId", mine."lastMessageAt" FROM "Member" mine
        JOIN "Conversation" c ON c.id = mine."conversationId"
       WHERE mine."userId" = $1 AND mine."leftAt" IS NULL AND mine."lastMessageAt" IS NOT NULL
         AND ${conditions.join("\n         AND ")}
       ORDER BY mine."lastMessageAt" DESC, mine."conversationId" DESC LIMIT $${values.length})
    SELECT ${conversationColumns}, page."lastMessageAt" AS "cursorAt"
      FROM page JOIN "Conversation" c ON c.id = page."conversationId"
     ORDER BY page."lastMessageAt" DESC, page."conversationId" DESC`,
  };
}

/** Priority, tags and flags are not a customer's to see, so nor are they to filter by. */
const notCustomer = 'c."customerId" <> $1';

function placeOf({ status }: Input): [name: string, condition: string] {
  const isArchived = `mine."archivedAt" IS NOT NULL`;
  return status === "ARCHIVED"
    ? ["a", `(${isArchived} OR c.status = 'ARCHIVED')`]
    : ["p", `mine."archivedAt" IS NULL AND c.status <> 'ARCHIVED'`];
}

/** People, titles and message text. Each word has to be found, in the title or in a name, or all in one message. */
async function addSearch(
  add: (name: string, condition: string, ...values: unknown[]) => void,
  actor: Actor,
  words: SearchWords,
): Promise<void> {
  const found = await conversationsWithText(actor, words, limits.pageItems);
  const matches = (column: string) => words.patterns.map(() => `lower(${column}) LIKE ?`).join(" AND ");
  add(
    `q${words.patterns.length}`,
    `mine."conversationId" IN (
       SELECT t.id FROM "Conversation" t WHERE ${matches("t.snapshot->>'title'")}
       UNION SELECT t.id FROM "User" o JOIN "Conversation" t ON t."sellerId" = $1 AND t."customerId" = o.id WHERE ${matches("o.name")}
       UNION SELECT t.id FROM "User" o JOIN "Conversation" t ON t."customerId" = $1 AND t."sellerId" = o.id WHERE ${matches("o.name")}
       UNION SELECT unnest(?::uuid[]))`,
    ...words.patterns,
    ...words.patterns,
    ...words.patterns,
    found,
  );
}
