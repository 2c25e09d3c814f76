"use client";
// The keys of the inbox. Whatever else is open on the page (a menu, a dialog) has its own.
import { useEffect, useRef } from "react";
import { bareKey, isPaletteKey, isWriting, keys, singleKeys } from "./keys";

export type KeyActs = {
  move(by: number): void;
  /** The same, choosing what is passed. */
  extend(by: number): void;
  focusSearch(): void;
  write(): void;
  stopWriting(): boolean;
  /** Leaves one thing: the selection, the details, the thread. False when there was nothing to leave. */
  leave(): boolean;
  help(): void;
  palette(): void;
  select(): void;
  /** What the list's keys are about: the row that has the focus, else the open conversation. */
  withActive(act: "archive" | "markRead" | "pin" | "mute"): void;
};

export type ActiveAct = Parameters<KeyActs["withActive"]>[0];

const handlers: Record<string, (acts: KeyActs) => void> = {
  [keys.down]: (acts) => acts.move(1),
  [keys.up]: (acts) => acts.move(-1),
  [keys.search]: (acts) => acts.focusSearch(),
  [keys.write]: (acts) => acts.write(),
  [keys.help]: (acts) => acts.help(),
  [keys.select]: (acts) => acts.select(),
  [keys.archive]: (acts) => acts.withActive("archive"),
  [keys.markRead]: (acts) => acts.withActive("markRead"),
  [keys.pin]: (acts) => acts.withActive("pin"),
  [keys.mute]: (acts) => acts.withActive("mute"),
};

/** The arrows move through the list from within it, or from nowhere in particular; elsewhere they scroll. */
const arrows: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 8,
  PageUp: -8,
  Home: -1e9,
  End: 1e9,
};

/** With Shift, the steps of one choose what they pass. */
const extending: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, J: 1, K: -1 };

function mayStepByArrow(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target === document.body || target.closest("a[data-row]") !== null)
  );
}

export function useKeys(acts: KeyActs): void {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (isPaletteKey(event)) {
        event.preventDefault();
        return latest.current.palette();
      }
      const key = bareKey(event);
      if (key === null) return;
      if (key === "Escape") {
        if (isInLayer(event.target)) return;
        // Out of a field first, and only from there out of what is open.
        const isLeft = isWriting(event.target) ? latest.current.stopWriting() : latest.current.leave();
        if (isLeft) event.preventDefault();
        return;
      }
      if (isWriting(event.target)) return;
      const by = event.shiftKey ? extending[key] : undefined;
      if (by !== undefined && (key.length > 1 ? mayStepByArrow(event.target) : singleKeys.areOn())) {
        event.preventDefault();
        return latest.current.extend(by);
      }
      const step = arrows[key];
      if (step !== undefined && mayStepByArrow(event.target)) {
        event.preventDefault();
        return latest.current.move(step);
      }
      const handler = Object.hasOwn(handlers, key) ? handlers[key] : undefined;
      if (!handler || !singleKeys.areOn()) return;
      event.preventDefault();
      handler(latest.current);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

/** Escape closes what lies on top first, and that is its owner's to do. */
const isInLayer = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("[role=menu],[role=dialog],[role=alertdialog]") !== null;
