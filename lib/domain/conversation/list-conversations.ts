// A page of a user's conversations: one range scan per side over their Member rows, then the page's conversations.
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

/** Sort orders: newest activity first, or longest waiting first. */
const orders = {
  activity: { key: 'mine."lastMessageAt"', direction: "DESC", after: "<" },
  waiting: { key: 'mine."waitingSince"', direction: "ASC", after: ">" },
} as const;

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

  const order = input.waiting ? orders.waiting : orders.activity;
  const isEverywhere = listsEverywhere(input);
  if (!isEverywhere) add(...placeOf(input));
  if (input.waiting !== undefined) add(...waitingOf(input));
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
    add("k", `(${order.key}, mine."conversationId") ${order.after} (?::timestamptz, ?::uuid)`, at, id);
  }
  const words = input.search?.trim() ? searchWords(input.search) : null;
  const matches = words && (await matchesOf(actor, words, values));
  if (matches) add(`q${words.patterns.length}`, `mine."conversationId" IN (SELECT id FROM matches)`);
  else if (input.search?.trim()) add("z", "false");
  values.push(take);

  const limit = `LIMIT $${values.length}`;
  const { direction } = order;
  // Unread conversations are read from the inbox's index and from the archive's, each of which is in order.
  const places = isEverywhere ? ['mine."archivedAt" IS NULL', 'mine."archivedAt" IS NOT NULL'] : ["true"];
  const branches = rolesOf(input).flatMap((role) =>
    places.map(
      (place) => `(SELECT mine."conversationId", ${order.key} AS at FROM "Member" mine
        JOIN "Conversation" c ON c.id = mine."conversationId"
       WHERE mine."userId" = $1 AND mine.role = '${role}' AND mine."leftAt" IS NULL AND mine."lastMessageAt" IS NOT NULL
         AND ${[place, ...conditions].join("\n         AND ")}
       ORDER BY ${order.key} ${direction}, mine."conversationId" ${direction} ${limit})`,
    ),
  );
  return {
    // Statements with words in them are as many as there are numbers of words, so none of them is kept.
    name: words ? "" : `conversation-list-${input.side ?? "all"}-${shape.join("")}`,
    values,
    text: `WITH ${matches ? `matches AS MATERIALIZED (${matches}), ` : ""}page AS MATERIALIZED (
      SELECT * FROM (${branches.join(" UNION ALL ")}) every
       ORDER BY at ${direction}, "conversationId" ${direction} ${limit})
    SELECT ${conversationColumns}, page.at AS "cursorAt"
      FROM page JOIN "Conversation" c ON c.id = page."conversationId"
     ORDER BY page.at ${direction}, page."conversationId" ${direction}`,
  };
}

/** The indexes begin with person and role, so that a list of all sides is a range of each. */
function rolesOf({ side }: Input): readonly v.Role[] {
  if (side === undefined) return v.roles;
  return side === "customer" ? ["CUSTOMER"] : ["SELLER"];
}

/** Priority, tags and flags are not a customer's to see, so nor are they to filter by. */
const notCustomer = 'c."customerId" <> $1';

/** Unread totals count archived conversations as well, so a list of what is unread shows them. */
const listsEverywhere = ({ unread, status, waiting }: Input): boolean =>
  unread === true && status === undefined && waiting === undefined;

function placeOf({ status }: Input): [name: string, condition: string] {
  const isArchived = `mine."archivedAt" IS NOT NULL`;
  return status === "ARCHIVED"
    ? ["a", `(${isArchived} OR c.status = 'ARCHIVED')`]
    : ["p", `mine."archivedAt" IS NULL AND c.status <> 'ARCHIVED'`];
}

/** Conversations that cannot be answered do not count as waiting. */
function waitingOf({ waiting }: Input): [name: string, condition: string] {
  const isWaiting = `mine."waitingSince" IS NOT NULL`;
  const isOpen = `c.status NOT IN ('BLOCKED', 'ENDED')`;
  return waiting ? ["w1", `${isWaiting} AND ${isOpen}`] : ["w0", `NOT (${isWaiting} AND ${isOpen})`];
}

/** People, titles and message text. Each word has to be found, in the title or in a name, or all in one message. */
async function matchesOf(actor: Actor, words: SearchWords, values: unknown[]): Promise<string> {
  const found = await conversationsWithText(actor, words, limits.pageItems);
  const numbers = words.patterns.map((pattern) => values.push(pattern));
  const matches = (column: string) =>
    numbers.map((number) => `lower(${column}) LIKE $${number}`).join(" AND ");
  return `SELECT t.id FROM "Conversation" t WHERE ${matches("t.snapshot->>'title'")}
       UNION SELECT t.id FROM "User" o JOIN "Conversation" t ON t."sellerId" = $1 AND t."customerId" = o.id WHERE ${matches("o.name")}
       UNION SELECT t.id FROM "User" o JOIN "Conversation" t ON t."customerId" = $1 AND t."sellerId" = o.id WHERE ${matches("o.name")}
       UNION SELECT unnest($${values.push(found)}::uuid[])`;
}
