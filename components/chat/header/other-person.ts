import type { Conversation, Person } from "@/lib/contract/entities";

/** With whom one talks here; for an admin who looks on, the customer. */
export const otherPerson = ({ customer, seller }: Conversation, myId: string): Person =>
  myId === customer.id ? seller : customer;
