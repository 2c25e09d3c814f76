// The store of one page: Zustand's, with the reducer as the only way to change it.
import { createStore } from "zustand/vanilla";
import type { Event } from "./events";
import { reduce } from "./reduce";
import type { State } from "./types";

export interface EngineStore {
  getState(): State;
  subscribe(listener: () => void): () => void;
  dispatch(event: Event): void;
  /**
   * For while React renders: what renders from now on sees the new state, and what was rendered before is told by
   * `announce`, after the commit.
   */
  dispatchQuietly(event: Event): void;
  announce(): void;
}

export function createEngineStore(initial: State): EngineStore {
  const store = createStore<State>(() => initial);
  const listeners = new Set<() => void>();
  let isQuiet = false;
  let isOwed = false;
  const tell = () => {
    isOwed = isQuiet;
    if (!isQuiet) for (const listener of [...listeners]) listener();
  };
  store.subscribe(tell);
  const dispatch = (event: Event) => store.setState(reduce(store.getState(), event), true);
  return {
    getState: store.getState,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch,
    dispatchQuietly: (event) => {
      isQuiet = true;
      dispatch(event);
      isQuiet = false;
    },
    announce: () => {
      if (isOwed) tell();
    },
  };
}
