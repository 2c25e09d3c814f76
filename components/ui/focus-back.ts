"use client";
import { useRef } from "react";

/**
 * For what is opened by a key or from a menu, and so has no button of its own to go back to: the focus returns to where
 * it was, unless what was chosen has taken it elsewhere by then.
 */
export function useFocusBack() {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      before.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      const isFree = document.activeElement === null || document.activeElement === document.body;
      if (isFree && before.current instanceof HTMLElement) before.current.focus();
    },
  };
}
