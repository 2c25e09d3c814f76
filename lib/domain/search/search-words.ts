// How a search query is understood: words of letters and digits, each of which may be the beginning of a word, words
// of scripts without spaces, which may stand anywhere, and phrases in quotes.
import { signsIn, wordOrSigns } from "./signs";

/** More than this hardly fit into a query; each costs a look into the index. */
export const maxWords = 24;

export type SearchWords = {
  words: string[];
  /** Words that have to follow on each other; they are among the words, too. */
  phrases: string[][];
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

/** For to_tsquery: every word as a prefix. Holds letters, digits and operators of ours only. */
export const prefixQuery = (words: readonly string[]): string =>
  words.map((word) => `'${word}':*`).join(" & ");

const split = (text: string): string[] =>
  (lowerCase(text.normalize("NFC")).match(wordOrSigns) ?? [])
    .map((word) => word.replace(/\uFE0F+$/, ""))
    .filter(Boolean);

const quoted = /["“„«]([^"“”„«»]+)["“”»]/g;

/** Null when there is nothing to look for, such as in a query of punctuation. */
export function searchWords(query: string): SearchWords | null {
  const words = [...new Set(split(query))].slice(0, maxWords);
  if (words.length === 0) return null;
  return {
    words,
    phrases: [...query.matchAll(quoted)]
      .map(([, phrase = ""]) => split(phrase).slice(0, maxWords))
      .filter(({ length }) => length > 1),
    patterns: words.map((word) => `%${word}%`),
  };
}

const markStart = "\uE000";
const markEnd = "\uE001";
const excerptChars = 160;

/** The part of the text around the first match, with the matches marked. */
export function highlight(text: string, { words }: SearchWords): string {
  const pattern = matchPattern(words);
  const firstAt = text.search(pattern);
  const from = Math.max(0, firstAt - excerptChars / 4);
  const excerpt = text
    .slice(from, from + excerptChars)
    .toWellFormed()
    .replaceAll("\uFFFD", "");
  const isCut = /[\p{L}\p{M}\p{N}]$/u.test(text.slice(0, from));
  const marked = excerpt.replace(pattern, (match, beginning: string | undefined, at: number) =>
    beginning !== undefined && at === 0 && isCut ? match : `${markStart}${match}${markEnd}`,
  );
  return `${from > 0 ? "…" : ""}${marked}${from + excerptChars < text.length ? "…" : ""}`;
}

/** Whole words by their beginnings, which are the first group, and signs wherever they stand. */
function matchPattern(words: readonly string[]): RegExp {
  const ways = [];
  const signs = words.filter((word) => signsIn(word).length > 0);
  const beginnings = words.filter((word) => !signs.includes(word));
  const any = (some: readonly string[]) => `(?:${some.map(anyCase).join("|")})`;
  if (beginnings.length > 0) ways.push(`(?<![\\p{L}\\p{M}\\p{N}])(${any(beginnings)})[\\p{L}\\p{M}\\p{N}]*`);
  else ways.push("(?!)()");
  if (signs.length > 0) ways.push(any(signs));
  return new RegExp(ways.join("|"), "giu");
}
