const isoLength = "2026-01-31T09:05:00.500Z".length;

/**
 * Postgres prints `2026-01-31 09:05:00.5+00` (or with a T and `+00:00` inside JSON); the contract says
 * `2026-01-31T09:05:00.500Z`. Done on the text itself because a Date a row would cost more than the query.
 */
export function isoTime(text: string): string {
  if (text.length === isoLength && text.endsWith("Z")) return text;
  const point = text.indexOf(".", 19);
  const millis =
    point === -1
      ? "000"
      : text
          .slice(point + 1, point + 4)
          .replace(/\D.*$/, "")
          .padEnd(3, "0");
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${millis}Z`;
}

export const isoTimeOrNull = (text: string | null): string | null => (text === null ? null : isoTime(text));
