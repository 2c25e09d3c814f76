/** An excerpt as the search answers it: what was found stands between U+E000 and U+E001. */
export function Highlight({ text }: { text: string }) {
  return highlightParts(text).map(({ at, isMatch, part }) =>
    isMatch ? (
      <mark key={at} className="rounded-sm bg-warning-soft font-medium text-ink">
        {part}
      </mark>
    ) : (
      <span key={at}>{part}</span>
    ),
  );
}

type Part = { at: number; isMatch: boolean; part: string };

export function highlightParts(text: string): Part[] {
  const parts: Part[] = [];
  let isMatch = false;
  let at = 0;
  for (const part of text.split(/([\uE000\uE001])/)) {
    if (part === "\uE000" || part === "\uE001") isMatch = part === "\uE000";
    else if (part !== "") parts.push({ at, isMatch, part });
    at += part.length;
  }
  return parts;
}
