"use client";
import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { cx } from "@/components/ui/cx";
import { PartBoundary } from "@/components/ui/part-failure";

const gapPx = 6;
const edgePx = 8;

type Props = {
  /** What it opens beside; null while it is closed. */
  anchor: Element | null;
  onClose(): void;
  label: string;
  className?: string;
  children: ReactNode;
};

/**
 * A small panel beside whatever asked for it, in the browser's own top layer: it closes by Escape and by a press
 * elsewhere without any of our doing. One serves a whole thread, so that a message costs no panel of its own.
 */
export function AnchoredPanel({ anchor, onClose, label, className, children }: Props) {
  const ref = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const panel = ref.current;
    if (!panel || !anchor) return;
    panel.showPopover();
    place(panel, anchor);
    // What opens within it makes it larger.
    const observer = new ResizeObserver(() => place(panel, anchor));
    observer.observe(panel);
    panel.querySelector<HTMLElement>("button, input")?.focus({ preventScroll: true });
    return () => {
      observer.disconnect();
      const hadFocus = panel.contains(document.activeElement);
      if (panel.matches(":popover-open")) panel.hidePopover();
      if (hadFocus && anchor instanceof HTMLElement) anchor.focus({ preventScroll: true });
    };
  }, [anchor]);

  useEffect(() => {
    const panel = ref.current;
    if (!panel) return;
    const onToggle = (event: Event) => {
      if ((event as ToggleEvent).newState === "closed") onClose();
    };
    panel.addEventListener("toggle", onToggle);
    return () => panel.removeEventListener("toggle", onToggle);
  }, [onClose]);

  return (
    <div
      ref={ref}
      popover="auto"
      role="dialog"
      aria-label={label}
      className={cx(
        "fixed inset-auto m-0 max-w-[calc(100vw-1rem)] rounded-xl border border-line bg-surface p-1.5 text-ink shadow-lg",
        className,
      )}
    >
      {anchor && <PartBoundary>{children}</PartBoundary>}
    </div>
  );
}

/** Above the anchor where there is room, else below, and always within the window. */
function place(panel: HTMLElement, anchor: Element): void {
  const at = anchor.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const above = at.top - gapPx - height;
  const top = above >= edgePx ? above : Math.min(at.bottom + gapPx, innerHeight - height - edgePx);
  const middle = at.left + at.width / 2 - width / 2;
  panel.style.top = `${Math.round(Math.max(edgePx, top))}px`;
  panel.style.left = `${Math.round(Math.max(edgePx, Math.min(middle, innerWidth - width - edgePx)))}px`;
}
