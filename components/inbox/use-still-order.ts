"use client";
import { useMemo, useState } from "react";
import { keepStill } from "./still-order";

export type StillOrder = {
  ids: readonly string[];
  /** How many rows wait to be moved. */
  fresh: number;
  /** Whether somebody points at the list, or reads further down. */
  hold(isHeld: boolean): void;
  /** Shows the list as it is by now. */
  apply(): void;
};

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one === other || (one.length === other.length && one.every((id, index) => id === other[index]));

/** `pinned` changes by the reader's own act alone, which is shown at once. Another `key` is another list. */
export function useStillOrder(ids: readonly string[], pinned: readonly string[], key: string): StillOrder {
  const [isHeld, hold] = useState(false);
  const [shown, setShown] = useState({ order: ids, pinned, key });
  const isStill = isHeld && shown.key === key && hasSame(shown.pinned, pinned);
  const still = useMemo(
    () => (isStill ? keepStill(shown.order, ids) : { ids, order: ids, fresh: 0 }),
    [isStill, shown.order, ids],
  );
  if (!same(shown.order, still.order) || shown.key !== key || shown.pinned !== pinned)
    setShown({ order: still.order, pinned, key });
  const apply = () => setShown({ order: ids, pinned, key });
  return { ids: still.ids, fresh: still.fresh, hold, apply };
}

/** Compares the sets of ids only. A new message may move a pinned conversation among the pinned ones. */
function hasSame(one: readonly string[], other: readonly string[]): boolean {
  return one === other || same([...one].sort(), [...other].sort());
}
