// What is told in passing. A store of its own without React, so that anything in the page may tell something.

export type ToastTone = "neutral" | "success" | "danger";
export type Toast = {
  id: number;
  title: string;
  text?: string;
  tone: ToastTone;
  action?: { label: string; onClick(): void };
  /** What it is about: a later one about the same takes its place. */
  about?: string;
};
export type Told = Omit<Toast, "id" | "tone">;

/** Long enough to read twice; what can be acted upon stays longer. */
const shownMs = 6_000;
const actionShownMs = 10_000;
/** More words take longer to read. */
const perCharacterMs = 80;
const mostToasts = 4;

let toasts: readonly Toast[] = [];
let lastId = 0;
let heldId: number | null = null;
const listeners = new Set<() => void>();
let timed: { id: number; timer: ReturnType<typeof setTimeout> } | undefined;

/**
 * One is shown: the one that somebody holds, else the newest. The others wait behind it, and each has its whole time
 * once it is in front.
 */
export const shownToast = (): Toast | undefined => toasts.find(({ id }) => id === heldId) ?? toasts.at(-1);

function set(next: readonly Toast[]): void {
  toasts = next;
  schedule();
  for (const listener of listeners) listener();
}

function tell(tone: ToastTone, told: string | Told): number {
  const content = typeof told === "string" ? { title: told } : told;
  const toast: Toast = { ...content, id: ++lastId, tone };
  const others = toasts.filter(({ about }) => about === undefined || about !== toast.about);
  set([...others.slice(-(mostToasts - 1)), toast]);
  return toast.id;
}

/** Runs the time of the toast in front, unless somebody holds it. */
function schedule(): void {
  const shown = shownToast();
  const next = shown?.id === heldId ? undefined : shown;
  if (next?.id === timed?.id) return;
  clearTimeout(timed?.timer);
  timed = next && { id: next.id, timer: setTimeout(() => dismissToast(next.id), timeOf(next)) };
}

function timeOf({ title, text = "", action }: Toast): number {
  return Math.max(action ? actionShownMs : shownMs, (title.length + text.length) * perCharacterMs);
}

export function dismissToast(id: number): void {
  if (heldId === id) heldId = null;
  set(toasts.filter((each) => each.id !== id));
}

export function dismissAllToasts(): void {
  for (const { id } of toasts) dismissToast(id);
}

/** While somebody points at a toast or is in it by key, it stays in front. Null lets it go. */
export function holdToast(id: number | null): void {
  if (heldId === id) return;
  heldId = id;
  set(toasts);
}

export const subscribeToToasts = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const currentToasts = (): readonly Toast[] => toasts;

export const toast = {
  show: (told: string | Told) => tell("neutral", told),
  success: (told: string | Told) => tell("success", told),
  error: (told: string | Told) => tell("danger", told),
};
