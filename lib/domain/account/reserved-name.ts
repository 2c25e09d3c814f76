// Names that only the people who run the marketplace may have, however they are spelled. Letters that look alike are
// made the same first (the idea of Unicode's UTS 39), on both sides of every comparison.

const builtIn = [
  "Parley",
  "Admin",
  "Administrator",
  "Administration",
  "Support",
  "Moderator",
  "Moderation",
  "Staff",
];
/** Refused within a longer word as well, since nothing else holds it. */
const brand = "Parley";
/** Adds nothing to a reserved word: "Support Team" is one as much as "Support". */
const fillers = [
  "the",
  "team",
  "official",
  "help",
  "desk",
  "staff",
  "center",
  "centre",
  "service",
  "bot",
  "mr",
  "ms",
];

/** Each row: the letter, and what looks like it in Cyrillic, Greek, Armenian, Cherokee, Lisu, Canadian syllabics, phonetic signs and digits. */
const lookAlikes: Record<string, string> = {
  a: "аαɑᴀꭺꓮⲁ@4ɐᗩ",
  b: "ьƅʙвᏼꓐ8ßβᗷ",
  c: "сϲᴄꮯꓚⲥ¢©ᑕ",
  d: "ԁᴅɗđðꭰꓓᗪ",
  e: "еєεҽɛᴇꭼꓰ3€℮ᗴ",
  f: "ƒғꜰϝꓝᖴ",
  g: "ɡցɢꮐꓖ9ᘜ",
  h: "һհнʜꮋꓧᕼ",
  j: "јϳꭻꓙᒍ",
  k: "кκᴋқꮶꓗᛕ",
  l: "iіιıɩɪӏļłǀ∣|!1ꭵꓲꙇꮮꓡʟᒪᅵ",
  n: "пηոռɴŋꓠᑎ",
  o: "оοσօөᴏø0ꓳⲟ◯○●",
  p: "рρᴘþƥꮲꓑⲣ⍴ᑭ",
  q: "ԛգզ",
  r: "гʀꭱꮢꓣяᴦɼ®ᖇ",
  s: "ѕꜱʂꮪꓢ5$§ᔕ",
  t: "тτᴛŧꭲꓔ7+†",
  u: "υսᴜʋꓴᑌ",
  v: "ѵνᴠꮩꓦᐯ",
  x: "хχ×ҳꓫ᙭",
  y: "уүγʏꭹꓬ¥ყ",
  z: "ᴢʐꮓꓜ2ζᘔ",
  rn: "mмᴍɱꮇꓟμᗰ",
  vv: "wѡԝաшщωᴡꮃꓪᗯ",
};
/** Greek capitals that look like Latin ones, although their small letters do not. */
const capitals: Record<string, string> = { Η: "h", Ν: "n", Υ: "y", Ζ: "z", Μ: "m", Ι: "i", Χ: "x" };

const letterOf = new Map(
  Object.entries(lookAlikes).flatMap(([letter, signs]) => [...signs].map((sign) => [sign, letter] as const)),
);

const codeOfA = 97;
/** Letters in boxes and circles that Unicode does not decompose, and those that flags are made of. */
const boxed: readonly number[] = [0x1f150, 0x1f170, 0x1f1e6];

function unboxed(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  const first = boxed.find((start) => code >= start && code < start + 26);
  return first === undefined ? sign : String.fromCharCode(codeOfA + code - first);
}

export function skeleton(text: string): string {
  const plain = [...text.normalize("NFKD")].map((sign) => unboxed(capitals[sign] ?? sign)).join("");
  const letters = [...plain.toLowerCase().normalize("NFKD")]
    .filter((sign) => !/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(sign))
    .map((sign) => letterOf.get(sign) ?? sign)
    .filter((sign) => /[\p{L}\p{N}]/u.test(sign));
  return letters.join("").replaceAll("cl", "d");
}

const longestRun = 4;

/** Returns true if the name is reserved, or contains a reserved name as one word or as several words in a row. */
export function isReservedName(name: string, further: readonly string[] = []): boolean {
  const reserved = new Set([...builtIn, ...further].map(skeleton).filter(Boolean));
  const words = wordsOf(name);
  const brandBones = skeleton(brand);
  if (words.some((word) => skeleton(word).includes(brandBones))) return true;
  return runsOf(words).some(isReserved(reserved)) || isMadeOf(skeleton(words.join("")), reserved);
}

/** Digits around a word and a plural make no other word of it. */
const isReserved = (reserved: ReadonlySet<string>) => (text: string) =>
  [text, text.replace(/^\d+|\d+$/g, "")].some((each) => {
    const bones = skeleton(each);
    return reserved.has(bones) || reserved.has(bones.replace(/s$/, ""));
  });

const runsOf = (words: readonly string[]): string[] =>
  words.flatMap((_, start) =>
    Array.from({ length: longestRun }, (__, more) => words.slice(start, start + more + 1).join("")),
  );

/** Consecutive single letters count as one word, spelled with gaps. A capital inside a word starts a new word. */
function wordsOf(name: string): string[] {
  const parts = name
    .normalize("NFKC")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .split(/[\s_.,;:/\\·•'"’`~*#=<>&^[\](){}\p{Pd}]+/u)
    .filter(Boolean);
  const words: string[] = [];
  let spelled = "";
  for (const part of parts) {
    if ([...part].length === 1) {
      spelled += part;
      continue;
    }
    if (spelled) words.push(spelled);
    spelled = "";
    words.push(part);
  }
  if (spelled) words.push(spelled);
  return words;
}

/** Returns true if the text consists only of reserved words and fillers. */
function isMadeOf(bones: string, reserved: ReadonlySet<string>): boolean {
  const plain = fillers.map(skeleton);
  // For each position: not reached, reached by fillers only, or reached with at least one reserved word.
  const reached: ("no" | "plain" | "reserved")[] = ["plain"];
  for (let end = 1; end <= bones.length; end++) {
    const before = (word: string) =>
      bones.endsWith(word, end) ? (reached[end - word.length] ?? "no") : "no";
    const byReserved = [...reserved].some((word) => before(word) !== "no");
    const byFiller = plain.map(before);
    reached[end] =
      byReserved || byFiller.includes("reserved") ? "reserved" : byFiller.includes("plain") ? "plain" : "no";
  }
  return reached[bones.length] === "reserved";
}
