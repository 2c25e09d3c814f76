import { z } from "zod";
import { command } from "../command";
import * as e from "../entities";
import { limits } from "../limits";
import * as v from "../values";

const attributes = z
  .record(v.line(limits.tagChars), v.line(limits.attributeChars))
  .refine(
    (value) => Object.keys(value).length <= limits.attributes,
    `At most ${limits.attributes} attributes.`,
  );

const fields = {
  kind: v.listingKind,
  title: v.line(limits.titleChars),
  description: v.text(limits.descriptionChars),
  priceMinor: v.money,
  currency: v.currency,
  photos: z.array(v.pictureUrl).max(limits.listingPhotos),
  attributes,
  status: v.listingStatus,
};

export const listingList = command({
  name: "listing:list",
  summary: "Listings, newest first. Hidden ones are shown to their owner only.",
  access: "public",
  http: { method: "GET", path: "/api/listings" },
  input: z.strictObject({
    kind: v.listingKind.optional(),
    sellerId: v.id.optional(),
    search: v.text(limits.searchChars).optional(),
    status: v.listingStatus.optional(),
    ...v.pageInput,
  }),
  output: v.page(e.listing),
});

export const listingGet = command({
  name: "listing:get",
  summary: "One listing.",
  access: "public",
  http: { method: "GET", path: "/api/listings/:listingId" },
  input: z.strictObject({ listingId: v.id }),
  output: z.object({
    listing: e.listing,
    repliesWithinMinutes: z
      .int()
      .nullable()
      .describe("The median of the seller's first replies in the last 90 days, when there are enough."),
  }),
});

export const listingCreate = command({
  name: "listing:create",
  summary:
    "Offer something. A customer's first listing makes the account a seller's and needs `becomeSeller: true`; without it the answer is `forbidden`. Admins cannot sell.",
  http: { method: "POST", path: "/api/listings" },
  input: z.strictObject({
    ...fields,
    description: fields.description.default(""),
    photos: fields.photos.default([]),
    attributes: fields.attributes.default({}),
    status: fields.status.default("ACTIVE"),
    becomeSeller: z
      .boolean()
      .default(false)
      .describe("The customer agrees to become a seller. Means nothing for an account that sells already."),
  }),
  output: z.object({ listing: e.listing }),
});

export const listingUpdate = command({
  name: "listing:update",
  summary: "Change one's own listing.",
  http: { method: "PATCH", path: "/api/listings/:listingId" },
  input: z.strictObject({ listingId: v.id, ...z.object(fields).partial().shape }),
  output: z.object({ listing: e.listing }),
});
