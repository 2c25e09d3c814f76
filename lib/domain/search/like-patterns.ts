import { maxWords } from "./search-words";

const surrounding = /^[,;:"'([{]+|[,;:"')\]}.!?]+$/g;

/**
 * LIKE patterns, one a word of the query, every one of which has to match lower-cased text; the database is to
 * lower their case, as it does the text's. What stands inside a word is looked for as it is written: "50%" is no
 * wildcard, and an address is one word.
 */
export function likePatterns(search: string | undefined): string[] {
  const words = search?.normalize("NFC").trim().split(/\s+/).filter(Boolean) ?? [];
  return [...new Set(words)]
    .slice(0, maxWords)
    .map((word) => `%${(word.replace(surrounding, "") || word).replace(/[\\%_]/g, "\\$&")}%`);
}
