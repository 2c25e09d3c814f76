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
const mostToasts = 4;

let toasts: readonly Toast[] = [];
let lastId = 0;
let isHeld = false;
const listeners = new Set<() => void>();
const timers = new Map<number, ReturnType<typeof setTimeout>>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function tell(tone: ToastTone, told: string | Told): number {
  const content = typeof told === "string" ? { title: told } : told;
  const toast: Toast = { ...content, id: ++lastId, tone };
  const others = toasts.filter(({ about }) => about === undefined || about !== toast.about);
  const kept = others.slice(-(mostToasts - 1));
  for (const { id } of toasts) if (!kept.some((each) => each.id === id)) stopTimer(id);
  set([...kept, toast]);
  if (!isHeld) startTimer(toast);
  return toast.id;
}

function startTimer({ id, action }: Toast): void {
  timers.set(
    id,
    setTimeout(() => dismissToast(id), action ? actionShownMs : shownMs),
  );
}

function stopTimer(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
}

export function dismissToast(id: number): void {
  stopTimer(id);
  set(toasts.filter((each) => each.id !== id));
  // What was pointed at is gone without the pointer having left it.
  holdToasts(false);
}

export function dismissAllToasts(): void {
  for (const { id } of toasts) dismissToast(id);
}

/** While somebody points at them or is in them by key, they stay. */
export function holdToasts(hold: boolean): void {
  if (hold === isHeld) return;
  isHeld = hold;
  for (const each of toasts) {
    stopTimer(each.id);
    if (!hold) startTimer(each);
  }
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
