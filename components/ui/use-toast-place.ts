"use client";
// Where a toast stands: over nothing that somebody is about to press.
import { type CSSProperties, type RefObject, useLayoutEffect, useState } from "react";

/** From here on the head of the page has room for a toast beside its links. */
const wide = "(min-width: 64rem)";

type Place = Pick<CSSProperties, "insetInlineStart" | "insetInlineEnd" | "left" | "top" | "width" | "height">;

/** In the free part of the page's head. */
const besideLinks: Place = {
  insetInlineEnd: "4rem",
  top: 0,
  width: "min(24rem, 40vw)",
  height: "var(--header-height)",
};
/** Over the links of the head, where there is no other room. */
const overHead: Place = {
  insetInlineStart: 0,
  insetInlineEnd: 0,
  top: 0,
  height: "max(var(--header-height), 3.5rem)",
};

/** Elements with this attribute stand where the messages of a thread begin, in which nothing is pressed. */
const zone = "[data-toast-zone]";

const isSeen = (element: Element): boolean => {
  const { left, top, width } = element.getBoundingClientRect();
  return element.checkVisibility() && width > 0 && top >= 0 && left >= 0;
};

/** A sheet that covers the whole page covers its head as well. */
function isHeadSeen(region: Element | null): boolean {
  const head = document.querySelector("body > header");
  if (!head || !isSeen(head)) return false;
  const { left, top, width, height } = head.getBoundingClientRect();
  const there = document.elementsFromPoint(left + width / 2, top + height / 2);
  const first = there.find((each) => !region?.contains(each));
  return first !== undefined && head.contains(first);
}

function findPlace(region: Element | null): Place {
  const hasHead = isHeadSeen(region);
  if (hasHead && matchMedia(wide).matches) return besideLinks;
  const found = [...document.querySelectorAll(zone)].filter(isSeen).at(-1);
  if (!found) return overHead;
  const { left, top, width } = found.getBoundingClientRect();
  return { left, top: top + 8, width };
}

/** Looks again with each toast, and whenever the page has another size, as with the keyboard of a phone. */
export function useToastPlace(toastId: number | undefined, region: RefObject<Element | null>): Place {
  const [place, setPlace] = useState<Place>(overHead);
  useLayoutEffect(() => {
    if (toastId === undefined) return;
    const look = () => {
      const next = findPlace(region.current);
      setPlace((now) => (JSON.stringify(now) === JSON.stringify(next) ? now : next));
    };
    let frame = 0;
    const lookSoon = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    };
    look();
    const controller = new AbortController();
    const { signal } = controller;
    addEventListener("resize", look, { signal });
    visualViewport?.addEventListener("resize", look, { signal });
    // Another thread has another place.
    const moved = new MutationObserver(lookSoon);
    const content = document.getElementById("content");
    if (content) moved.observe(content, { childList: true, subtree: true });
    return () => {
      controller.abort();
      moved.disconnect();
      cancelAnimationFrame(frame);
    };
  }, [toastId, region]);
  return place;
}
