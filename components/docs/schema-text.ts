// Prints a JSON schema the way a programmer would write the type down, which is quicker to read than the schema.

export type Schema = {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  required?: string[];
  format?: string;
  description?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  maxItems?: number;
};

const indent = "  ";

export function typeText(schema: Schema | undefined, depth = 0): string {
  if (!schema) return "unknown";
  if (schema.$ref) return schema.$ref.split("/").at(-1) ?? "unknown";
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((each) => JSON.stringify(each)).join(" | ");
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return options.map((each) => typeText(each, depth)).join(" | ");
  if (schema.type === "array") return arrayText(typeText(schema.items, depth));
  if (schema.properties) return objectText(schema, depth);
  if (schema.type === "object") return `Record<string, ${valueText(schema.additionalProperties, depth)}>`;
  return schema.format === "uuid" || schema.format === "date-time"
    ? schema.format
    : String(schema.type ?? "unknown");
}

const arrayText = (item: string): string =>
  /[|{]/.test(item) && !item.startsWith("{") ? `(${item})[]` : `${item}[]`;

const valueText = (schema: Schema | boolean | undefined, depth: number): string =>
  typeof schema === "object" ? typeText(schema, depth) : "unknown";

function objectText({ properties = {}, required = [] }: Schema, depth: number): string {
  const pad = indent.repeat(depth + 1);
  const lines = Object.entries(properties).map(
    ([name, schema]) => `${pad}${name}${required.includes(name) ? "" : "?"}: ${typeText(schema, depth + 1)}`,
  );
  return lines.length === 0 ? "{}" : `{\n${lines.join("\n")}\n${indent.repeat(depth)}}`;
}

/** The bounds of a value in words. */
export function boundsText({ maxLength, maxItems, minimum, maximum, default: preset }: Schema): string {
  const parts: string[] = [];
  if (maxLength !== undefined) parts.push(`at most ${maxLength.toLocaleString("en")} characters`);
  if (maxItems !== undefined) parts.push(`at most ${maxItems}`);
  if (minimum !== undefined && minimum > 0) parts.push(`from ${minimum.toLocaleString("en")}`);
  if (maximum !== undefined && maximum < 2_000_000_000) parts.push(`to ${maximum.toLocaleString("en")}`);
  if (preset !== undefined) parts.push(`default ${JSON.stringify(preset)}`);
  return parts.join(", ");
}
