"use client";
// The panel is part of the page on a desktop and covers it on a phone. There it holds the focus, and is as high as
// what the keyboard leaves to be seen.
import { type KeyboardEvent, type RefObject, useEffect, useSyncExternalStore } from "react";

/** As wide as the page has it stand beside the listing. */
const besideQuery = "(min-width: 64rem)";
const focusable = 'a[href], button:not([disabled]):not([tabindex="-1"]), textarea, input, [tabindex="0"]';

export function useSheet(panel: RefObject<HTMLElement | null>, onMinimise: () => void) {
  const isSheet = useSyncExternalStore(
    subscribe,
    () => !matchMedia(besideQuery).matches,
    () => false,
  );

  useEffect(() => {
    const { current: element } = panel;
    const { visualViewport: seen } = window;
    if (!isSheet || !element || !seen) return;
    const adjust = () => {
      element.style.setProperty("--seen-height", `${seen.height}px`);
      element.style.transform = seen.offsetTop > 0 ? `translateY(${seen.offsetTop}px)` : "";
    };
    adjust();
    seen.addEventListener("resize", adjust);
    seen.addEventListener("scroll", adjust);
    // What is behind must not scroll along.
    const { overflow } = document.documentElement.style;
    document.documentElement.style.overflow = "hidden";
    return () => {
      seen.removeEventListener("resize", adjust);
      seen.removeEventListener("scroll", adjust);
      document.documentElement.style.overflow = overflow;
      element.style.removeProperty("--seen-height");
      element.style.transform = "";
    };
  }, [panel, isSheet]);

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
