// Keeps the rows of a list where they are while somebody points at them, and counts what has become of them since.

export type Still = {
  ids: readonly string[];
  /** What to come back with: the same order, with the places of rows that are gone. */
  order: readonly string[];
  /** How many rows are new or would stand higher by now. */
  fresh: number;
};

/**
 * The rows of `order` as they stood, without those that are gone from `ids`; one that comes back, as by Undo, has its
 * old place. Rows below the last of them, such as another page, follow. Rows that have come in above wait, and are counted together with those that have moved up.
 */
export function keepStill(order: readonly string[], ids: readonly string[]): Still {
  const places = new Map(ids.map((id, index) => [id, index]));
  const stay = order.filter((id) => places.has(id));
  const known = new Set(stay);
  const last = stay.reduce((most, id) => Math.max(most, places.get(id) ?? 0), -1);
  const below = ids.slice(last + 1);
  const isWhole = below.length === 0 && stay.length === order.length;
  return {
    ids: isWhole ? order : [...stay, ...below],
    order: below.length === 0 ? order : [...order, ...below],
    fresh: countFresh(stay, ids.slice(0, last + 1), known),
  };
}

function countFresh(stay: readonly string[], ids: readonly string[], known: ReadonlySet<string>): number {
  const raised = new Set<string>();
  let next = 0;
  let added = 0;
  for (const id of ids) {
    if (!known.has(id)) added++;
    else if (id === stay[next]) next++;
    else raised.add(id);
    while (next < stay.length && raised.has(stay[next] ?? "")) next++;
  }
  return added + raised.size;
}
