// What a message can be: one row a kind. Everything that depends on a message's type asks its row, so a new kind is
// one row here, one folder in components/chat/message/kinds, and its words.
import { z } from "zod";
import { limits } from "./limits";
import { preview } from "./preview";
import type { MessageType } from "./values";
import * as v from "./values";

/** The part of a message that its kind describes. */
export type Content = {
  type: string;
  text: string | null;
  payload: Record<string, unknown> | null;
};

type Kind = {
  /** The fields that a client may send beside id, conversation and quote; null for kinds that only the server writes. */
  readonly input: z.ZodRawShape | null;
  /** The line that lists, quotes and notifications show. */
  readonly preview: (content: Content) => string;
  /** What members may do with a stored message of this kind. */
  readonly can: {
    readonly edit: boolean;
    readonly forward: boolean;
    readonly quote: boolean;
    readonly react: boolean;
  };
};

const textPreview = ({ text }: Content) => preview(text);

export const kinds = {
  TEXT: {
    input: {
      text: v.filledText(limits.textChars),
      payload: z.null().optional(),
      attachmentIds: z.array(v.id).max(limits.messageAttachments).optional(),
    },
    preview: textPreview,
    can: { edit: true, forward: true, quote: true, react: true },
  },
  SYSTEM: {
    input: null,
    preview: textPreview,
    can: { edit: false, forward: false, quote: false, react: false },
  },
} as const satisfies Partial<Record<MessageType, Kind>>;

/** A newer server may send kinds that this client does not know: they show their text and offer nothing else. */
const unknownKind: Kind = kinds.SYSTEM;

/** What a client writes: one shape a kind, beside `fields`. A message without a type is text. */
export const contentInput = <Fields extends z.ZodRawShape>(fields: Fields) =>
  z.discriminatedUnion("type", [
    z.strictObject({ ...fields, type: z.literal("TEXT").default("TEXT"), ...kinds.TEXT.input }),
  ]);

export const kindOf = (type: string): Kind =>
  Object.hasOwn(kinds, type) ? kinds[type as keyof typeof kinds] : unknownKind;

export const previewOf = (content: Content): string => kindOf(content.type).preview(content);
