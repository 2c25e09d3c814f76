const yearSeconds = 31_536_000;

/** Keeps a choice of this browser's where the server sees it, so that the next page is rendered by it. */
export function keepCookie(name: string, value: string): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the newer way of writing cookies is missing where pages are not served over https.
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${yearSeconds}; samesite=lax${secure}`;
}
