"use client";
// What is kept for this browser alone: whether it makes a sound and shows notifications.
import { useSyncExternalStore } from "react";

export type DeviceSettings = { sound: boolean; desktop: boolean };

const key = "parley-notices";
const defaults: DeviceSettings = { sound: true, desktop: false };
const listeners = new Set<() => void>();
let known: DeviceSettings | null = null;

export function readDeviceSettings(): DeviceSettings {
  known ??= read();
  return known;
}

function read(): DeviceSettings {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "{}") as Partial<
      Record<keyof DeviceSettings, unknown>
    >;
    return { sound: kept.sound !== false, desktop: kept.desktop === true };
  } catch {
    // Nothing is kept here, or somebody else's.
    return defaults;
  }
}

export function changeDeviceSettings(change: Partial<DeviceSettings>): void {
  known = { ...readDeviceSettings(), ...change };
  try {
    localStorage.setItem(key, JSON.stringify(known));
  } catch {
    // It holds for this page then.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key !== key) return;
    known = null;
    listener();
  };
  listeners.add(listener);
  addEventListener("storage", onStorage);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", onStorage);
  };
}

export const useDeviceSettings = (): DeviceSettings =>
  useSyncExternalStore(subscribe, readDeviceSettings, () => defaults);
