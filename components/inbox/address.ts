"use client";
// The address of the page, the moment it changes. The router tells of a change only once it has rendered everything
// that depends on it, which on a slow device is long after the press.
import { usePathname, useSearchParams } from "next/navigation";
import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

/** To be called after the address has been changed by `history`. */
export function tellAddress(): void {
  for (const listener of [...listeners]) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

const isWithin = (base: string, path: string): boolean => path === base || path.startsWith(`${base}/`);

/** Path and query, as long as they are those of `base`; the router's while it comes from or goes to another page. */
export function useAddress(base: string): string {
  const path = usePathname();
  const query = useSearchParams().toString();
  const routed = query === "" ? path : `${path}?${query}`;
  return useSyncExternalStore(
    subscribe,
    () => (isWithin(base, location.pathname) ? location.pathname + location.search : routed),
    () => routed,
  );
}
