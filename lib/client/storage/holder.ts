// Which account's content this browser holds: one at a time, and all of its tabs are told when that changes. Unsent
// messages and drafts do not count, for they stay bound to their own account.
import { holder, holderKey as key } from "./held-by";

export { holder };

export function hold(userId: string): void {
  try {
    globalThis.localStorage?.setItem(key, userId);
  } catch {
    // Without it other tabs learn of another person from the server.
  }
}

/** Nothing of this account is held any more. Does nothing when another one's content is by now. */
export function release(userId: string): void {
  try {
    if (holder() === userId) globalThis.localStorage?.removeItem(key);
  } catch {
    // As above.
  }
}

/** Calls back when another tab has changed it. */
export function watchHolder(listener: (userId: string | null) => void): () => void {
  const listen = (event: StorageEvent) => event.key === key && listener(event.newValue);
  globalThis.window?.addEventListener("storage", listen);
  return () => globalThis.window?.removeEventListener("storage", listen);
}
