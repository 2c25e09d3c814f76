// What somebody looks for on the page of all listings, and the addresses that say so.

export const kinds = ["VEHICLE", "PRODUCT", "SERVICE"] as const;
export type Kind = (typeof kinds)[number];

export type Browse = {
  search: string;
  kind: Kind | null;
  sellerId: string | null;
  /** Where this page begins, when it is not the first. */
  cursor: string | null;
  /** How many are shown at once. "Show more" adds to it, so that the way back finds the page as it was left. */
  show: number;
};

export const listingsAtOnce = 24;
/** A page grows up to here; then "Show more" goes on with the next one. */
export const maxListingsShown = 192;

type Given = Record<string, string | string[] | undefined>;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const searchChars = 200;
const cursorChars = 400;

/** Reads the address as kindly as possible: what makes no sense is left out. */
export function readBrowse(given: Given): Browse {
  const one = (name: string) => (Array.isArray(given[name]) ? given[name][0] : given[name]) ?? "";
  const kind = one("kind").toUpperCase();
  const show = Number(one("show"));
  const cursor = one("cursor");
  return {
    search: [...one("search").replaceAll("\0", "").toWellFormed().trim()].slice(0, searchChars).join(""),
    kind: kinds.find((each) => each === kind) ?? null,
    sellerId: uuid.test(one("sellerId")) ? one("sellerId").toLowerCase() : null,
    cursor: cursor !== "" && cursor.length <= cursorChars ? cursor : null,
    show: Number.isInteger(show)
      ? Math.min(maxListingsShown, Math.max(listingsAtOnce, show))
      : listingsAtOnce,
  };
}

/** Another choice begins at the top again; only "Show more" goes on from where the page is. */
export function browseHref(from: Browse, change: Partial<Browse> = {}): string {
  const { search, kind, sellerId, cursor, show } = { ...from, cursor: null, show: listingsAtOnce, ...change };
  const parameters = new URLSearchParams();
  if (search) parameters.set("search", search);
  if (kind) parameters.set("kind", kind);
  if (sellerId) parameters.set("sellerId", sellerId);
  if (cursor) parameters.set("cursor", cursor);
  if (show > listingsAtOnce) parameters.set("show", String(show));
  const query = parameters.toString();
  return query ? `/?${query}` : "/";
}

export function moreHref(from: Browse, nextCursor: string): string {
  if (from.show + listingsAtOnce > maxListingsShown) return browseHref(from, { cursor: nextCursor });
  return browseHref(from, { cursor: from.cursor, show: from.show + listingsAtOnce });
}
