const previewChars = 140;

/** One line of a message for lists and quotes. */
export function preview(text: string | null): string {
  if (!text) return "";
  const line = text
    .slice(0, previewChars * 4)
    .replace(/\s+/g, " ")
    .trim();
  if (line.length <= previewChars) return line;
  return `${line
    .slice(0, previewChars - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, "")}…`;
}
