const previewChars = 140;

/** One line of a message for lists and quotes. */
export function preview(text: string | null): string {
  if (!text) return "";
  const line = withoutHalf(text.trimStart().slice(0, previewChars * 4))
    .replace(/\s+/g, " ")
    .trim();
  if (line.length <= previewChars) return line;
  return `${withoutHalf(line.slice(0, previewChars - 1))}…`;
}

/** A cut may leave half of a character at the end. */
const withoutHalf = (text: string): string => text.replace(/[\uD800-\uDBFF]$/, "");
