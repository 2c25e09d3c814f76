import type { Conversation, Person } from "@/lib/contract/entities";

/** With whom one talks here; for an admin who looks on, the customer. */
export const otherPerson = ({ customer, seller }: Conversation, myId: string): Person =>
  myId === customer.id ? seller : customer;

/** Whether somebody in a conversation runs the marketplace, which their name alone never says. */
export const isStaffIn = ({ members }: Pick<Conversation, "members">, userId: string): boolean =>
  members.some((member) => member.userId === userId && member.role === "ADMIN");
