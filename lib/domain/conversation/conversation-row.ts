// How a conversation is read from the database and shown to one person.
import type { Conversation, Member, Subject } from "../../contract/entities";
import type { ConversationStatus, MessageType, Priority, SenderRole } from "../../contract/values";
import { isoTimeOrNull } from "../../server/db";

type Marks = { readSeq: number; deliveredSeq: number; readAt: string | null };

export type MemberRow = {
  userId: string;
  role: SenderRole;
  name: string;
  avatarUrl: string | null;
  readSeq: number;
  readAt: string | null;
  deliveredSeq: number;
  /** The watermarks that a person blocked by this member sees instead. */
  heldMarks: Marks | null;
  unread: number;
  archivedAt: string | null;
  pinnedAt: string | null;
  mutedUntil: string | null;
  /** Counts the changes that only this member sees. */
  ownRev: number;
  waitingSince: string | null;
  leftAt: string | null;
};

export type ConversationRow = {
  id: string;
  snapshot: Subject;
  customerId: string;
  sellerId: string;
  status: ConversationStatus;
  priority: Priority;
  tags: string[];
  seq: number;
  rev: number;
  /** Counts the changes that the customer does not see. */
  sideRev: number;
  lastMessageId: string | null;
  lastPreview: string | null;
  lastType: MessageType | null;
  lastSenderId: string | null;
  /** Only set for system messages, so that a client can show them in its own words. */
  lastPayload: Record<string, unknown> | null;
  lastMessageAt: string | null;
  isFlagged: boolean;
  /** The moderator who closed it, for good as far as its two people are concerned. */
  closedById: string | null;
  createdAt: string;
  members: MemberRow[];
};

/** The columns of a ConversationRow but its members; `c` is the conversation. */
export const conversationFields = `c.id, c.snapshot, c."customerId", c."sellerId", c.status, c.priority, c.tags,
  c.seq, c.rev, c."sideRev", c."lastMessageId", c."lastPreview", c."lastType", c."lastSenderId", c."lastMessageAt",
  CASE WHEN c."lastType" = 'SYSTEM' THEN (SELECT x.payload FROM "Message" x WHERE x.id = c."lastMessageId") END AS "lastPayload",
  c."isFlagged", c."closedById", c."createdAt"`;

/** One member as JSON; `m` is the member and `u` their user. */
export const memberJson = `json_build_object('userId', m."userId", 'role', m.role, 'name', u.name,
  'avatarUrl', u."avatarUrl", 'readSeq', m."readSeq", 'readAt', m."readAt", 'deliveredSeq', m."deliveredSeq",
  'heldMarks', m."heldMarks", 'unread', m.unread, 'archivedAt', m."archivedAt", 'pinnedAt', m."pinnedAt", 'mutedUntil', m."mutedUntil",
  'ownRev', m."ownRev", 'waitingSince', m."waitingSince", 'leftAt', m."leftAt")`;

/** All columns of a ConversationRow. */
export const conversationColumns = `${conversationFields},
  (SELECT json_agg(${memberJson} ORDER BY m."joinedAt", m."userId")
     FROM "Member" m JOIN "User" u ON u.id = m."userId"
    WHERE m."conversationId" = c.id) AS members`;

function viewMember(member: MemberRow, { customerId, sellerId }: ConversationRow, viewerId: string): Member {
  const isBlocked = viewerId !== member.userId && (viewerId === customerId || viewerId === sellerId);
  const { readSeq, deliveredSeq, readAt } = (isBlocked && member.heldMarks) || member;
  const { userId, name, role, avatarUrl } = member;
  return { userId, name, role, avatarUrl, readSeq, deliveredSeq, readAt: isoTimeOrNull(readAt) };
}

export const presentMembers = (row: ConversationRow): MemberRow[] =>
  row.members.filter(({ leftAt }) => leftAt === null);

export const viewMembers = (row: ConversationRow, viewerId: string): Member[] =>
  presentMembers(row).map((member) => viewMember(member, row, viewerId));

function person(row: ConversationRow, userId: string) {
  const member = row.members.find((each) => each.userId === userId);
  return { id: userId, name: member?.name ?? "", avatarUrl: member?.avatarUrl ?? null };
}

/** Priority, tags and flags are working notes of the seller's side and the moderators. */
export const seesNotes = ({ customerId }: ConversationRow, userId: string): boolean => userId !== customerId;

/**
 * Both counters rise with the conversation's row locked, as `rev` does, so of two states of a conversation one is at
 * least as new in both numbers.
 */
function ownRevOf(row: ConversationRow, own: MemberRow | undefined, viewerId: string): number {
  return (own?.ownRev ?? 0) + (seesNotes(row, viewerId) ? row.sideRev : 0);
}

/**
 * The conversation as this person sees it. A customer gets neutral values in place of the seller's notes.
 */
export function viewConversation(row: ConversationRow, viewerId: string): Conversation {
  const own = row.members.find(({ userId }) => userId === viewerId);
  const isShown = seesNotes(row, viewerId);
  return {
    id: row.id,
    rev: row.rev,
    ownRev: ownRevOf(row, own, viewerId),
    seq: row.seq,
    subject: row.snapshot,
    customer: person(row, row.customerId),
    seller: person(row, row.sellerId),
    status: row.status,
    priority: isShown ? row.priority : "NORMAL",
    tags: isShown ? row.tags : [],
    isFlagged: isShown && row.isFlagged,
    lastMessage: viewLastMessage(row),
    unread: own?.unread ?? 0,
    readSeq: own?.readSeq ?? 0,
    members: viewMembers(row, viewerId),
    archivedAt: isoTimeOrNull(own?.archivedAt ?? null),
    pinnedAt: isoTimeOrNull(own?.pinnedAt ?? null),
    mutedUntil: isoTimeOrNull(own?.mutedUntil ?? null),
    waitingSince: isoTimeOrNull(own?.waitingSince ?? null),
    createdAt: row.createdAt,
  };
}

function viewLastMessage(row: ConversationRow): Conversation["lastMessage"] {
  if (row.lastMessageId === null || row.lastMessageAt === null) return null;
  return {
    id: row.lastMessageId,
    senderId: row.lastSenderId,
    type: row.lastType ?? "TEXT",
    preview: row.lastPreview ?? "",
    ...(row.lastPayload && { payload: row.lastPayload }),
    at: row.lastMessageAt,
  };
}
