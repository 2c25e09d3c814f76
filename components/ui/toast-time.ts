// Which toast is shown, and for how long. Comes with the cards, so that pages without a toast do not carry it.
import { currentToasts, dismissToast, subscribeToToasts, type Toast } from "./toast";

/** Long enough to read twice; what can be acted upon stays longer. */
const shownMs = 6_000;
const actionShownMs = 10_000;
/** More words take longer to read. */
const perCharacterMs = 80;

let heldId: number | null = null;
let timed: { id: number; timer: ReturnType<typeof setTimeout> } | undefined;
const listeners = new Set<() => void>();

/**
 * One is shown: the one that somebody holds, else the newest. The others wait behind it, and each has its whole time
 * once it is in front.
 */
export const shownToast = (): Toast | undefined =>
  currentToasts().find(({ id }) => id === heldId) ?? currentToasts().at(-1);

export function subscribeToShown(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** While somebody points at a toast or is in it by key, it stays in front. Null lets it go. */
export function holdToast(id: number | null): void {
  if (heldId === id) return;
  heldId = id;
  schedule();
}

/** Runs the time of the toast in front, unless somebody holds it. */
function schedule(): void {
  const shown = shownToast();
  if (shown?.id !== heldId) heldId = null;
  const next = shown?.id === heldId ? undefined : shown;
  if (next?.id !== timed?.id) {
    clearTimeout(timed?.timer);
    timed = next && { id: next.id, timer: setTimeout(() => dismissToast(next.id), timeOf(next)) };
  }
  for (const listener of listeners) listener();
}

function timeOf({ title, text = "", action }: Toast): number {
  return Math.max(action ? actionShownMs : shownMs, (title.length + text.length) * perCharacterMs);
}

subscribeToToasts(schedule);
schedule();
