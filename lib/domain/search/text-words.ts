/**
 * The words of a text for searching: no stemming, for marketplaces speak many languages, and no compound tokens
 * (addresses, decimals, hyphenated words), for people look for their parts. The text index is on this very
 * expression; it is written out because a function of our own would be unfolded anew by every single statement.
 */
export const textWords = (column: string): string =>
  `to_tsvector('simple'::regconfig, translate(${column}, './@-+<>&~_', '          '))`;
