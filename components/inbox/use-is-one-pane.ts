"use client";
import { useSyncExternalStore } from "react";

/** Where list and thread take turns, as on a phone: below Tailwind's `md`. */
const onePane = "(width < 48rem)";

const subscribe = (listener: () => void) => {
  const media = matchMedia(onePane);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
};

export const useIsOnePane = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => matchMedia(onePane).matches,
    () => false,
  );
