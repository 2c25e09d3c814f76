// The names of people. Nothing in one may be invisible, or change how the text around it reads, so that no name can
// pass for another.
import { limits } from "./limits";
import { reasons } from "./reasons";
import * as v from "./values";

/** Scripts in which joiners and non-joiners decide how letters look. */
const joining = [
  ...["Arab", "Syrc", "Mong", "Nkoo", "Adlm", "Mand", "Phag"],
  ...["Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh", "Khmr", "Mymr", "Tibt"],
]
  .map((script) => `\\p{scx=${script}}`)
  .join("");

/** Zero-width characters are allowed only after characters that they can combine with. */
const wanted = new RegExp(
  [
    // Within a word of such a script, or at its end for the joiner.
    `(?<=[${joining}])[\\u200C\\u200D](?=[${joining}])`,
    `(?<=[${joining}])\\u200D(?=\\s|$)`,
    // Within an emoji of several parts, and after a sign that is to be drawn as an emoji.
    `(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F])\\u200D(?=\\p{Extended_Pictographic})`,
    `(?<=\\p{Extended_Pictographic})\\uFE0F`,
    `(?<=[0-9#*])\\uFE0F(?=\\u20E3)`,
    // A variant of one Han or Mongolian letter.
    `(?<=\\p{sc=Han})[\\u{E0100}-\\u{E01EF}]`,
    `(?<=\\p{sc=Mong})[\\u180B-\\u180D\\u180F]`,
  ].join("|"),
  "gu",
);

/** Format, direction and tag characters, fillers, private use, and marks piled up over the lines around. */
const unwanted = /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Co}\u2800]|(?<=\p{M}{5})\p{M}/u;

const isPlain = (name: string): boolean => !unwanted.test(name.replace(wanted, ""));

export const personName = v.line(limits.nameChars).refine(isPlain, reasons.nameHidden);

/** The same name with what is unwanted left out; undefined when nothing to see remains. */
export function cleanName(name: string): string | undefined {
  const kept = new Set([...name.matchAll(wanted)].map(({ index }) => index));
  let cleaned = "";
  let index = 0;
  for (const sign of name.toWellFormed()) {
    const isKept = kept.has(index) || !/[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Co}\u2800]/u.test(sign);
    if (isKept) cleaned += /[\p{Cc}\s]/u.test(sign) ? " " : sign;
    index += sign.length;
  }
  const line = cleaned
    .replace(/(\p{M}{5})\p{M}+/gu, "$1")
    .replace(/ +/g, " ")
    .trim();
  const cut = Array.from(line).slice(0, limits.nameChars).join("");
  const parsed = personName.safeParse(cut);
  return parsed.success ? parsed.data : undefined;
}
