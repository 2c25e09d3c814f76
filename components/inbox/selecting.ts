// Which conversations are chosen, as a value: one by one, or as a range from the one chosen last.
import { limits } from "@/lib/contract/limits";

export type Chosen = {
  readonly ids: ReadonlySet<string>;
  /** Where a range begins: the conversation that was chosen last by itself. */
  readonly anchor: string | null;
  /** What was chosen before the present range, which another end of the range leaves as it is. */
  readonly base: ReadonlySet<string>;
};

const none: ReadonlySet<string> = new Set();
export const nothingChosen: Chosen = { ids: none, anchor: null, base: none };

export function toggle({ ids }: Chosen, id: string): Chosen {
  const next = new Set(ids);
  if (!next.delete(id) && next.size < limits.bulkConversations) next.add(id);
  return { ids: next, anchor: id, base: next };
}

/** From the anchor to `id`, in the order of the list; `start` is the anchor where there is none yet. */
export function extend(chosen: Chosen, id: string, list: readonly string[], start: string | null): Chosen {
  const anchor = [chosen.anchor, start, id].find((each) => each !== null && list.includes(each)) ?? id;
  const [from, to] = [list.indexOf(anchor), list.indexOf(id)];
  if (from < 0 || to < 0) return toggle(chosen, id);
  const range = from <= to ? list.slice(from, to + 1) : list.slice(to, from + 1).reverse();
  // From the anchor on, so that what is over the limit is left out at the far end.
  const all = new Set([...chosen.base, ...range]);
  const ids = new Set([...all].slice(0, limits.bulkConversations));
  return { ids, anchor, base: chosen.base };
}

export function chooseAll(list: readonly string[]): Chosen {
  const ids = new Set(list.slice(0, limits.bulkConversations));
  return { ids, anchor: null, base: ids };
}
