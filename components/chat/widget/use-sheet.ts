"use client";
// The panel is part of the page on a desktop and covers it on a phone. There it holds the focus, and is as high as
// what the keyboard leaves to be seen.
import { type KeyboardEvent, type RefObject, useEffect, useSyncExternalStore } from "react";
import { useSeenHeight } from "@/components/ui/use-seen-height";

/** As wide as the page has it stand beside the listing. */
const besideQuery = "(min-width: 64rem)";
const focusable = 'a[href], button:not([disabled]):not([tabindex="-1"]), textarea, input, [tabindex="0"]';

export function useSheet(panel: RefObject<HTMLElement | null>, onMinimise: () => void) {
  const isSheet = useSyncExternalStore(
    subscribe,
    () => !matchMedia(besideQuery).matches,
    () => false,
  );

  useSeenHeight(panel, isSheet);
  useEffect(() => {
    if (!isSheet) return;
    // What is behind must not scroll along.
    const { overflow } = document.documentElement.style;
    document.documentElement.style.overflow = "hidden";
    return () => {
      document.documentElement.style.overflow = overflow;
    };
  }, [isSheet]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // What opened over the panel has its own way out.
    if (event.defaultPrevented || !event.currentTarget.contains(event.target as Node)) return;
    if (event.key === "Escape") {
      event.preventDefault();
      onMinimise();
    } else if (event.key === "Tab" && isSheet) keepWithin(event);
  };

  return { onKeyDown, ...(isSheet ? { role: "dialog", "aria-modal": true } : {}) };
}

function keepWithin(event: KeyboardEvent<HTMLElement>): void {
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(focusable)].filter((stop) =>
    stop.checkVisibility(),
  );
  const first = stops[0];
  const last = stops.at(-1);
  const { activeElement } = document;
  const next = event.shiftKey ? activeElement === first && last : activeElement === last && first;
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function subscribe(listener: () => void): () => void {
  const query = matchMedia(besideQuery);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}
