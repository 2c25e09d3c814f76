// The two ways to find matching messages; search-messages.ts says when each is used.
import { rows } from "../../server/db";
import type { Criteria, Hit } from "./search-messages";
import { textWords } from "./text-words";

type Depth = { conversations: number; depth: number };

/** Conditions on a message `m` beyond its text, with their values appended. */
function messageConditions(criteria: Criteria, values: unknown[]): string {
  const conditions: string[] = [];
  const add = (condition: string, ...more: unknown[]) => {
    let next = values.length;
    conditions.push(condition.replaceAll("?", () => `$${++next}`));
    values.push(...more);
  };
  if (criteria.from) add('m."senderId" = ?', criteria.from);
  if (criteria.type) add('m.type = ?::"MessageType"', criteria.type);
  if (criteria.before) add('m."createdAt" < ?::timestamptz', criteria.before);
  if (criteria.cursor) add('(m."createdAt", m.id) < (?::timestamptz, ?::uuid)', ...criteria.cursor);
  return conditions.map((condition) => `AND ${condition}`).join(" ");
}

type Probed = Hit & { horizon: string | null; isHit: boolean };

/**
 * Looks through the newest messages of the newest conversations. Messages older than the horizon may have newer
 * ones unseen before them, so only those after it count; null when they do not fill the page.
 */
export async function probeNewest(criteria: Criteria, size: Depth, most: number): Promise<Hit[] | null> {
  const { words } = criteria;
  const values: unknown[] = [criteria.userId, size.conversations, size.depth, words.tsquery, most];
  const contains = words.patterns.map((pattern) => {
    values.push(pattern);
    return `m.text ILIKE $${values.length}`;
  });
  const conditions = messageConditions(criteria, values);
  const newest = (archived: string) => `(SELECT "conversationId" AS cid, "lastMessageAt" AS at FROM "Member"
      WHERE "userId" = $1 AND "leftAt" IS NULL AND "lastMessageAt" IS NOT NULL AND "archivedAt" ${archived}
      ORDER BY "lastMessageAt" DESC LIMIT $2)`;
  const text = `
WITH mine AS MATERIALIZED (
  SELECT * FROM (${newest("IS NULL")} UNION ALL ${newest("IS NOT NULL")}) every ORDER BY at DESC LIMIT $2
), scanned AS MATERIALIZED (
  SELECT mine.cid, m.id, m.seq, m."createdAt" AS at,
         m.text IS NOT NULL AND ${contains.join(" AND ")} AND ${textWords("m.text")} @@ to_tsquery('simple', $4) ${conditions} AS is_hit
    FROM mine CROSS JOIN LATERAL (
      SELECT * FROM "Message" x WHERE x."conversationId" = mine.cid ORDER BY x.seq DESC LIMIT $3) m
), horizon AS (
  SELECT GREATEST(
    (SELECT min(at) FROM mine HAVING count(*) = $2),
    (SELECT max(at) FROM scanned WHERE seq > 1 AND (cid, seq) IN (
       SELECT cid, min(seq) FROM scanned GROUP BY cid HAVING count(*) = $3))) AS at
)
SELECT s.id, s.cid AS "conversationId", s.at::text AS at, horizon.at::text AS horizon, s.is_hit AS "isHit"
  FROM horizon LEFT JOIN LATERAL (
    SELECT * FROM scanned WHERE is_hit AND (horizon.at IS NULL OR scanned.at > horizon.at)
     ORDER BY scanned.at DESC, scanned.id DESC LIMIT $5) s ON true`;
  const found = await rows<Probed>({ name: "", text }, values);
  const hits = found.filter(({ isHit }) => isHit);
  const sawEverything = found[0]?.horizon === null;
  return sawEverything || hits.length >= most ? hits.map(toHit) : null;
}

/** By the text index, limited to the caller's conversations. */
export async function findByIndex(criteria: Criteria, most: number): Promise<Hit[]> {
  const values: unknown[] = [criteria.words.tsquery, most];
  const conditions = messageConditions(criteria, values);
  let place = "";
  if (criteria.conversationId) {
    values.push(criteria.conversationId);
    place = `AND m."conversationId" = $${values.length}`;
  } else if (!criteria.seesEverything) {
    values.push(criteria.userId);
    place = `AND EXISTS (SELECT 1 FROM "Member" me WHERE me."conversationId" = m."conversationId"
                AND me."userId" = $${values.length} AND me."leftAt" IS NULL)`;
  }
  const text = `SELECT m.id, m."conversationId", m."createdAt"::text AS at FROM "Message" m
     WHERE ${textWords("m.text")} @@ to_tsquery('simple', $1) AND m.text IS NOT NULL ${conditions} ${place}
     ORDER BY m."createdAt" DESC, m.id DESC LIMIT $2`;
  return (await rows<Hit>({ name: "", text }, values)).map(toHit);
}

const toHit = ({ id, conversationId, at }: Hit): Hit => ({ id, conversationId, at });
