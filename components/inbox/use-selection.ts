"use client";
import { useCallback, useMemo, useState } from "react";
import { type Chosen, chooseAll, extend as extendTo, nothingChosen, toggle as toggleOne } from "./selecting";

export type Selection = {
  ids: ReadonlySet<string>;
  isActive: boolean;
  begin(): void;
  toggle(id: string): void;
  /** Chooses everything from the one chosen last, or else from `start`, to this one. */
  extend(id: string, list: readonly string[], start: string | null): void;
  setAll(ids: readonly string[]): void;
  end(): void;
};

/** Which conversations are chosen to be done something with at once; bounded, as what is done to them is. */
export function useSelection(): Selection {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const begin = useCallback(() => setChosen((now) => now ?? nothingChosen), []);
  const end = useCallback(() => setChosen(null), []);
  const setAll = useCallback((all: readonly string[]) => setChosen(chooseAll(all)), []);
  const toggle = useCallback((id: string) => setChosen((now) => toggleOne(now ?? nothingChosen, id)), []);
  const extend = useCallback(
    (id: string, list: readonly string[], start: string | null) =>
      setChosen((now) => extendTo(now ?? nothingChosen, id, list, start)),
    [],
  );
  const { ids } = chosen ?? nothingChosen;
  return useMemo(
    () => ({ ids, isActive: chosen !== null, begin, toggle, extend, setAll, end }),
    [ids, chosen, begin, toggle, extend, setAll, end],
  );
}
