import { z } from "zod";
import { command } from "../command";
import * as e from "../entities";
import { limits } from "../limits";
import type { Role } from "../values";
import * as v from "../values";
import { outgoing } from "./messages";

const conversationId = v.id;
const subjects = ["listingId", "dealId", "sellerId"] as const;

/** Admins, and sellers who write to their customers, open conversations at work; customers are held to an hourly rate. */
function isWork(role: Role, rawInput: unknown): boolean {
  if (role !== "SELLER") return role === "ADMIN";
  return typeof rawInput === "object" && rawInput !== null && "customerId" in rawInput;
}

export const conversationOpen = command({
  name: "conversation:open",
  summary:
    "Open the conversation about a listing or a deal, or a direct one; the same call gives the same conversation.",
  rate: "openConversation",
  exempts: isWork,
  carries: { message: "send" },
  http: { method: "POST", path: "/api/conversations" },
  input: z
    .strictObject({
      listingId: v.id.optional(),
      dealId: v.id.optional(),
      customerId: v.id
        .optional()
        .describe("With listingId: the customer to whom the listing's seller writes."),
      sellerId: v.id.optional(),
      message: outgoing.optional().describe("The first message, sent in the same call."),
    })
    .refine((input) => {
      const named = subjects.filter((key) => input[key] !== undefined);
      if (input.customerId === undefined) return named.length === 1;
      return named.length === 0 || (named.length === 1 && named[0] === "listingId");
    }, "Name exactly one of listingId, dealId, customerId, sellerId."),
  output: z.object({ conversation: e.conversation, created: z.boolean(), message: e.message.nullable() }),
});

export const conversationList = command({
  name: "conversation:list",
  summary:
    "The caller's conversations, newest activity first, or with waiting=true the longest wait first; archived ones only with status=ARCHIVED.",
  carries: { search: "search" },
  http: { method: "GET", path: "/api/conversations" },
  input: z.strictObject({
    status: v.conversationStatus.optional(),
    search: v.text(limits.searchChars).optional(),
    unread: z.boolean().optional(),
    flagged: z.boolean().optional(),
    pinned: z.boolean().optional(),
    tag: v.line(limits.tagChars).optional(),
    priority: v.priority.optional(),
    listingId: v.id.optional(),
    customerId: v.id.optional(),
    sellerId: v.id.optional(),
    side: v.side.optional().describe("Only conversations in which the caller has this side."),
    waiting: z
      .boolean()
      .optional()
      .describe(
        "true: only those in which the other side spoke last and can be answered, the longest wait first. false: only the others.",
      ),
    ...v.pageInput,
  }),
  output: v.page(e.conversation),
});

export const conversationGet = command({
  name: "conversation:get",
  summary: "One conversation with its members.",
  http: { method: "GET", path: "/api/conversations/:conversationId" },
  input: z.strictObject({ conversationId }),
  output: z.object({ conversation: e.conversation, members: z.array(e.member) }),
});

export const conversationUpdate = command({
  name: "conversation:update",
  summary:
    "Change status, priority and tags (seller's side and admins), or what is the caller's own: archived, pinned, muted.",
  touches: "conversation",
  isOwnSide: (input) => (input as { status?: unknown }).status === undefined,
  http: { method: "PATCH", path: "/api/conversations/:conversationId" },
  input: z.strictObject({
    conversationId,
    status: z.enum(["ACTIVE", "ARCHIVED", "ENDED"]).optional(),
    priority: v.priority.optional(),
    tags: z.array(v.line(limits.tagChars)).max(limits.tags).optional(),
    archived: z.boolean().optional(),
    pinned: z.boolean().optional(),
    mutedUntil: v.time.nullable().optional(),
  }),
  output: z.object({ conversation: e.conversation }),
});

export const conversationChanges = command({
  name: "conversation:changes",
  summary: "Everything that changed after a revision; `reset` means start over from the messages given.",
  http: { method: "GET", path: "/api/conversations/:conversationId/changes" },
  input: z.strictObject({ conversationId, since: v.rev }),
  output: z.object({
    conversation: e.conversation,
    members: z.array(e.member),
    messages: z.array(e.message),
    reset: z.boolean(),
  }),
});

const watermark = z.object({
  conversationId: v.id,
  readSeq: v.seq,
  deliveredSeq: v.seq,
  unread: z.int(),
});

export const conversationRead = command({
  name: "conversation:read",
  summary: "Everything up to this message has been read by the caller. Never moves back.",
  touches: "conversation",
  http: { method: "PUT", path: "/api/conversations/:conversationId/read" },
  input: z.strictObject({ conversationId, seq: v.seq }),
  output: watermark,
});

export const conversationDelivered = command({
  name: "conversation:delivered",
  summary: "Everything up to this message has reached one of the caller's devices. Never moves back.",
  touches: "conversation",
  http: { method: "PUT", path: "/api/conversations/:conversationId/delivered" },
  input: z.strictObject({ conversationId, seq: v.seq }),
  output: watermark,
});

export const conversationBlock = command({
  name: "conversation:block",
  summary: "Block the other person: nothing can be sent between the two until it is lifted.",
  touches: "conversation",
  http: { method: "PUT", path: "/api/conversations/:conversationId/block" },
  input: z.strictObject({ conversationId }),
  output: z.object({ conversation: e.conversation }),
});

export const conversationUnblock = command({
  name: "conversation:unblock",
  summary: "Lift one's own block.",
  touches: "conversation",
  http: { method: "DELETE", path: "/api/conversations/:conversationId/block" },
  input: z.strictObject({ conversationId }),
  output: z.object({ conversation: e.conversation }),
});

export const noteList = command({
  name: "note:list",
  summary: "The private notes of the seller's side on a conversation.",
  http: { method: "GET", path: "/api/conversations/:conversationId/notes" },
  input: z.strictObject({ conversationId, ...v.pageInput }),
  output: v.page(e.note),
});

export const noteCreate = command({
  name: "note:create",
  summary: "Add a private note that the customer never sees.",
  touches: "conversation",
  isOwnSide: () => true,
  http: { method: "POST", path: "/api/conversations/:conversationId/notes" },
  input: z.strictObject({ conversationId, id: v.id, text: v.filledText(limits.noteChars) }),
  output: z.object({ note: e.note }),
});

export const noteDelete = command({
  name: "note:delete",
  summary: "Delete one's own private note.",
  touches: "conversation",
  isOwnSide: () => true,
  http: { method: "DELETE", path: "/api/conversations/:conversationId/notes/:noteId" },
  input: z.strictObject({ conversationId, noteId: v.id }),
  output: z.object({ deleted: z.boolean() }),
});
