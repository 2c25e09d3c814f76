/**
 * The words of a text for searching: no stemming, for marketplaces speak many languages, and no compound tokens
 * (addresses, decimals, hyphenated words), for people look for their parts. What divides a word without being seen
 * (the joiners of Persian and Sinhala, soft hyphens) divides it for the query, too. The text index is on this very
 * expression; it is written out because a function of our own would be unfolded anew by every single statement.
 */
export const textWords = (column: string): string =>
  `to_tsvector('simple'::regconfig, translate(${column}, E'./@-+<>&~_\\u200B\\u200C\\u200D\\u00AD', '              '))`;
