"use client";
import { useCallback, useMemo, useState } from "react";
import { limits } from "@/lib/contract/limits";

export type Selection = {
  ids: ReadonlySet<string>;
  isActive: boolean;
  begin(): void;
  toggle(id: string): void;
  setAll(ids: readonly string[]): void;
  end(): void;
};

const none: ReadonlySet<string> = new Set();

/** Which conversations are chosen to be done something with at once; bounded, as what is done to them is. */
export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string> | null>(null);
  const begin = useCallback(() => setIds((now) => now ?? none), []);
  const end = useCallback(() => setIds(null), []);
  const setAll = useCallback(
    (all: readonly string[]) => setIds(new Set(all.slice(0, limits.bulkConversations))),
    [],
  );
  const toggle = useCallback((id: string) => {
    setIds((now) => {
      const next = new Set(now ?? none);
      if (next.delete(id) || next.size >= limits.bulkConversations) return next;
      return next.add(id);
    });
  }, []);
  return useMemo(
    () => ({ ids: ids ?? none, isActive: ids !== null, begin, toggle, setAll, end }),
    [ids, begin, toggle, setAll, end],
  );
}
