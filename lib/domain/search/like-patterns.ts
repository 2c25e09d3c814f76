import { searchWords } from "./search-words";

const maxPatterns = 8;

/**
 * LIKE patterns for lower-cased text, one a word of the query; every one has to match. A query of signs alone,
 * such as "%", is looked for as it is written, so that it neither matches everything nor is ignored.
 */
export function likePatterns(search: string | undefined): string[] {
  if (!search?.trim()) return [];
  const words = searchWords(search);
  if (words) return words.patterns;
  const signs = search.trim().split(/\s+/).slice(0, maxPatterns);
  return signs.map((sign) => `%${sign.replace(/[\\%_]/g, "\\$&")}%`);
}
