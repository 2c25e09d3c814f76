// How a search query is understood: words of letters and digits, each of which may be the beginning of a word.

const maxWords = 8;

export type SearchWords = {
  words: string[];
  /** For to_tsquery: every word as a prefix. Holds letters, digits and operators of ours only. */
  tsquery: string;
  /** For LIKE on lower-cased text: what any match must contain. */
  patterns: string[];
};

/** Null when there is nothing to look for, such as in a query of punctuation. */
export function searchWords(query: string): SearchWords | null {
  const words = [
    ...new Set(
      query
        .normalize("NFC")
        .toLowerCase()
        .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [],
    ),
  ].slice(0, maxWords);
  if (words.length === 0) return null;
  return {
    words,
    tsquery: words.map((word) => `'${word}':*`).join(" & "),
    patterns: words.map((word) => `%${word}%`),
  };
}

const markStart = "\uE000";
const markEnd = "\uE001";
const excerptChars = 160;

/** The part of the text around the first match, with the matches marked. */
export function highlight(text: string, { words }: SearchWords): string {
  const pattern = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${words.join("|")})[\\p{L}\\p{M}\\p{N}]*`, "giu");
  const firstAt = text.search(pattern);
  const from = Math.max(0, firstAt - excerptChars / 4);
  const excerpt = text
    .slice(from, from + excerptChars)
    .toWellFormed()
    .replaceAll("\uFFFD", "");
  const marked = excerpt.replace(pattern, (match) => `${markStart}${match}${markEnd}`);
  return `${from > 0 ? "…" : ""}${marked}${from + excerptChars < text.length ? "…" : ""}`;
}
