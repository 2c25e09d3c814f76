// Examples for the documentation, made from the schemas. A test parses each of them by its command's own schema.
import type { CommandName } from "../contract/commands";

export type JsonSchema = {
  $ref?: string;
  const?: unknown;
  enum?: unknown[];
  /** The declaration gives its own where the name of the field does not say what it holds. */
  examples?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  type?: string | string[];
  format?: string;
  minimum?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  required?: string[];
};
export type Schemas = Readonly<Record<string, unknown>>;

/** The optional fields that an example of a command's input shows. */
const shown: Partial<Record<CommandName, readonly string[]>> = {
  "token:create": ["email", "password"],
  "me:update": ["name", "phone"],
  "listing:update": ["priceMinor"],
  "conversation:open": ["listingId", "message"],
  "conversation:list": ["unread", "limit"],
  "conversation:update": ["priority", "tags"],
  "message:list": ["before", "limit"],
  "quick-reply:update": ["text"],
  sync: ["conversations"],
};

/** Sample values by field name, for fields whose schema is not specific enough. */
const samples: Readonly<Record<string, unknown>> = {
  text: "Is the bicycle still available?",
  preview: "Is the bicycle still available?",
  highlight: "Is the \uE000bicycle\uE001 still available?",
  q: "bicycle",
  name: "Mara Lindqvist",
  senderName: "Mara Lindqvist",
  email: "mara@example.com",
  password: "correct horse battery",
  phone: "+49 30 1234567",
  title: "Touring bicycle, 28 inch",
  description: "Well kept.",
  currency: "EUR",
  priceMinor: 45_000,
  totalMinor: 45_000,
  spentMinor: 45_000,
  avatarUrl: "https://pictures.example/mara.jpg",
  photoUrl: "https://pictures.example/bicycle.jpg",
  photos: ["https://pictures.example/bicycle.jpg"],
  attributes: { frame: "56 cm" },
  tags: ["pickup"],
  tag: "pickup",
  emoji: "👍",
  shortcut: "hello",
  timezone: "Europe/Paris",
  from: "09:00",
  to: "17:30",
  token: "pt1.AaH9WfSddjCLbjjxUOz6cg.JAOPX5HW5kCcIN-4eprPqxTT7ArwbX8CXpQkG-ZUK6c",
  address: "192.0.2.1",
  userAgent: "a program",
  mediaType: "image/jpeg",
  nextCursor: null,
  payload: null,
  replyTo: null,
  editedAt: null,
  deletedAt: null,
  archivedAt: null,
  mutedUntil: null,
  attachments: [],
  reset: false,
  limit: 20,
  before: 40,
  seq: 12,
  readSeq: 12,
  deliveredSeq: 12,
  rev: 14,
  ownRev: 3,
  since: 11,
};

export const exampleInput = (name: CommandName, schema: JsonSchema): Record<string, unknown> => {
  const fields = [...(schema.required ?? []), ...(shown[name] ?? [])];
  return Object.fromEntries(
    Object.entries(schema.properties ?? {})
      .filter(([field]) => fields.includes(field))
      .map(([field, each]) => [field, exampleOf(each, field, {}, false)]),
  );
};

export const exampleOutput = (schema: JsonSchema, schemas: Schemas): unknown =>
  exampleOf(schema, "", schemas, true);

function exampleOf(schema: JsonSchema, name: string, schemas: Schemas, isWhole: boolean): unknown {
  if (schema.$ref)
    return exampleOf(schemas[schema.$ref.split("/").at(-1) ?? ""] as JsonSchema, name, schemas, isWhole);
  if (schema.const !== undefined) return schema.const;
  if (schema.examples) return schema.examples[0];
  if (schema.enum) return schema.enum[0];
  if (schema.format === "uuid") return exampleId(name);
  if (name in samples && fits(samples[name], schema)) return samples[name];
  const [first] = schema.anyOf ?? schema.oneOf ?? [];
  if (first) return exampleOf(first, name, schemas, isWhole);
  if (schema.format === "date-time") return "2026-01-31T09:05:00.000Z";
  switch (schema.type) {
    case "integer":
    case "number":
      return Math.max(1, schema.minimum ?? 0);
    case "boolean":
      return true;
    case "string":
      return name || "text";
    case "array":
      return [exampleOf(schema.items ?? {}, name.replace(/s$/, ""), schemas, isWhole)];
    case "object":
      return exampleObject(schema, schemas, isWhole);
    default:
      return null;
  }
}

function exampleObject({ properties, required = [] }: JsonSchema, schemas: Schemas, isWhole: boolean) {
  const fields = Object.entries(properties ?? {}).filter(([field]) => isWhole || required.includes(field));
  return Object.fromEntries(fields.map(([field, each]) => [field, exampleOf(each, field, schemas, isWhole)]));
}

/** Returns true if the sample has the schema's type. A nullable schema also accepts null. */
function fits(sample: unknown, { type, anyOf = [] }: JsonSchema): boolean {
  if (anyOf.length > 0) return anyOf.some((each) => fits(sample, each));
  const kind = sample === null ? "null" : Array.isArray(sample) ? "array" : typeof sample;
  return type === kind || (type === "integer" && kind === "number");
}

/** The same name has the same id, so that an example's parts agree. */
function exampleId(name: string): string {
  let hash = 0x811c9dc5;
  for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  const digits = hash.toString(16).padStart(8, "0");
  return `019c1f3a-7d20-7${digits.slice(0, 3)}-9${digits.slice(3, 6)}-${digits}${digits.slice(0, 4)}`;
}
