type Value = string | number | boolean | null | readonly string[];

/** A row in the text format of COPY. */
export function copyLine(...values: Value[]): string {
  return `${values.map(field).join("\t")}\n`;
}

function field(value: Value): string {
  if (value === null) return "\\N";
  if (typeof value === "string") return value.replace(/[\\\t\n\r]/g, (sign) => `\\${sign}`);
  if (typeof value === "object") return `{${value.map((item) => `"${item}"`).join(",")}}`;
  return String(value);
}
