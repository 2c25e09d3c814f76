// Text for load tests: 20,000 words, of which some are in every other message and most are in hardly any, as in
// any language (Zipf's law). A search thus meets words of every rarity.
import { Random } from "./random";

const wordCount = 20_000;
const minChars = 5;
const maxChars = 200;

/** The most frequent words, so that load data reads like a marketplace at a glance. */
const frequent =
  `the is it you can for and to have would i a of this still available price thanks please yes no
  tomorrow today pickup delivery when how much we what time photo condition new used only good great offer cash card
  appointment booking order car bike sofa camera lamp engine tyres service inspection mileage warranty size colour
  black white blue red original box charger receipt invoice address street station morning afternoon evening monday
  tuesday wednesday thursday friday saturday sunday week weekend minutes hours ready sold reserved hold deposit
  discount final best lowest question sorry understand perfect sure maybe later call message send received arrived
  paid shipping tracking number return refund problem scratch battery works fine working tested clean repair parts
  available drive test viewing meet place`
    .split(/\s+/)
    .filter((word, index, all) => all.indexOf(word) === index);

/** The chance of a word of rank r is 1 / (r + flattening): without it the first word would be one in ten. */
const flattening = 6;
/** So many equally likely draws; the rarest word of the vocabulary has at least one of them. */
const drawCount = 1 << 20;

export class Vocabulary {
  readonly words: readonly string[];
  private readonly draws = new Uint16Array(drawCount);

  constructor(seed = 1) {
    this.words = makeWords(new Random(seed));
    const total = this.words.reduce((sum, _, rank) => sum + 1 / (rank + flattening), 0);
    let cumulated = 0;
    let filled = 0;
    this.words.forEach((_, rank) => {
      cumulated += 1 / (rank + flattening);
      const until = Math.max(filled + 1, Math.round((cumulated / total) * drawCount));
      this.draws.fill(rank, filled, until);
      filled = Math.min(until, drawCount);
    });
  }

  word(random: Random): string {
    return this.words[this.draws[random.bits() >>> 12] ?? 0] ?? "";
  }

  /** A message of 5 to 200 characters, short ones being the most frequent. Letters, spaces and full stops only. */
  text(random: Random): string {
    const wanted = minChars + Math.floor(random.unit() ** 2.2 * (maxChars - minChars));
    let text = this.word(random);
    while (text.length < wanted) {
      const next = this.word(random);
      if (text.length + next.length + 2 > maxChars) break;
      text += ` ${next}`;
    }
    text = text.length < minChars - 1 ? `${text} ok.` : `${text}.`;
    return text.charAt(0).toUpperCase() + text.slice(1);
  }
}

const beginnings = "b br c ch d dr f fl g gr h j k kl l m n p pl qu r s sch sh st str t tr v w z".split(" ");
const middles = "a ai au e ea ei i ie o oa ou u y".split(" ");
const endings = ["", "", "n", "r", "l", "s", "t", "nd", "rk", "m", "x"];

function makeWords(random: Random): string[] {
  const words = new Set(frequent);
  while (words.size < wordCount) {
    const syllables = random.between(2, 3);
    let word = "";
    for (let i = 0; i < syllables; i++) word += random.pick(beginnings) + random.pick(middles);
    words.add(word + random.pick(endings));
  }
  return [...words];
}
