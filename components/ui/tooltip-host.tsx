"use client";
import { useEffect, useRef } from "react";

type Props = { load(): Promise<typeof import("./tooltips")> };

/**
 * The tooltip of the page: anything with `data-tooltip="text"` shows it (what follows a line break is set apart, for
 * a key). One for the page instead of one for each button, since a thread has thousands of buttons. It repeats what
 * assistive technology knows already, so it is hidden from it. The code comes with the first thing pointed at.
 */
export function TooltipHost({ load }: Props) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let detach: (() => void) | undefined;
    let isLoading = false;
    const onFirst = async (event: Event) => {
      if (isLoading || !(event.target instanceof Element) || !event.target.closest("[data-tooltip]")) return;
      isLoading = true;
      try {
        const { attachTooltips } = await load();
        if (signal.aborted || !ref.current) return;
        detach = attachTooltips(ref.current, event);
        document.removeEventListener("pointerover", onFirst);
        document.removeEventListener("focusin", onFirst);
      } catch {
        // No network and not kept: the next thing pointed at tries again.
        isLoading = false;
      }
    };
    document.addEventListener("pointerover", onFirst, { passive: true, signal });
    document.addEventListener("focusin", onFirst, { passive: true, signal });
    return () => {
      controller.abort();
      detach?.();
    };
  }, [load]);
  return (
    <div
      ref={ref}
      popover="manual"
      aria-hidden
      className="pointer-events-none fixed inset-auto m-0 max-w-72 overflow-visible rounded-md border-0 bg-ink px-2 py-1 text-page text-xs shadow-md"
    />
  );
}
