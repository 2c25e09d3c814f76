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

const mostToasts = 4;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function tell(tone: ToastTone, told: string | Told): number {
  const content = typeof told === "string" ? { title: told } : told;
  const toast: Toast = { ...content, id: ++lastId, tone };
  const others = toasts.filter(({ about }) => about === undefined || about !== toast.about);
  set([...others.slice(-(mostToasts - 1)), toast]);
  return toast.id;
}

export function dismissToast(id: number): void {
  set(toasts.filter((each) => each.id !== id));
}

export function dismissAllToasts(): void {
  for (const { id } of toasts) dismissToast(id);
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
