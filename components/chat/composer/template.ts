// Quick replies hold placeholders such as {customer}, which are filled in when one is used.

export const placeholders = ["customer", "customer.full", "listing", "price"] as const;
export type Placeholder = (typeof placeholders)[number];

/** `customer` is the whole name. */
export type TemplateValues = { customer: string; listing: string | null; price: string | null };

/** A placeholder without a value stays as it is written, so that the seller sees it before sending. */
export function fillTemplate(text: string, { customer, listing, price }: TemplateValues): string {
  const values: Readonly<Record<Placeholder, string | null>> = {
    customer: firstName(customer),
    "customer.full": customer,
    listing,
    price,
  };
  return text.replace(
    /\{(customer|customer\.full|listing|price)\}/g,
    (whole, name: Placeholder) => values[name] ?? whole,
  );
}

const titles = /^(?:dr|prof|mr|mrs|ms|mx|herr|frau|sr|sra|mme|m|د|أ|السيد|السيدة)\.?$/iu;

/** Words that are a name only with the next one: عبد الله, أبو بكر, Abdul Rahman. */
const compoundStart = /^(?:عبد|أبو|ابو|أم|ام|ابن|بن|abd|abdul|abdel|abdal|abu|umm)$/iu;
/** Words that belong to the one before them: نور الدين, هبة الله, Nur al-Din. */
const compoundEnd = /^(?:الله|الدين|الإسلام|الزهراء|(?:al|el|ad|ed|ud|ul)-?d[ie]+n|ullah)$/iu;
/** An article in Latin letters stands between the two. */
const article = /^(?:al|el|ul|ar|as|ad)$/iu;

/**
 * The first word of a name after any titles. An initial keeps the word after it ("J. Smith"), because an initial alone
 * is no greeting, and so does a word that is only part of a first name.
 */
export function firstName(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const named = words.findIndex((word) => !titles.test(word));
  const [first = name, second, third] = words.slice(Math.max(0, named));
  const isPart = /^\p{Lu}\.?$/u.test(first) || compoundStart.test(first);
  if (!second || !(isPart || compoundEnd.test(second))) return first;
  const needsThird = compoundStart.test(first) && article.test(second) && third;
  return needsThird ? `${first} ${second} ${third}` : `${first} ${second}`;
}

/** What is being looked for, while the text is nothing but a slash and the beginning of a shortcut. */
export function quickReplyQuery(text: string): string | null {
  return /^\/([\p{L}\p{N}_-]*)$/u.exec(text)?.[1] ?? null;
}

type Shortcut = { shortcut: string; text: string };

/** Shortcuts that begin so come first, then those that hold it, then those whose text does. */
export function matchQuickReplies<Reply extends Shortcut>(replies: readonly Reply[], query: string): Reply[] {
  const wanted = query.toLowerCase();
  const rank = ({ shortcut, text }: Reply): number => {
    const name = shortcut.toLowerCase();
    if (name.startsWith(wanted)) return 0;
    if (name.includes(wanted)) return 1;
    return text.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return replies
    .map((reply) => ({ reply, rank: rank(reply) }))
    .filter((each) => each.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ reply }) => reply);
}
