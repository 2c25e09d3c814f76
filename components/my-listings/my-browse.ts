// Which of their own listings a seller looks at, and the addresses that say so.
import type { Listing } from "@/lib/contract/entities";
import { readBrowse } from "../listing/browse";
import { statuses } from "./statuses";

export type MyBrowse = {
  search: string;
  status: Listing["status"] | null;
  cursor: string | null;
  show: number;
};

const home = "/dashboard/listings";
const atOnce = 24;
const most = 192;

export function readMyBrowse(given: Record<string, string | string[] | undefined>): MyBrowse {
  const { search, cursor, show } = readBrowse(given);
  const status = statuses.find((each) => each === given.status) ?? null;
  return { search, cursor, show, status };
}

export function myBrowseHref({ search, status }: Partial<MyBrowse>, place: Partial<MyBrowse> = {}): string {
  const parameters = new URLSearchParams();
  if (search) parameters.set("search", search);
  if (status) parameters.set("status", status);
  if (place.cursor) parameters.set("cursor", place.cursor);
  if (place.show && place.show > atOnce) parameters.set("show", String(place.show));
  return parameters.size > 0 ? `${home}?${parameters}` : home;
}

/** The page grows until it is long; then it goes on with the next. */
export const moreOfMine = (from: MyBrowse, nextCursor: string): string =>
  from.show + atOnce > most
    ? myBrowseHref(from, { cursor: nextCursor })
    : myBrowseHref(from, { cursor: from.cursor, show: from.show + atOnce });
