// Quick replies hold {customer}, {listing} and {price}, which are filled in when one is used.

export type TemplateValues = { customer: string; listing: string | null; price: string | null };

/** What is not known stays as it is written, so that the seller sees it and does not send a gap. */
export function fillTemplate(text: string, values: TemplateValues): string {
  return text.replace(
    /\{(customer|listing|price)\}/g,
    (whole, name: keyof TemplateValues) => values[name] ?? whole,
  );
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
