"use client";
import { useSyncExternalStore } from "react";
import { keepCookie } from "./cookie";
import { readTheme, type Theme, themeCookie } from "./theme";

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const currentTheme = (): Theme => readTheme(document.documentElement.dataset.theme);

export function setTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  keepCookie(themeCookie, theme);
  for (const listener of listeners) listener();
}

/** The root element says which theme holds; `initial` is what the server rendered the page in. */
export const useTheme = (initial: Theme): Theme =>
  useSyncExternalStore(subscribe, currentTheme, () => initial);
