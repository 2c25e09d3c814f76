"use client";
// Which messages the view holds, and how the list became what it is: that decides what the virtual list keeps still.
import { useMemo, useState } from "react";
import { useFormat } from "@/components/text/text-provider";
import type { ThreadHandle } from "@/lib/client/hooks";
import type { Message } from "@/lib/contract/entities";
import { buildRows, type Change, compareKeys, type Row } from "./rows";

export type View = {
  keys: readonly string[];
  change: Change;
  /** Another one for each list that has nothing to do with the one before. */
  generation: number;
};

export function useRows({ items, hasOlder, firstUnreadSeq }: ThreadHandle, myId: string): Row[] {
  const { dayNumber } = useFormat();
  const dayOf = useMemo(() => {
    // Asking the calendar costs more than everything else here, and a message never changes its day.
    const known = new Map<string, number>();
    return ({ createdAt }: Message) => {
      const found = known.get(createdAt) ?? dayNumber(new Date(createdAt));
      known.set(createdAt, found);
      return found;
    };
  }, [dayNumber]);
  return useMemo(
    () => buildRows(items, { firstUnreadSeq, hasOlder, myId, dayOf }),
    [items, hasOlder, firstUnreadSeq, myId, dayOf],
  );
}

export function useChange(rows: readonly Row[]): View {
  const keys = useMemo(() => rows.map(({ item }) => item.key), [rows]);
  const [view, setView] = useState<View>({ keys, change: "other", generation: 0 });
  if (view.keys === keys) return view;
  const change = compareKeys(view.keys, keys);
  const next = { keys, change, generation: view.generation + (change === "other" ? 1 : 0) };
  setView(next);
  return next;
}
