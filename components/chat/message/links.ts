// Finds the links in what people write. Only schemes that cannot run anything in this page become links.
import { LinkifyIt } from "linkify-it";

export type Part = { text: string; href: string | null };

const safeSchemes = /^(?:https?|mailto|tel):/i;
const phoneNumber = /^\+?[0-9][0-9().-]{4,30}/;

const finder = new LinkifyIt({ fuzzyLink: true })
  .add("ftp:", null)
  .add("//", null)
  .add("tel:", {
    validate: (text, position) => phoneNumber.exec(text.slice(position))?.[0].length ?? 0,
  });

/** Cheap to ask of every message: without one of these there is no link. */
const mayHoldLink = /[.:@]\S/;
/** Without a scheme it takes more than two words and a missing blank, as in "Good.So do I". */
const looksLikeAddress = /^www\.|\/|\.[a-z]{3,}(?::\d+)?(?:[/?#]|$)/i;

export function splitLinks(text: string): Part[] {
  if (!mayHoldLink.test(text)) return [{ text, href: null }];
  const parts: Part[] = [];
  let from = 0;
  for (const { index, lastIndex, schema, raw, url } of finder.match(text) ?? []) {
    const isBare = schema === "";
    if (!safeSchemes.test(url) || (isBare && !looksLikeAddress.test(raw))) continue;
    if (index > from) parts.push({ text: text.slice(from, index), href: null });
    parts.push({ text: raw, href: isBare ? `https://${raw}` : url });
    from = lastIndex;
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null });
  return parts;
}
