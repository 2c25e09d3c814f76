// What somebody may do in a conversation beside reading it. The server decides; this decides what is offered.
import type { Conversation } from "@/lib/contract/entities";
import type { Me } from "@/lib/contract/initial";

export type Rights = {
  /** An admin may read a conversation without being one of its members. */
  isMember: boolean;
  canWrite: boolean;
  canBlock: boolean;
  canEnd: boolean;
};

export function rightsIn({ customer, seller, members, status }: Conversation, { id, role }: Me): Rights {
  const isAdmin = role === "ADMIN";
  const isMember = !isAdmin || members.some(({ userId }) => userId === id);
  const isOpen = status === "ACTIVE" || status === "ARCHIVED";
  return {
    isMember,
    canWrite: isMember && isOpen,
    canBlock: id === customer.id || id === seller.id,
    canEnd: isAdmin && isOpen,
  };
}
