// Signs are characters written without spaces: the letters of Chinese, Japanese, Thai, Lao, Burmese and Khmer, and
// emoji. A text index cannot tell where a word of signs begins, so a separate index holds the single signs of each text
// and finds them anywhere.

const ranges = [
  ["2300", "23ff"],
  ["2600", "27bf"],
  ["2b00", "2bff"],
  ["3005", "3007"],
  ["3040", "30ff"],
  ["31f0", "31ff"],
  ["3400", "4dbf"],
  ["4e00", "9fff"],
  ["f900", "faff"],
  ["ff66", "ff9f"],
  ["0e01", "0eff"],
  ["1000", "109f"],
  ["1780", "17ff"],
  ["1f000", "1faff"],
  ["20000", "323af"],
] as const;

const inScript = ranges.map(([from, to]) => `\\u{${from}}-\\u{${to}}`).join("");
const inPostgres = ranges
  .flatMap((range) => range.map((code) => `\\U${code.padStart(8, "0")}`).join("-"))
  .join("");

const sign = new RegExp(`[${inScript}]`, "gu");
/** A word of letters and digits, or a row of emoji with what joins them. */
export const wordOrSigns = new RegExp(
  `[\\p{L}\\p{M}\\p{N}]+|[${inScript}][${inScript}\\uFE0F\\u200D]*`,
  "gu",
);

export const signsIn = (word: string): string[] => [...new Set(word.match(sign) ?? [])];

/** The index holds only texts with signs, so most messages are not in it. Migrations contain the same expressions. */
export const hasSigns = (column: string): string => `${column} ~ '[${inPostgres}]'`;
export const signsOf = (column: string): string =>
  `string_to_array(regexp_replace(${column}, '[^${inPostgres}]', '', 'g'), NULL)`;
