import { z } from "zod";
import { command } from "../command";
import * as e from "../entities";
import { limits } from "../limits";
import * as v from "../values";

export const tagList = command({
  name: "tag:list",
  summary: "The tags in use on the seller's conversations, the most used first.",
  access: "SELLER",
  http: { method: "GET", path: "/api/tags" },
  input: z.strictObject({}),
  output: z.object({ items: z.array(z.object({ tag: z.string(), conversations: z.int() })) }),
});

const shortcut = v
  .line(limits.shortcutChars)
  .refine((value) => /^[\p{L}\p{N}_-]+$/u.test(value), "Letters, digits, - and _ only.");
const replyText = v.filledText(limits.textChars);

export const quickReplyList = command({
  name: "quick-reply:list",
  summary: "The seller's quick replies by shortcut.",
  access: "SELLER",
  http: { method: "GET", path: "/api/quick-replies" },
  input: z.strictObject({ ...v.pageInput }),
  output: v.page(e.quickReply),
});

export const quickReplyCreate = command({
  name: "quick-reply:create",
  summary: "Add a quick reply; {customer}, {listing} and {price} are filled in when it is used.",
  access: "SELLER",
  http: { method: "POST", path: "/api/quick-replies" },
  input: z.strictObject({ shortcut, text: replyText }),
  output: z.object({ quickReply: e.quickReply }),
});

export const quickReplyUpdate = command({
  name: "quick-reply:update",
  summary: "Change a quick reply.",
  access: "SELLER",
  http: { method: "PATCH", path: "/api/quick-replies/:id", also: "/api/quick-replies" },
  input: z.strictObject({ id: v.id, shortcut: shortcut.optional(), text: replyText.optional() }),
  output: z.object({ quickReply: e.quickReply }),
});

export const quickReplyDelete = command({
  name: "quick-reply:delete",
  summary: "Delete a quick reply.",
  access: "SELLER",
  http: { method: "DELETE", path: "/api/quick-replies/:id", also: "/api/quick-replies" },
  input: z.strictObject({ id: v.id }),
  output: z.object({ deleted: z.boolean() }),
});

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "Must be a time like 09:30.");

/** IANA names only: an offset such as +02:00 would be wrong for half of the year. */
const timezone = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      return /^[A-Za-z]/.test(zone) && new Intl.DateTimeFormat("en", { timeZone: zone }) !== undefined;
    } catch {
      return false;
    }
  }, "Must be a time zone such as Europe/Paris.");

export const awayMessage = z
  .strictObject({
    enabled: z.boolean(),
    text: v.text(limits.awayChars),
    timezone,
    hours: z
      .array(
        z
          .strictObject({ day: z.int().min(0).max(6), from: clock, to: clock })
          .refine(({ from, to }) => from < to, "Must end after it begins."),
      )
      .max(limits.awayHours)
      .describe("When the seller is there, by weekday (0 = Sunday). None: always away while enabled."),
  })
  .refine((away) => !away.enabled || v.isFilled(away.text), {
    path: ["text"],
    message: "Must not be empty.",
  });

export const awayMessageGet = command({
  name: "away-message:get",
  summary: "The seller's away message.",
  access: "SELLER",
  http: { method: "GET", path: "/api/away-message" },
  input: z.strictObject({}),
  output: z.object({ awayMessage }),
});

export const awayMessageSet = command({
  name: "away-message:set",
  summary: "Set the away message, sent once a day at most to a customer who writes outside the hours.",
  access: "SELLER",
  http: { method: "PUT", path: "/api/away-message" },
  input: awayMessage,
  output: z.object({ awayMessage }),
});
