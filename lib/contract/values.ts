// Small schemas that everything else is made of. Boundaries parse with them; the inside trusts the types.
import { z } from "zod";
import { limits } from "./limits";
import { isPicture, remotePicture } from "./pictures";

/** Counts code points, as Postgres does. Most emoji count as one, although they take two units in UTF-16. */
export function countChars(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit <= 0xdbff) i++;
    count++;
  }
  return count;
}

const longerThan = (text: string, maxChars: number) => text.length > maxChars && countChars(text) > maxChars;

/** Text that Postgres and every JSON reader can hold: no null character, no half of a surrogate pair. */
const storable = (text: string) => !text.includes("\0") && text.isWellFormed();

/** Text of at most so many characters, kept as it was written. */
export const text = (maxChars: number) =>
  z
    .string()
    .refine((value) => !longerThan(value, maxChars), `At most ${maxChars} characters.`)
    .refine(storable, "Holds characters that cannot be stored.")
    .meta({ maxLength: maxChars });

/** Beside white space, what takes up no place in a line: joiners, fillers, marks of direction. */
const somethingToSee = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]/u;

export const isFilled = (text: string) => somethingToSee.test(text);

/** The same, and with something to see in it. */
export const filledText = (maxChars: number) => text(maxChars).refine(isFilled, "Must not be empty.");

/** Breaks, control characters, and overrides of direction, by which a name can pass for another. */
const outOfLine = /[\p{Cc}\u2028\u2029\u202D\u202E]/u;

/** One line of text, trimmed: names, titles, tags. */
export const line = (maxChars: number) =>
  z
    .string()
    .trim()
    .refine(isFilled, "Must not be empty.")
    .refine((value) => !longerThan(value, maxChars), `At most ${maxChars} characters.`)
    .refine(storable, "Holds characters that cannot be stored.")
    .refine((value) => !outOfLine.test(value), "Must be one line of plain text.")
    .meta({ minLength: 1, maxLength: maxChars });

export const id = z.uuid("Must be a UUID.").toLowerCase();
/** Within what JavaScript, Postgres and ISO 8601 write alike: years, digits of a second, offsets. */
export const time = z.iso
  .datetime({ offset: true })
  .refine((value) => /^(?:19[7-9]|[2-8]\d\d)\d-/.test(value), "Must be a time after 1970.")
  .refine((value) => !/\.\d{10}/.test(value), "At most 9 digits after the second.")
  .refine((value) => /(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/.test(value), "There is no such offset.");
export const timeOut = z.string().meta({ format: "date-time" });
export const seq = z.int().min(0).max(2_147_483_647);
export const rev = seq;
export const email = z.string().trim().toLowerCase().max(limits.emailChars).pipe(z.email());
const currencies = new Set(Intl.supportedValuesOf("currency"));
export const currency = z
  .string()
  .refine((code) => currencies.has(code), "Must be an ISO 4217 code.")
  .meta({ pattern: "^[A-Z]{3}$" });
export const money = z.int().min(0).max(limits.priceMinor);
/** A picture of ours or of another host, as browsers write it. Which hosts are allowed is the operator's to say. */
export const pictureUrl = z
  .string()
  .max(limits.urlChars)
  .refine(storable, "Holds characters that cannot be stored.")
  .refine(isPicture, "Must be the address of a picture.")
  .overwrite((address) => remotePicture(address)?.href ?? address)
  .refine((address) => address.length <= limits.urlChars, "Must be shorter.")
  .meta({ maxLength: limits.urlChars });

export const pageInput = {
  cursor: z.string().min(1).max(limits.cursorChars).optional(),
  limit: z.int().min(1).max(limits.pageItems).optional(),
};

export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export const roles = ["CUSTOMER", "SELLER", "ADMIN"] as const;
export const role = z.enum(roles);
export const senderRole = z.enum([...roles, "SYSTEM"]);
export const listingKind = z.enum(["VEHICLE", "PRODUCT", "SERVICE"]);
export const listingStatus = z.enum(["ACTIVE", "RESERVED", "SOLD", "HIDDEN"]);
export const dealKind = z.enum(["ORDER", "BOOKING"]);
export const dealStatus = z.enum(["PENDING", "CONFIRMED", "COMPLETED", "CANCELLED"]);
export const conversationStatus = z.enum(["ACTIVE", "ARCHIVED", "BLOCKED", "ENDED"]);
export const priority = z.enum(["LOW", "NORMAL", "HIGH", "URGENT"]);
export const messageType = z.enum([
  "TEXT",
  "IMAGE",
  "FILE",
  "VOICE",
  "LOCATION",
  "OFFER",
  "APPOINTMENT",
  "SYSTEM",
]);
export const side = z.enum(["customer", "seller"]);
export const subjectKind = z.enum(["listing", "order", "booking", "direct"]);

export type Role = z.infer<typeof role>;
export type SenderRole = z.infer<typeof senderRole>;
export type MessageType = z.infer<typeof messageType>;
export type ConversationStatus = z.infer<typeof conversationStatus>;
export type Priority = z.infer<typeof priority>;
export type Side = z.infer<typeof side>;
export type Page<T> = { items: T[]; nextCursor: string | null };
