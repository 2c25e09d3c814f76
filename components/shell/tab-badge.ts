// How many conversations are unread, on the browser's tab: before the title and on the icon.

const mostShown = 99;

/** The title with the count before it; one that it bears already is replaced. */
export function withCount(title: string, count: number): string {
  const bare = title.replace(/^\(\d+\+?\) /, "");
  if (count <= 0) return bare;
  return `(${count > mostShown ? `${mostShown}+` : count}) ${bare}`;
}

const iconId = "parley-badge-icon";

/** Until `signal` says that there is another count or another page. */
export function showOnTab(count: number, signal: AbortSignal): void {
  if (signal.aborted) return;
  showOnIcon(count);
  showOnApp(count);
  const write = () => {
    const wanted = withCount(document.title, count);
    if (document.title !== wanted) document.title = wanted;
  };
  write();
  const title = document.querySelector("title");
  if (!title) return;
  // The framework writes the title of the next page at a time of its own.
  const observer = new MutationObserver(write);
  observer.observe(title, { childList: true, characterData: true, subtree: true });
  signal.addEventListener("abort", () => observer.disconnect());
}

/** On the icon of the installed application, where there is one and the system lets us: the number is also on the page. */
function showOnApp(count: number): void {
  if (!("setAppBadge" in navigator)) return;
  void (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge()).catch(() => undefined);
}

/** An icon of our own before the page's, which comes back when there is nothing to tell. */
function showOnIcon(count: number): void {
  const own = document.getElementById(iconId);
  if (count <= 0) {
    own?.remove();
    return;
  }
  const link = own instanceof HTMLLinkElement ? own : document.createElement("link");
  link.id = iconId;
  link.rel = "icon";
  link.type = "image/svg+xml";
  link.href = `data:image/svg+xml,${encodeURIComponent(badgedIcon(count))}`;
  document.head.append(link);
}

export function badgedIcon(count: number): string {
  const text = count > 9 ? "9+" : String(count);
  // The second bubble of the brand would be mostly behind the count.
  const bubble =
    '<path fill="#0b6e63" d="M5 4h16a4 4 0 0 1 4 4v7a4 4 0 0 1-4 4h-8l-5.3 4.2A1 1 0 0 1 6 22.4V19H5a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z"/>';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${bubble}<circle cx="23" cy="9" r="9" fill="#b3261e"/><text x="23" y="13" text-anchor="middle" font-family="sans-serif" font-weight="700" font-size="${text.length > 1 ? 10 : 12}" fill="#fff">${text}</text></svg>`;
}
