"use client";
import { useSyncExternalStore } from "react";
import type { Engine } from "../engine/engine";
import type { State } from "../state/types";
import { useProvided } from "./context";

export const useEngine = (): Engine => useProvided().engine;

/** The selector has to answer the same object for as long as nothing of it has changed. */
export function useEngineState<T>(select: (state: State) => T): T {
  const { engine, rendered } = useProvided();
  const { store } = engine;
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.getState()),
    () => select(rendered),
  );
}
