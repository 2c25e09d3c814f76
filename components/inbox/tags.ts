// Rules of tags that need no page.
import { limits } from "@/lib/contract/limits";

const mostOffered = 8;

/** As the server would store it. */
export const tidyTag = (text: string): string =>
  [...text.replace(/\s+/g, " ").trim()].slice(0, limits.tagChars).join("").trim();

/** Of the tags in use those that begin with what was typed, then those that hold it; never one that is there. */
export function offerTags(known: readonly string[], taken: readonly string[], typed: string): string[] {
  const wanted = tidyTag(typed).toLocaleLowerCase();
  const free = known.filter((tag) => !taken.includes(tag) && tag.toLocaleLowerCase() !== wanted);
  const where = (tag: string) => tag.toLocaleLowerCase().indexOf(wanted);
  const first = free.filter((tag) => where(tag) === 0);
  const then = free.filter((tag) => where(tag) > 0);
  return [...first, ...then].slice(0, mostOffered);
}

/** With a tag more, as long as there is room for it. */
export const withTag = (tags: readonly string[], tag: string): string[] =>
  tags.includes(tag) || tags.length >= limits.tags ? [...tags] : [...tags, tag];
export const withoutTag = (tags: readonly string[], tag: string): string[] =>
  tags.filter((each) => each !== tag);
