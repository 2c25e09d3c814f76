// By itself, since every page shows it, and most pages need nothing else of the sides.
import type { Unread } from "./entities";
import type { Side } from "./values";

/** How many conversations of a side are unread. Admins are of neither side, so all of theirs count. */
export const unreadOn = (
  { conversations, asCustomer }: Pick<Unread, "conversations" | "asCustomer">,
  side: Side | null,
): number => {
  if (side === null) return conversations;
  return side === "customer" ? asCustomer.conversations : conversations - asCustomer.conversations;
};
