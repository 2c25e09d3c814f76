// What stands in the form of a listing, as text, and the way from there to what the command takes.

import type { ListingFields } from "@/lib/client/listing";
import type { Listing } from "@/lib/contract/entities";
import type { ErrorDetail } from "@/lib/contract/errors";
import { isPicture } from "@/lib/contract/pictures";
import { parsePrice, priceText } from "../listing/price";

/** `key` tells rows apart while they move and vanish. */
export type PhotoRow = { key: number; url: string };
export type AttributeRow = { key: number; name: string; value: string };

export type FormFields = {
  kind: Listing["kind"];
  title: string;
  description: string;
  price: string;
  currency: string;
  status: Listing["status"];
  photos: PhotoRow[];
  attributes: AttributeRow[];
};

/** What is wrong, by the path that the server would name it by. */
export type Problems = Record<string, string>;

export function fieldsOf(listing: Listing | null, currency: string): FormFields {
  if (!listing)
    return {
      kind: "PRODUCT",
      title: "",
      description: "",
      price: "",
      currency,
      status: "ACTIVE",
      photos: [],
      attributes: [],
    };
  const { kind, title, description, priceMinor, status, photos, attributes } = listing;
  return {
    kind,
    title,
    description,
    price: priceText(priceMinor, listing.currency),
    currency: listing.currency,
    status,
    photos: photos.map((url, key) => ({ key, url })),
    attributes: Object.entries(attributes).map(([name, value], key) => ({ key, name, value })),
  };
}

export const nextKey = (rows: readonly { key: number }[]): number =>
  rows.reduce((most, { key }) => Math.max(most, key + 1), 0);

type Words = { badPrice: string; incomplete: string; sameAttribute: string; foreignPhoto: string };
type Read = { fields: ListingFields; problems?: undefined } | { fields?: undefined; problems: Problems };

/** Finds what the server could not tell as well; all the rest is the server's to judge. `kept` are photos it has already. */
export function readForm(form: FormFields, words: Words, kept: readonly string[] = []): Read {
  const problems: Problems = {};
  const priceMinor = parsePrice(form.price, form.currency);
  if (priceMinor === null) problems.priceMinor = words.badPrice;
  if (form.title.trim() === "") problems.title = words.incomplete;

  for (const { key, url } of form.photos)
    if (url.trim() !== "" && !kept.includes(url.trim()) && !isPicture(url.trim()))
      problems[`photo-${key}`] = words.foreignPhoto;

  const named = new Map<string, string>();
  for (const { key, name, value } of form.attributes) {
    const trimmed = name.trim();
    // A row that nobody has written in is no row.
    if (trimmed === "" && value.trim() === "") continue;
    if (trimmed === "") problems[`attribute-name-${key}`] = words.incomplete;
    else if (named.has(trimmed)) problems[`attribute-name-${key}`] = words.sameAttribute;
    if (value.trim() === "") problems[`attribute-value-${key}`] = words.incomplete;
    named.set(trimmed, value.trim());
  }

  if (priceMinor === null || Object.keys(problems).length > 0) return { problems };
  const { kind, title, description, currency, status } = form;
  const photos = [...new Set(form.photos.map(({ url }) => url.trim()).filter(Boolean))];
  const attributes = Object.fromEntries(named);
  return {
    fields: { kind, title: title.trim(), description, priceMinor, currency, status, photos, attributes },
  };
}

/** From the server's paths (`photos.1`, `attributes.Mileage`) to the rows of the form as they stood when it was sent. */
export function problemsFrom(
  details: readonly ErrorDetail[],
  form: FormFields,
  sent: ListingFields,
): Problems {
  const problems: Problems = {};
  for (const { path, message } of details) {
    const [field = "", ...rest] = path.split(".");
    const inner = rest.join(".");
    const row =
      field === "photos"
        ? form.photos.find(({ url }) => url.trim() === sent.photos[Number(inner)])
        : field === "attributes"
          ? form.attributes.find(({ name }) => name.trim() === inner)
          : undefined;
    const place = row ? (field === "photos" ? `photo-${row.key}` : `attribute-value-${row.key}`) : field;
    problems[place] ??= message;
  }
  return problems;
}
