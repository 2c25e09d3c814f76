// The ways to find matching messages; search-messages.ts says when each is used. All of them answer newest first.
import { firstRow, rows, type Statement } from "../../server/db";
import type { Criteria, Hit } from "./search-messages";
import { anyCase } from "./search-words";
import { textWords } from "./text-words";

type Conditions = { values: unknown[]; text: string };

/**
 * The beginning of a word, as the text index sees words; it also lets one begin after a number ("1e5red"). The word
 * itself holds letters and digits only.
 */
const beginning = (word: string): string => `(^|[^[:alnum:]]|[0-9])${anyCase(word)}`;

/** The text index knows letters and plain digits; of "m²" it sees the m and what else there is has to be looked at. */
const isIndexed = (word: string): boolean => /^[\p{L}\p{Nd}]+$/u.test(word);

/** What a message `m` has to be. `byText` looks for the letters first, which spares most texts from being taken apart. */
function matching({ words, from, type, before, cursor }: Criteria, byText: boolean): Conditions {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const add = (condition: string, ...more: unknown[]) => {
    let next = values.length;
    conditions.push(condition.replaceAll("?", () => `$${++next}`));
    values.push(...more);
  };
  for (const word of words.words) if (byText || !isIndexed(word)) add("m.text ~* ?", beginning(word));
  add(`${textWords("m.text")} @@ to_tsquery('simple', ?)`, words.tsquery);
  if (from) add('m."senderId" = ?', from);
  if (type) add('m.type = ?::"MessageType"', type);
  if (before) add('m."createdAt" < ?::timestamptz', before);
  if (cursor) add('(m."createdAt", m.id) < (?::timestamptz, ?::uuid)', ...cursor);
  return { values, text: conditions.join(" AND ") };
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

/** Whether what the caller may look through is so little that every text can be looked at. */
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
  const { values, text } = matching(criteria, true);
  values.push(criteria.conversationId ?? criteria.userId);
  const owner = criteria.conversationId
    ? `SELECT $${values.length}::uuid AS cid`
    : `SELECT "conversationId" AS cid FROM "Member" WHERE "userId" = $${values.length} AND "leftAt" IS NULL`;
  values.push(most);
  return find(
    `SELECT ${hitColumns} FROM (${owner}) mine CROSS JOIN LATERAL (
       SELECT * FROM "Message" x WHERE x."conversationId" = mine.cid OFFSET 0) m
      WHERE ${text} ${newestFirst} LIMIT $${values.length}`,
    values,
  );
}

/** Looks at the newest messages of all, so many at most. */
export async function scanNewest(criteria: Criteria, depth: number, most: number): Promise<Hit[]> {
  const { values, text } = matching(criteria, true);
  const place = placeOf(criteria, values);
  const from = criteria.cursor?.[0] ?? criteria.before ?? null;
  values.push(from, depth, most);
  const [fromAt, depthAt, mostAt] = [values.length - 2, values.length - 1, values.length];
  return find(
    `SELECT ${hitColumns} FROM (
       SELECT * FROM "Message" x WHERE x."createdAt" <= COALESCE($${fromAt}::timestamptz, 'infinity')
        ORDER BY x."createdAt" DESC, x.id DESC LIMIT $${depthAt}) m
      WHERE ${text} AND ${place} ${newestFirst} LIMIT $${mostAt}`,
    values,
  );
}

/**
 * By the text index. Finding comes before ordering, or the planner would walk through all messages by time in the
 * hope of meeting matches soon.
 */
export async function findByIndex(criteria: Criteria, most: number): Promise<Hit[]> {
  const { values, text } = matching(criteria, false);
  const place = placeOf(criteria, values);
  values.push(most);
  return find(
    `WITH m AS MATERIALIZED (
       SELECT m.id, m."conversationId", m."createdAt" FROM "Message" m WHERE m.text IS NOT NULL AND ${text})
     SELECT ${hitColumns} FROM m WHERE ${place} ${newestFirst} LIMIT $${values.length}`,
    values,
  );
}

/** Unnamed, so that the planner sees the words themselves: a rare one and a common one need different plans. */
const find = (text: string, values: unknown[]): Promise<Hit[]> => rows<Hit>({ name: "", text }, values);

type Explained = { "QUERY PLAN": [{ Plan: { "Plan Rows": number } }] };

/** How many messages of all hold these words, as the planner's statistics know it. */
export async function estimateMatches({ words }: Criteria): Promise<number> {
  const text = `EXPLAIN (FORMAT JSON) SELECT 1 FROM "Message" m
     WHERE m.text IS NOT NULL AND ${textWords("m.text")} @@ to_tsquery('simple', $1)`;
  const explained = await firstRow<Explained>({ name: "", text }, [words.tsquery]);
  return explained?.["QUERY PLAN"][0].Plan["Plan Rows"] ?? 0;
}
