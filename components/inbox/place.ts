// What the address of an inbox says, both ways. Everything that a link or the back button should bring back is here.
import type { Priority, Side } from "@/lib/contract/values";

const views = ["all", "unread", "waiting", "flagged", "archived", "blocked", "ended"] as const;
export type View = (typeof views)[number];
const buyerViews = ["all", "unread", "archived", "blocked"] as const satisfies readonly View[];
export const viewsOf = (side: Side | null): readonly View[] => (side === "seller" ? views : buyerViews);
export const customerSorts = ["recent", "name", "deals", "spent"] as const;
export type CustomerSort = (typeof customerSorts)[number];
export const priorities = ["URGENT", "HIGH", "NORMAL", "LOW"] as const satisfies readonly Priority[];

export type Place = {
  conversationId: string | null;
  /** With whom a conversation is about to begin: it is there once its first message is. */
  customerId: string | null;
  /** The token of the seller's invitation with whom a conversation is about to begin. */
  invitation: string | null;
  /** The message to show, by its number. */
  seq: number | null;
  /** Whether what is known beside the thread is opened where there is no room for a pane of its own. */
  details: boolean;
  tab: "conversations" | "customers";
  view: View;
  tag: string | null;
  priority: Priority | null;
  listingId: string | null;
  search: string;
  sort: CustomerSort;
};

export const nowhere: Place = {
  conversationId: null,
  customerId: null,
  invitation: null,
  seq: null,
  details: false,
  tab: "conversations",
  view: "all",
  tag: null,
  priority: null,
  listingId: null,
  search: "",
  sort: "recent",
};

/** Leads back to the list. */
export const nothingOpen = {
  conversationId: null,
  customerId: null,
  invitation: null,
  seq: null,
  details: false,
} as const satisfies Partial<Place>;

export const isAnythingOpen = ({ conversationId, customerId, invitation }: Place): boolean =>
  (conversationId ?? customerId ?? invitation) !== null;

/** Customers, tags, priorities and their filters are the seller's side's own. */
const notTheirs = {
  customerId: null,
  details: false,
  tab: "conversations",
  tag: null,
  priority: null,
  listingId: null,
  sort: "recent",
} as const satisfies Partial<Place>;

export type ListFilter = {
  status?: "ARCHIVED" | "BLOCKED" | "ENDED";
  side?: Side;
  unread?: boolean;
  waiting?: boolean;
  flagged?: boolean;
  tag?: string;
  priority?: Priority;
  listingId?: string;
  search?: string;
};

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const invitationToken = /^[\w.-]{1,200}$/;
const longestTag = 40;
const longestSearch = 200;

const oneOf = <T extends string>(all: readonly T[], text: string | null): T | null =>
  all.find((each) => each === text) ?? null;
const idOrNull = (text: string | null | undefined): string | null =>
  text && uuid.test(text) ? text.toLowerCase() : null;

function seqOrNull(text: string | null): number | null {
  return text && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

/**
 * `rest` is the part of the path after the inbox's own. Invalid values, and those of the seller's side alone, count as
 * absent.
 */
export function readPlace(side: Side | null, rest: string | undefined, query: URLSearchParams): Place {
  const conversationId = idOrNull(rest);
  const customerId = conversationId ? null : idOrNull(query.get("customer"));
  const invitation = query.get("invitation");
  const place: Place = {
    conversationId,
    customerId,
    invitation:
      !conversationId && !customerId && invitation && invitationToken.test(invitation) ? invitation : null,
    seq: conversationId ? seqOrNull(query.get("message")) : null,
    details: conversationId !== null && query.get("details") === "1",
    tab: query.get("tab") === "customers" ? "customers" : "conversations",
    view: oneOf(viewsOf(side), query.get("view")) ?? "all",
    tag: query.get("tag")?.slice(0, longestTag) || null,
    priority: oneOf(priorities, query.get("priority")),
    listingId: idOrNull(query.get("listing")),
    search: query.get("q")?.slice(0, longestSearch) ?? "",
    sort: oneOf(customerSorts, query.get("sort")) ?? "recent",
  };
  // Somebody who was invited comes to ask, as a customer.
  return side === "seller" ? { ...place, invitation: null } : { ...place, ...notTheirs };
}

export function writePlace(base: string, place: Place): string {
  const { conversationId } = place;
  const query = new URLSearchParams();
  const set = (name: string, value: string | null | false, unless: string | null = null) => {
    if (value && value !== unless) query.set(name, value);
  };
  set("tab", place.tab, "conversations");
  set("view", place.view, "all");
  set("priority", place.priority);
  set("tag", place.tag);
  set("listing", place.listingId);
  set("q", place.search);
  set("sort", place.sort, "recent");
  set("customer", conversationId ? null : place.customerId);
  set("invitation", conversationId || place.customerId ? null : place.invitation);
  set("message", conversationId && place.seq ? String(place.seq) : null);
  set("details", conversationId && place.details && "1");
  const text = query.toString();
  return `${base}${conversationId ? `/${conversationId}` : ""}${text ? `?${text}` : ""}`;
}

const viewFilters: Record<View, ListFilter> = {
  all: {},
  unread: { unread: true },
  waiting: { waiting: true },
  flagged: { flagged: true },
  archived: { status: "ARCHIVED" },
  blocked: { status: "BLOCKED" },
  ended: { status: "ENDED" },
};

/** What the list asks for. Keys stand in one order, and those that ask for nothing are left out. */
export function filterOf(side: Side | null, { view, tag, priority, listingId, search }: Place): ListFilter {
  const wanted = search.trim();
  return {
    ...(side && { side }),
    ...viewFilters[view],
    ...(tag && { tag }),
    ...(priority && { priority }),
    ...(listingId && { listingId }),
    ...(wanted && { search: wanted }),
  };
}

export const isFiltered = (place: Place): boolean => Object.keys(filterOf(null, place)).length > 0;
