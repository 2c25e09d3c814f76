// The fields that a client may send with each kind of message, beside its id, conversation and quote.
import { z } from "zod";
import type { WritableType } from "./content";
import { limits } from "./limits";
import * as v from "./values";

const fields = {
  TEXT: {
    text: v.filledText(limits.textChars),
    payload: z.null().optional(),
    attachmentIds: z.array(v.id).max(limits.messageAttachments).optional(),
  },
} as const satisfies Record<WritableType, z.ZodRawShape>;

/** The content that a client sends: one shape per kind, plus `others`. A message without a type is text. */
export const contentInput = <Others extends z.ZodRawShape>(others: Others) =>
  z.discriminatedUnion("type", [
    z.strictObject({ ...others, type: z.literal("TEXT").default("TEXT"), ...fields.TEXT }),
  ]);
