"use client";
import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False on the server and until the browser has taken the page over. */
export const useIsAlive = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
