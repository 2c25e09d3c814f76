"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useRef } from "react";

/**
 * Whether the chat is open stands in the address: a reload keeps it, signing in comes back to it, and on a phone,
 * where it covers the page, the way back closes it.
 */
export function useChatPlace() {
  const pathname = usePathname();
  const isOpen = useSearchParams().get("chat") === "1";
  const isOurStep = useRef(false);

  function open() {
    if (isOpen) return;
    isOurStep.current = true;
    history.pushState(null, "", `${pathname}?chat=1`);
  }

  function close() {
    if (!isOpen) return;
    if (isOurStep.current) history.back();
    else history.replaceState(null, "", pathname);
    isOurStep.current = false;
  }

  return { isOpen, open, close };
}
