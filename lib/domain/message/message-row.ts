// How a message is read from the database and shown.
import type { Message } from "../../contract/entities";
import { preview } from "../../contract/preview";
import type { MessageType, SenderRole } from "../../contract/values";

export type MessageRow = {
  id: string;
  conversationId: string;
  seq: number;
  rev: number;
  senderId: string | null;
  senderRole: SenderRole;
  senderName: string | null;
  type: MessageType;
  text: string | null;
  payload: Record<string, unknown> | null;
  replyToId: string | null;
  replySeq: number | null;
  replyText: string | null;
  replySenderName: string | null;
  attachments: Message["attachments"] | null;
  reactions: Message["reactions"] | null;
  createdAt: string;
  editedAt: string | null;
  deletedAt: string | null;
};

/** The columns of a MessageRow; `m` is the message, and messageJoins adds the rest. */
export const messageColumns = `m.id, m."conversationId", m.seq, m.rev, m."senderId", m."senderRole",
  s.name AS "senderName", m.type, m.text, m.payload, m."replyToId", r.seq AS "replySeq",
  r.text AS "replyText", rs.name AS "replySenderName", m."createdAt", m."editedAt", m."deletedAt",
  (SELECT json_agg(json_build_object('id', a.id, 'kind', a.kind, 'name', a.name, 'mediaType', a."mediaType",
            'sizeBytes', a."sizeBytes", 'width', a.width, 'height', a.height, 'durationMs', a."durationMs")
            ORDER BY a.position)
     FROM "Attachment" a WHERE a."messageId" = m.id) AS attachments,
  (SELECT json_agg(json_build_object('emoji', x.emoji, 'userIds', x.ids) ORDER BY x.first, x.emoji)
     FROM (SELECT e.emoji, min(e."createdAt") AS first, json_agg(e."userId" ORDER BY e."createdAt", e."userId") AS ids
             FROM "Reaction" e WHERE e."messageId" = m.id GROUP BY e.emoji) x) AS reactions`;

export const messageJoins = `LEFT JOIN "User" s ON s.id = m."senderId"
  LEFT JOIN "Message" r ON r.id = m."replyToId"
  LEFT JOIN "User" rs ON rs.id = r."senderId"`;

const systemName = "Parley";

/** A deleted message keeps its place and who sent it, and nothing of what it said. */
export function viewMessage(row: MessageRow): Message {
  const isDeleted = row.deletedAt !== null;
  return {
    id: row.id,
    conversationId: row.conversationId,
    seq: row.seq,
    rev: row.rev,
    senderId: row.senderId,
    senderRole: row.senderRole,
    senderName: row.senderName ?? systemName,
    type: row.type,
    text: isDeleted ? null : row.text,
    payload: isDeleted ? null : row.payload,
    replyTo:
      row.replyToId === null || isDeleted
        ? null
        : {
            id: row.replyToId,
            seq: row.replySeq ?? 0,
            senderName: row.replySenderName ?? systemName,
            preview: preview(row.replyText),
          },
    attachments: isDeleted ? [] : (row.attachments ?? []),
    reactions: isDeleted ? [] : (row.reactions ?? []),
    createdAt: row.createdAt,
    editedAt: row.editedAt,
    deletedAt: row.deletedAt,
  };
}
