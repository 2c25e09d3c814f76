// The ways to find matching messages; search-messages.ts says when each is used. All of them answer newest first.
import { firstRow, rows, type Statement } from "../../server/db";
import type { Criteria, Hit } from "./search-messages";
import { anyCase, prefixQuery } from "./search-words";
import { hasSigns, signsIn, signsOf } from "./signs";
import { textWords } from "./text-words";

const boundary = "(^|[^[:alnum:]]|[0-9])";

/**
 * The beginning of a word, as the text index sees words; it also lets one begin after a number ("1e5red"). The word
 * itself holds letters and digits only. Words with signs may stand anywhere.
 */
const beginning = (word: string): string => (hasSign(word) ? anyCase(word) : `${boundary}${anyCase(word)}`);

const hasSign = (word: string): boolean => signsIn(word).length > 0;

const following = (words: readonly string[]): string =>
  `${hasSign(words[0] ?? "") ? "" : boundary}${words.map(anyCase).join("[^[:alnum:]]+")}`;

/** The text index knows letters and plain digits; of "m²" it sees the m and what else there is has to be looked at. */
const isIndexed = (word: string): boolean => /^[\p{L}\p{Nd}]+$/u.test(word) && !hasSign(word);

/**
 * The condition that the text of a message `m` holds these words. `byText` looks for the letters first, which spares
 * most texts from being taken apart.
 */
function holding(words: readonly string[], byText: boolean, values: unknown[]): string {
  const conditions = words
    .filter((word) => byText || !isIndexed(word))
    .map((word) => `m.text ~* $${values.push(beginning(word))}`);
  return [...conditions, ...askingIndexes(words, values)].join(" AND ");
}

/** The conditions for the two indexes: one finds word prefixes, the other finds single signs anywhere in a text. */
function askingIndexes(words: readonly string[], values: unknown[]): string[] {
  const beginnings = words.filter((word) => !hasSign(word));
  const signs = words.flatMap(signsIn);
  const conditions = [];
  if (beginnings.length > 0) {
    const query = `to_tsquery('simple', $${values.push(prefixQuery(beginnings))})`;
    conditions.push(`${textWords("m.text")} @@ ${query}`);
  }
  if (signs.length > 0)
    conditions.push(`${hasSigns("m.text")} AND ${signsOf("m.text")} @> $${values.push(signs)}::text[]`);
  return conditions;
}

/** The other conditions on a message `m`. */
function being({ words, from, type, before, cursor }: Criteria, values: unknown[]): string {
  const conditions = ["true"];
  for (const phrase of words.phrases) conditions.push(`m.text ~* $${values.push(following(phrase))}`);
  if (from) conditions.push(`m."senderId" = $${values.push(from)}`);
  if (type) conditions.push(`m.type = $${values.push(type)}::"MessageType"`);
  if (before) conditions.push(`m."createdAt" < $${values.push(before)}::timestamptz`);
  if (cursor) {
    const [at, id] = cursor;
    conditions.push(`(m."createdAt", m.id) < ($${values.push(at)}::timestamptz, $${values.push(id)}::uuid)`);
  }
  return conditions.join(" AND ");
}

/** Conditions that narrow a query to where the caller may look. */
function placeOf({ conversationId, seesEverything, userId }: Criteria, values: unknown[]): string {
  if (conversationId) {
    values.push(conversationId);
    return `m."conversationId" = $${values.length}`;
  }
  if (seesEverything) return "true";
  values.push(userId);
  return `EXISTS (SELECT 1 FROM "Member" me WHERE me."conversationId" = m."conversationId"
            AND me."userId" = $${values.length} AND me."leftAt" IS NULL)`;
}

const hitColumns = `m.id, m."conversationId", m."createdAt"::text AS at`;
const newestFirst = 'ORDER BY m."createdAt" DESC, m.id DESC';

/** The newest of the messages `m` that a query begins from, or the newest of each conversation. */
function newestOf(source: string, { oncePerConversation }: Criteria, most: string): string {
  if (!oncePerConversation) return `SELECT ${hitColumns} ${source} ${newestFirst} LIMIT ${most}`;
  return `SELECT ${hitColumns} FROM (
       SELECT DISTINCT ON (m."conversationId") m.id, m."conversationId", m."createdAt" ${source}
        ORDER BY m."conversationId", m."createdAt" DESC, m.id DESC) m ${newestFirst} LIMIT ${most}`;
}

const extentOfMine: Statement = {
  name: "search-extent-mine",
  text: `SELECT count(*)::int AS conversations, COALESCE(sum(seq), 0)::int AS messages FROM (
           SELECT c.seq FROM "Member" mine JOIN "Conversation" c ON c.id = mine."conversationId"
            WHERE mine."userId" = $1 AND mine."leftAt" IS NULL AND mine."lastMessageAt" IS NOT NULL LIMIT $2) few`,
};

const extentOfOne: Statement = {
  name: "search-extent-one",
  text: `SELECT 1 AS conversations, seq AS messages FROM "Conversation" WHERE id = $1`,
};

type Extent = { conversations: number; messages: number };

/** Returns true if the caller can see so few messages that scanning all of them is cheap. */
export async function isSmall(criteria: Criteria, bounds: Extent): Promise<boolean> {
  const { conversationId, userId, seesEverything } = criteria;
  if (seesEverything && !conversationId) return false;
  const extent = conversationId
    ? await firstRow<Extent>(extentOfOne, [conversationId])
    : await firstRow<Extent>(extentOfMine, [userId, bounds.conversations]);
  return !extent || (extent.conversations < bounds.conversations && extent.messages <= bounds.messages);
}

/** Looks at every message of the caller's. */
export async function scanMine(criteria: Criteria, most: number): Promise<Hit[]> {
  const values: unknown[] = [criteria.conversationId ?? criteria.userId, most];
  const owner = criteria.conversationId
    ? `SELECT $1::uuid AS cid`
    : `SELECT "conversationId" AS cid FROM "Member" WHERE "userId" = $1 AND "leftAt" IS NULL`;
  const source = `FROM (${owner}) mine CROSS JOIN LATERAL (
       SELECT * FROM "Message" x WHERE x."conversationId" = mine.cid OFFSET 0) m
      WHERE ${being(criteria, values)} AND ${holding(criteria.words.words, true, values)}`;
  return find(newestOf(source, criteria, "$2"), values);
}

/** Looks at the newest messages of all, so many at most. */
export async function scanNewest(criteria: Criteria, depth: number, most: number): Promise<Hit[]> {
  const values: unknown[] = [criteria.cursor?.[0] ?? criteria.before ?? null, depth, most];
  const source = `FROM (
       SELECT * FROM "Message" x WHERE x."createdAt" <= COALESCE($1::timestamptz, 'infinity')
        ORDER BY x."createdAt" DESC, x.id DESC LIMIT $2) m
      WHERE ${being(criteria, values)} AND ${holding(criteria.words.words, true, values)}
        AND ${placeOf(criteria, values)}`;
  return find(newestOf(source, criteria, "$3"), values);
}

/**
 * By the text index, asked for the rare words; a text that holds those is looked at for the others, for the index
 * would have to put together all the places of a common one. Finding comes before ordering, or the planner would
 * walk through all messages by time in the hope of meeting matches soon.
 */
export async function findByIndex(
  criteria: Criteria,
  most: number,
  rare: readonly string[] = criteria.words.words,
): Promise<Hit[]> {
  const values: unknown[] = [most];
  const others = criteria.words.words.filter((word) => !rare.includes(word));
  const found = `WITH m AS MATERIALIZED (
       SELECT m.id, m."conversationId", m."createdAt"${others.length > 0 ? ", m.text" : ""} FROM "Message" m
        WHERE ${holding(rare, false, values)} AND ${being(criteria, values)})`;
  const source = `FROM m WHERE ${others.length > 0 ? holding(others, true, values) : "true"}
        AND ${placeOf(criteria, values)}`;
  return find(`${found} ${newestOf(source, criteria, "$1")}`, values);
}

/** Unnamed, so that the planner sees the words themselves: a rare one and a common one need different plans. */
const find = (text: string, values: unknown[]): Promise<Hit[]> => rows<Hit>({ name: "", text }, values);

type Planned = { "Plan Rows": number; Plans?: Planned[] };
type Explained = { "QUERY PLAN": [{ Plan: Planned }] };

export type Estimate = {
  /** How many messages of all hold all the words, if one word says nothing of the next. */
  matches: number;
  /** The words to ask the index for. */
  rare: string[];
};

/** To look at a text costs so many times what it costs to read one place of a word from the index. */
const textCost = 20;

/** Estimates the number of matches from the planner's statistics. */
export async function estimateMatches({ words: { words } }: Criteria): Promise<Estimate> {
  const values: unknown[] = [];
  const holdingEach = words.map(
    (word) => `SELECT 1 FROM "Message" m WHERE ${askingIndexes([word], values).join(" AND ")}`,
  );
  const text = `EXPLAIN (FORMAT JSON) SELECT 1 FROM "Message" UNION ALL ${holdingEach.join(" UNION ALL ")}`;
  const explained = await firstRow<Explained>({ name: "", text }, values);
  const [all = 0, ...each] = explained?.["QUERY PLAN"][0].Plan.Plans?.map((plan) => plan["Plan Rows"]) ?? [];
  const rarest = Math.min(...each);
  return {
    matches: each.reduce((matches, count) => matches * (count / Math.max(all, 1)), all),
    rare: words.filter((_, index) => (each[index] ?? 0) <= rarest * textCost),
  };
}
