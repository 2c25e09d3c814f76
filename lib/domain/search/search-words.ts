// How a search query is understood: words of letters and digits, each of which may be the beginning of a word.

const maxWords = 8;

export type SearchWords = {
  words: string[];
  /** For to_tsquery: every word as a prefix. Holds letters, digits and operators of ours only. */
  tsquery: string;
  /** For LIKE on lower-cased text: what any match must contain. */
  patterns: string[];
};

/** Letter by letter, as Postgres does it: a sigma at the end of a word stays one, a dotted capital I becomes an i. */
const lowerCase = (text: string): string =>
  Array.from(text, (letter) => String.fromCodePoint(letter.toLowerCase().codePointAt(0) ?? 0)).join("");

/** Letters that are the lower case of one more letter than their own capital. */
const furtherCapitals: Readonly<Record<string, string>> = {
  i: "\u0130",
  ß: "\u1E9E",
  k: "\u212A",
  å: "\u212B",
  ω: "\u2126",
  θ: "\u03F4",
  ǆ: "\u01C5",
  ǉ: "\u01C8",
  ǌ: "\u01CB",
  ǳ: "\u01F2",
};

/** For case-insensitive regular expressions, which know of one capital for each letter only. */
export const anyCase = (word: string): string =>
  Array.from(word, (letter) => {
    const further = furtherCapitals[letter];
    return further ? `[${letter}${further}]` : letter;
  }).join("");

/** Null when there is nothing to look for, such as in a query of punctuation. */
export function searchWords(query: string): SearchWords | null {
  const words = [...new Set(lowerCase(query.normalize("NFC")).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])].slice(
    0,
    maxWords,
  );
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
  const beginnings = words.map(anyCase).join("|");
  const pattern = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${beginnings})[\\p{L}\\p{M}\\p{N}]*`, "giu");
  const firstAt = text.search(pattern);
  const from = Math.max(0, firstAt - excerptChars / 4);
  const excerpt = text
    .slice(from, from + excerptChars)
    .toWellFormed()
    .replaceAll("\uFFFD", "");
  const isCut = /[\p{L}\p{M}\p{N}]$/u.test(text.slice(0, from));
  const marked = excerpt.replace(pattern, (match, at: number) =>
    at === 0 && isCut ? match : `${markStart}${match}${markEnd}`,
  );
  return `${from > 0 ? "…" : ""}${marked}${from + excerptChars < text.length ? "…" : ""}`;
}
