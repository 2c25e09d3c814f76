"use client";
// Tells while the list is being pointed at, by mouse, keyboard or finger, or is scrolled away from its beginning.
import { type FocusEvent, type PointerEvent, type TouchEvent, useEffect, useMemo, useRef } from "react";

type Reason = "pointer" | "keyboard" | "finger" | "scrolled";

/** Scrolled no further than this the list still stands at its beginning. */
const topPx = 8;
/** The click that follows a finger has to find the row where the finger left it. */
const fingerRestMs = 400;

export function useHold(hold: (isHeld: boolean) => void) {
  const pointerY = useRef(0);
  const hands = useMemo(() => {
    const reasons = new Set<Reason>();
    let rest: ReturnType<typeof setTimeout> | undefined;
    const set = (reason: Reason, isThere: boolean) => {
      if (reasons.has(reason) === isThere) return;
      if (isThere) reasons.add(reason);
      else reasons.delete(reason);
      hold(reasons.size > 0);
    };
    const point = ({ pointerType, clientY }: PointerEvent) => {
      if (pointerType === "touch") return;
      pointerY.current = clientY;
      set("pointer", true);
    };
    const lift = ({ touches }: TouchEvent) => {
      if (touches.length > 0) return;
      clearTimeout(rest);
      rest = setTimeout(() => set("finger", false), fingerRestMs);
    };
    return {
      scrolled: (offsetPx: number) => set("scrolled", offsetPx > topPx),
      letGo() {
        clearTimeout(rest);
        reasons.clear();
        hold(false);
      },
      handlers: {
        onPointerEnter: point,
        onPointerMove: point,
        onPointerLeave: () => set("pointer", false),
        onTouchStart() {
          clearTimeout(rest);
          set("finger", true);
        },
        onTouchEnd: lift,
        onTouchCancel: lift,
        onFocus: ({ target }: FocusEvent) => set("keyboard", target.matches(":focus-visible")),
        onBlur({ currentTarget, relatedTarget }: FocusEvent) {
          if (!currentTarget.contains(relatedTarget)) set("keyboard", false);
        },
      },
    };
  }, [hold]);
  useEffect(() => hands.letGo, [hands]);
  return { ...hands, pointerY };
}
