import { z } from "zod";
import { command } from "../command";
import { contentInput } from "../content-input";
import * as e from "../entities";
import { limits } from "../limits";
import * as v from "../values";

const answer = z.object({ message: e.message });

/** Beside its content. The sender makes the id before sending, so a retry is the same message. */
const outgoingFields = { id: v.id, replyToId: v.id.nullable().optional() };

/** A message as its sender writes it. */
export const outgoing = contentInput(outgoingFields);

export const messageSend = command({
  name: "message:send",
  summary: "Send a message. Sending the same id again answers with the stored message.",
  rate: "send",
  touches: "conversation",
  measuredAs: "delivery",
  http: { method: "POST", path: "/api/conversations/:conversationId/messages" },
  input: contentInput({ conversationId: v.id, ...outgoingFields }),
  output: answer,
});

export const messageList = command({
  name: "message:list",
  summary: "Messages in the order of seq: the newest, or those before, after or around one.",
  http: { method: "GET", path: "/api/conversations/:conversationId/messages" },
  input: z
    .strictObject({
      conversationId: v.id,
      before: v.seq.optional(),
      after: v.seq.optional(),
      around: v.seq.optional(),
      ...v.pageInput,
    })
    .refine(
      ({ before, after, around, cursor }) =>
        [before, after, around, cursor].filter((bound) => bound !== undefined).length <= 1,
      "Give at most one of before, after, around, cursor.",
    ),
  output: v.page(e.message),
});

export const messageEdit = command({
  name: "message:edit",
  summary: "Change the text of one's own message within 15 minutes.",
  touches: "message",
  http: { method: "PATCH", path: "/api/messages/:messageId" },
  input: z.strictObject({ messageId: v.id, text: v.filledText(limits.textChars) }),
  output: answer,
});

export const messageDelete = command({
  name: "message:delete",
  summary: "Delete one's own message (admins: any). A tombstone stays in its place.",
  touches: "message",
  http: { method: "DELETE", path: "/api/messages/:messageId" },
  input: z.strictObject({ messageId: v.id }),
  output: answer,
});

/** Built at run time, because compilers would rewrite the v flag for older browsers into tables of many kilobytes. */
const oneEmoji = /^(?:\p{RGI_Emoji}|\p{Extended_Pictographic}\uFE0F?)$/v;

const emoji = z.string().min(1).max(limits.emojiChars).regex(oneEmoji, "Must be one emoji.");

export const messageReact = command({
  name: "message:react",
  summary: "Add one's reaction to a message.",
  touches: "message",
  http: { method: "PUT", path: "/api/messages/:messageId/reactions/:emoji" },
  input: z.strictObject({ messageId: v.id, emoji }),
  output: answer,
});

export const messageUnreact = command({
  name: "message:unreact",
  summary: "Take one's reaction back.",
  touches: "message",
  http: { method: "DELETE", path: "/api/messages/:messageId/reactions/:emoji" },
  input: z.strictObject({ messageId: v.id, emoji }),
  output: answer,
});

export const messageForward = command({
  name: "message:forward",
  summary: "Send a copy of a message to another conversation of the caller's.",
  rate: "send",
  touches: "conversation",
  http: { method: "POST", path: "/api/messages/:messageId/forward" },
  input: z.strictObject({ messageId: v.id, conversationId: v.id, id: v.id }),
  output: answer,
});

export const messageSearch = command({
  name: "message:search",
  summary:
    'Full text search over the caller\'s conversations, newest first: every word or beginning of a word, "a phrase", and letters of scripts without spaces and emoji wherever they stand.',
  rate: "search",
  http: { method: "GET", path: "/api/search" },
  input: z.strictObject({
    q: v.filledText(limits.searchChars),
    conversationId: v.id.optional(),
    from: v.id.optional().describe("Sent by this user."),
    type: v.messageType.optional(),
    before: v.time.optional().describe("Sent before this time."),
    ...v.pageInput,
  }),
  output: v.page(
    z.object({
      message: e.message,
      conversation: e.conversation,
      highlight: z.string().describe("An excerpt of the text; matches stand between U+E000 and U+E001."),
    }),
  ),
});
