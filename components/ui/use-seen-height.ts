"use client";
import { type RefObject, useEffect } from "react";

/** Less than this is a tool bar of the browser that comes and goes, and no keyboard. */
const leastPx = 80;

/**
 * Keeps an element that fills the window within what the keyboard leaves of it, where the browser lays the keyboard
 * over the page: sets `--seen-height` for the element to be that high, and moves it to where the page is looked at.
 */
export function useSeenHeight(target: RefObject<HTMLElement | null>, isOn = true): void {
  useEffect(() => {
    const { current: element } = target;
    const { visualViewport: seen } = window;
    if (!isOn || !element || !seen) return;
    const reset = () => {
      element.style.removeProperty("--seen-height");
      element.style.transform = "";
    };
    const adjust = () => {
      // Enlarged, less of the page is seen for another reason.
      const isCovered = seen.scale < 1.01 && innerHeight - seen.height > leastPx;
      if (!isCovered) return reset();
      element.style.setProperty("--seen-height", `${seen.height}px`);
      element.style.transform = seen.offsetTop > 0 ? `translateY(${seen.offsetTop}px)` : "";
    };
    adjust();
    seen.addEventListener("resize", adjust);
    seen.addEventListener("scroll", adjust);
    return () => {
      seen.removeEventListener("resize", adjust);
      seen.removeEventListener("scroll", adjust);
      reset();
    };
  }, [target, isOn]);
}
