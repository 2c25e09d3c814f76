"use client";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";

export type Reel = {
  track: RefObject<HTMLUListElement | null>;
  index: number;
  count: number;
  show: (index: number) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
};

const isSeenFrom = 0.6;
/** So long a browser that snaps back to the photo before, as when another one loads meanwhile, is told again. */
const insistMs = 1_000;

/** A row of photos of which one is in view. The browser scrolls and snaps, so a finger swipes without our code. */
export function useReel(count: number, first = 0): Reel {
  const track = useRef<HTMLUListElement>(null);
  const [index, setIndex] = useState(first);
  const wanted = useRef({ index: first, untilMs: 0 });

  useEffect(() => {
    const row = track.current;
    if (!row) return;
    if (first > 0) {
      wanted.current = { index: first, untilMs: performance.now() + insistMs };
      scrollTo(row, first);
    }
    const watcher = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (!isIntersecting) continue;
          const seen = [...row.children].indexOf(target);
          const { index: asked, untilMs } = wanted.current;
          if (seen !== asked && performance.now() < untilMs) scrollTo(row, asked);
          else setIndex(seen);
        }
      },
      { root: row, threshold: isSeenFrom },
    );
    for (const photo of row.children) watcher.observe(photo);
    return () => watcher.disconnect();
  }, [first]);

  function show(place: number) {
    const next = Math.min(count - 1, Math.max(0, place));
    wanted.current = { index: next, untilMs: performance.now() + insistMs };
    if (track.current) scrollTo(track.current, next);
    setIndex(next);
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const forward = isRightToLeft(event.currentTarget) ? -1 : 1;
    if (event.key === "ArrowRight") show(index + forward);
    else if (event.key === "ArrowLeft") show(index - forward);
    else if (event.key === "Home") show(0);
    else if (event.key === "End") show(count - 1);
    else return;
    event.preventDefault();
  }

  return { track, index, count, show, onKeyDown };
}

const isRightToLeft = (element: Element) => getComputedStyle(element).direction === "rtl";

/** Within the row alone, where `scrollIntoView` would move the page as well. */
function scrollTo(row: HTMLElement, index: number): void {
  row.scrollTo({ left: (isRightToLeft(row) ? -1 : 1) * index * row.clientWidth, behavior: "instant" });
}
