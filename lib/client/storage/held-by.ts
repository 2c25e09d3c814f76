// By itself, since every page asks, and most pages need nothing else of it. See holder.ts.
export const holderKey = "parley-holder";

/** Null when nobody's content is held, and where the browser does not say. */
export function holder(): string | null {
  try {
    return globalThis.localStorage?.getItem(holderKey) ?? null;
  } catch {
    return null;
  }
}
