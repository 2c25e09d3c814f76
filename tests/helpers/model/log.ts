// What the model server stores of a conversation, and how `me` sees it.
import type { Conversation, Member, Message } from "../../../lib/contract/entities";
import type { Me } from "../../../lib/contract/initial";
import { preview } from "../../../lib/contract/preview";
import type { Side } from "../../../lib/contract/values";

export const me: Me = { id: "me", name: "Mo", role: "SELLER", avatarUrl: null };

type Own = Pick<Conversation, "archivedAt" | "pinnedAt" | "mutedUntil">;
export type Log = {
  id: string;
  /** The user who talks with `me`, and the actions of `me` there. */
  otherId: string;
  side: Side;
  rev: number;
  ownRev: number;
  messages: Message[];
  status: Conversation["status"];
  tags: string[];
  members: Map<string, Member>;
  own: Own;
  isMember: boolean;
};

export function viewOf({
  id,
  otherId,
  side,
  rev,
  ownRev,
  messages,
  status,
  tags,
  members,
  own,
}: Log): Conversation {
  const last = messages.at(-1);
  const readSeq = members.get(me.id)?.readSeq ?? 0;
  const mine = { id: me.id, name: me.name, avatarUrl: null };
  const other = { id: otherId, name: otherId, avatarUrl: null };
  const asked = messages[messages.findLastIndex(({ senderId }) => senderId === me.id) + 1];
  return {
    id,
    rev,
    ownRev,
    seq: messages.length,
    subject: {
      kind: "direct",
      id: null,
      title: null,
      priceMinor: null,
      currency: null,
      photoUrl: null,
      status: null,
    },
    customer: side === "customer" ? mine : other,
    seller: side === "customer" ? other : mine,
    status,
    priority: "NORMAL",
    tags,
    isFlagged: false,
    lastMessage: last
      ? {
          id: last.id,
          senderId: last.senderId,
          type: "TEXT",
          preview: preview(last.text),
          at: last.createdAt,
        }
      : null,
    unread: messages.filter(({ seq, senderId }) => seq > readSeq && senderId !== me.id).length,
    readSeq,
    members: [...members.values()],
    ...own,
    waitingSince: asked?.createdAt ?? null,
    createdAt: "2026-01-01T00:00:00.000Z",
  };
}
