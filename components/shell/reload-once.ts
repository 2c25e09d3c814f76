const reloadedKey = "parley-reloaded-at";
const reloadPauseMs = 60_000;

/**
 * For a page that could not be shown for want of its code: a newer build may have its own. Returns false, and does
 * nothing, if that has just been tried.
 */
function reloadOnce(): boolean {
  try {
    const reloadedAtMs = Number(sessionStorage.getItem(reloadedKey) ?? 0);
    if (Date.now() - reloadedAtMs < reloadPauseMs) return false;
    sessionStorage.setItem(reloadedKey, String(Date.now()));
  } catch {
    return false;
  }
  location.reload();
  return true;
}

/** A whole page whose code is missing is loaded anew, if there is a network. */
export function reloadIfCodeIsMissing(error: Error): void {
  if (error.name === "ChunkLoadError" && navigator.onLine) reloadOnce();
}
