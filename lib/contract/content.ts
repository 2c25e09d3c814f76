// The kinds of messages, one row per kind. All code that depends on a message's type reads its row. The fields that a
// client may send are in content-input.ts, so that pages can load these rows without the schema library.
import { preview } from "./preview";

/** The part of a message that its kind describes. */
export type Content = {
  type: string;
  text: string | null;
  payload: Record<string, unknown> | null;
};

type Kind = {
  /** True if a client may send it. Only the server writes the other kinds. */
  readonly isWritable: boolean;
  /** The line that lists, quotes and notifications show. */
  readonly preview: (content: Content) => string;
  /** Actions that members may take on a stored message of this kind. */
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
    isWritable: true,
    preview: textPreview,
    can: { edit: true, forward: true, quote: true, react: true },
  },
  SYSTEM: {
    isWritable: false,
    preview: textPreview,
    can: { edit: false, forward: false, quote: false, react: false },
  },
} as const satisfies Record<string, Kind>;

type KindName = keyof typeof kinds;

/** The types that a client may send. */
export type WritableType = {
  [N in KindName]: (typeof kinds)[N]["isWritable"] extends true ? N : never;
}[KindName];

/** A newer server may send kinds that this client does not know: they show their text and offer nothing else. */
const unknownKind: Kind = kinds.SYSTEM;

export const kindOf = (type: string): Kind =>
  Object.hasOwn(kinds, type) ? kinds[type as KindName] : unknownKind;

export const previewOf = (content: Content): string => kindOf(content.type).preview(content);
