// The entities that the API returns. Fields have the names of the data model.
import { z } from "zod";
import * as v from "./values";

export const user = z
  .object({
    id: v.id,
    email: z.string().nullable(),
    name: z.string(),
    role: v.role,
    phone: z.string().nullable(),
    avatarUrl: z.string().nullable(),
    createdAt: v.timeOut,
  })
  .meta({ id: "User" });

export const person = z
  .object({ id: v.id, name: z.string(), avatarUrl: z.string().nullable() })
  .meta({ id: "Person" });

export const session = z
  .object({
    id: v.id,
    kind: z.enum(["COOKIE", "TOKEN"]),
    userAgent: z.string().nullable(),
    address: z.string().nullable(),
    createdAt: v.timeOut,
    lastUsedAt: v.timeOut,
    expiresAt: v.timeOut,
    current: z.boolean(),
  })
  .meta({ id: "Session" });

export const listing = z
  .object({
    id: v.id,
    sellerId: v.id,
    seller: person,
    kind: v.listingKind,
    title: z.string(),
    description: z.string(),
    priceMinor: z.int(),
    currency: z.string(),
    photos: z.array(z.string()),
    attributes: z.record(z.string(), z.string()),
    status: v.listingStatus,
    createdAt: v.timeOut,
    updatedAt: v.timeOut,
  })
  .meta({ id: "Listing" });

export const subject = z
  .object({
    kind: v.subjectKind,
    id: v.id.nullable(),
    title: z.string().nullable(),
    priceMinor: z.int().nullable(),
    currency: z.string().nullable(),
    photoUrl: z.string().nullable(),
    status: z.string().nullable(),
  })
  .meta({ id: "Subject", description: "What the conversation is about, as it was at first contact." });

export const member = z
  .object({
    userId: v.id,
    name: z.string(),
    role: v.senderRole,
    avatarUrl: z.string().nullable(),
    readSeq: v.seq,
    deliveredSeq: v.seq,
    readAt: v.timeOut.nullable(),
  })
  .meta({ id: "Member" });

export const lastMessage = z
  .object({
    id: v.id,
    senderId: v.id.nullable(),
    type: v.messageType,
    preview: z.string(),
    payload: z
      .record(z.string(), z.unknown())
      .optional()
      .describe("Of a system message alone: its event, so that a client can say it in its own words."),
    at: v.timeOut,
  })
  .meta({ id: "LastMessage" });

export const conversation = z
  .object({
    id: v.id,
    rev: v.rev.describe("Counts the changes that everybody in the conversation sees."),
    ownRev: v.rev.describe(
      "Counts the changes that only the caller's side sees: archived, pinned, muted; for all but the customer also priority, tags and flags. Of two rows with the same rev the one with the higher ownRev is the newer.",
    ),
    seq: v.seq,
    subject,
    customer: person,
    seller: person,
    status: v.conversationStatus,
    priority: v.priority,
    tags: z.array(z.string()),
    isFlagged: z.boolean(),
    lastMessage: lastMessage.nullable(),
    unread: z.int(),
    readSeq: v.seq,
    members: z.array(member),
    archivedAt: v.timeOut.nullable(),
    pinnedAt: v.timeOut.nullable(),
    mutedUntil: v.timeOut.nullable(),
    waitingSince: v.timeOut
      .nullable()
      .describe(
        "When the other side wrote the first of what the caller's side has not answered; null when nothing waits. Messages of admins, of the system and of an away message are neither question nor answer.",
      ),
    createdAt: v.timeOut,
  })
  .meta({ id: "Conversation", description: "A conversation as one person sees it in a list." });

export const attachment = z
  .object({
    id: v.id,
    kind: z.enum(["IMAGE", "FILE", "VOICE"]),
    name: z.string(),
    mediaType: z.string(),
    sizeBytes: z.int(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    durationMs: z.int().nullable(),
  })
  .meta({ id: "Attachment" });

export const message = z
  .object({
    id: v.id,
    conversationId: v.id,
    seq: v.seq,
    rev: v.rev,
    senderId: v.id.nullable(),
    senderRole: v.senderRole,
    senderName: z.string(),
    type: v.messageType,
    text: z.string().nullable(),
    payload: z.record(z.string(), z.unknown()).nullable(),
    replyTo: z
      .object({
        id: v.id,
        seq: v.seq.describe("Where it stands in the conversation, so that a client can go there."),
        senderName: z.string(),
        preview: z.string(),
      })
      .nullable(),
    attachments: z.array(attachment),
    reactions: z.array(z.object({ emoji: z.string(), userIds: z.array(v.id) })),
    createdAt: v.timeOut,
    editedAt: v.timeOut.nullable(),
    deletedAt: v.timeOut.nullable(),
  })
  .meta({ id: "Message" });

export const presence = z
  .object({ userId: v.id, online: z.boolean(), lastSeenAt: v.timeOut.nullable() })
  .meta({ id: "Presence" });

export const unread = z
  .object({
    messages: z.int(),
    conversations: z.int(),
    asCustomer: z
      .object({ messages: z.int(), conversations: z.int() })
      .describe("The part of both in conversations in which the caller is the customer."),
    rev: z.int().describe("Rises with each change: of two totals the one with the higher rev is the newer."),
  })
  .meta({ id: "Unread" });

export const quickReply = z
  .object({ id: v.id, shortcut: z.string(), text: z.string(), createdAt: v.timeOut, updatedAt: v.timeOut })
  .meta({ id: "QuickReply" });

export const note = z
  .object({ id: v.id, author: person, text: z.string(), createdAt: v.timeOut, updatedAt: v.timeOut })
  .meta({ id: "Note" });

export const customer = z
  .object({
    id: v.id,
    name: z.string(),
    email: z
      .string()
      .nullable()
      .describe(
        "Shown, like the phone, once there is a deal between the two, or to the seller who invited them.",
      ),
    phone: z.string().nullable(),
    avatarUrl: z.string().nullable(),
    deals: z.int(),
    spentMinor: z.int(),
    currency: z.string().nullable(),
    lastSeenAt: v.timeOut.nullable(),
    joinedAt: v.timeOut,
    conversationId: v.id.nullable(),
    unread: z.int(),
  })
  .meta({ id: "Customer" });

export const deal = z
  .object({
    id: v.id,
    kind: v.dealKind,
    status: v.dealStatus,
    totalMinor: z.int(),
    currency: z.string(),
    scheduledAt: v.timeOut.nullable(),
    createdAt: v.timeOut,
    listing: z.object({ id: v.id, title: z.string(), photoUrl: z.string().nullable() }).nullable(),
  })
  .meta({ id: "Deal" });

export type User = z.infer<typeof user>;
export type Person = z.infer<typeof person>;
export type SessionInfo = z.infer<typeof session>;
export type Listing = z.infer<typeof listing>;
export type Subject = z.infer<typeof subject>;
export type Member = z.infer<typeof member>;
export type Conversation = z.infer<typeof conversation>;
export type Message = z.infer<typeof message>;
export type Presence = z.infer<typeof presence>;
export type Unread = z.infer<typeof unread>;
export type QuickReply = z.infer<typeof quickReply>;
export type Note = z.infer<typeof note>;
export type Customer = z.infer<typeof customer>;
export type Deal = z.infer<typeof deal>;
